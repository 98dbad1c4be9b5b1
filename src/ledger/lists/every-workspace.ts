// Whose the list of the forgotten is.

/** No workspace has this id. */
export const everyWorkspace = '*';
