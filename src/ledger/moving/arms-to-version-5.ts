// Version 5 keeps with each request in which arm of a test its people are.

export const sqliteArmsToVersion5 = `
ALTER TABLE req ADD COLUMN arms BLOB;
`;

export const postgresArmsToVersion5 = `
ALTER TABLE req ADD COLUMN arms bytea;
`;
