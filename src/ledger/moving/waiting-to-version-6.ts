// Version 6 records what waits: when each chunk of a run is due, and why nobody sends a chunk that waited any more.

/** The same for both databases, except for the names of the types. */
export const sqliteWaitingToVersion6 = `
ALTER TABLE chunk ADD COLUMN due INTEGER;
ALTER TABLE chunk ADD COLUMN dropped TEXT;
CREATE INDEX chunk_due ON chunk (run, due) WHERE due IS NOT NULL AND NOT finished;
`;

export const postgresWaitingToVersion6 = `
ALTER TABLE chunk ADD COLUMN due bigint;
ALTER TABLE chunk ADD COLUMN dropped text;
CREATE INDEX chunk_due ON chunk (run, due) WHERE due IS NOT NULL AND NOT finished;
`;
