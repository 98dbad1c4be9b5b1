// Version 5 stores with each request the arms of a test that its people are in.

export const sqliteArmsToVersion5 = `
ALTER TABLE req ADD COLUMN arms BLOB;
`;

export const postgresArmsToVersion5 = `
ALTER TABLE req ADD COLUMN arms bytea;
`;
