// Version 6 leaves it for later, in a file, that people can be found by who they are (sqlite/people-later.ts): up to here they can.

export const sqlitePeopleToVersion6 = `
ALTER TABLE ring ADD COLUMN people_to INTEGER NOT NULL DEFAULT 0;
UPDATE ring SET people_to = (SELECT coalesce(max(attempt), 0) FROM req);
`;
