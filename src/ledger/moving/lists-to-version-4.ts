// Version 4 adds lists of people who must not get anything, and records who was left out because of them.

export const sqliteListsToVersion4 = `
CREATE TABLE list (
  number    INTEGER PRIMARY KEY,
  workspace TEXT    NOT NULL,
  name      TEXT    NOT NULL,
  version   TEXT    NOT NULL,
  entries   INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  terms     TEXT    NOT NULL,
  whole     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE list_person (
  list   INTEGER NOT NULL REFERENCES list,
  person BLOB    NOT NULL,
  PRIMARY KEY (list, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE left_out (
  run        INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  campaign   INTEGER NOT NULL REFERENCES campaign,
  key        BLOB    NOT NULL,
  generation INTEGER NOT NULL,
  chunk      INTEGER NOT NULL,
  reason     TEXT    NOT NULL,
  at         INTEGER NOT NULL,
  PRIMARY KEY (run, campaign, key, generation)
) STRICT, WITHOUT ROWID;
`;

export const postgresListsToVersion4 = `
CREATE TABLE list (
  number    bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace text    COLLATE "C" NOT NULL,
  name      text    COLLATE "C" NOT NULL,
  version   text    NOT NULL,
  entries   bigint  NOT NULL,
  at        bigint  NOT NULL,
  terms     text    NOT NULL,
  whole     boolean NOT NULL DEFAULT false
);
CREATE TABLE list_person (
  list   bigint NOT NULL REFERENCES list,
  person uuid   NOT NULL,
  PRIMARY KEY (list, person)
);
CREATE TABLE left_out (
  run        bigint  NOT NULL REFERENCES run ON DELETE CASCADE,
  campaign   integer NOT NULL REFERENCES campaign,
  key        uuid    NOT NULL,
  generation integer NOT NULL,
  chunk      integer NOT NULL,
  reason     text    NOT NULL,
  at         bigint  NOT NULL,
  PRIMARY KEY (run, campaign, key, generation)
);
`;
