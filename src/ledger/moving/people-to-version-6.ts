// Version 6 defers, in a SQLite file, the rows that find people (sqlite/people-later.ts). The people of all attempts up to `people_to` have their
// rows.

export const sqlitePeopleToVersion6 = `
ALTER TABLE ring ADD COLUMN people_to INTEGER NOT NULL DEFAULT 0;
UPDATE ring SET people_to = (SELECT coalesce(max(attempt), 0) FROM req);
`;
