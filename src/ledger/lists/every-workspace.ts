// The workspace id of the list of forgotten people, which applies to every workspace.

/** No real workspace has this id. */
export const everyWorkspace = '*';
