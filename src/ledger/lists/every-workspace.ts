// The workspace that owns the list of forgotten people: every one.

/** No real workspace has this id. */
export const everyWorkspace = '*';
