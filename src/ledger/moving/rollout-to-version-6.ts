// Version 6 records which step of a rollout the people of a chunk belong to, and how far each rollout has come.

export const sqliteRolloutToVersion6 = `
ALTER TABLE chunk ADD COLUMN step INTEGER;
CREATE TABLE rollout (
  run      INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  position INTEGER NOT NULL,
  step     INTEGER NOT NULL,
  ended_at INTEGER,
  until    INTEGER,
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;
`;

export const postgresRolloutToVersion6 = `
ALTER TABLE chunk ADD COLUMN step integer;
CREATE TABLE rollout (
  run      bigint  NOT NULL REFERENCES run ON DELETE CASCADE,
  position integer NOT NULL,
  step     integer NOT NULL,
  ended_at bigint,
  until    bigint,
  PRIMARY KEY (run, position)
);
`;
