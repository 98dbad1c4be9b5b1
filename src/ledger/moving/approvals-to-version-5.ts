// Version 5 records which content of a campaign was approved, for campaigns with `approve: content`.

export const sqliteApprovalsToVersion5 = `
CREATE TABLE approval (
  run      INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  campaign INTEGER NOT NULL REFERENCES campaign,
  content  TEXT    NOT NULL,
  revision TEXT,
  seal     TEXT    NOT NULL,
  planned  INTEGER NOT NULL,
  details  TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (run, campaign)
) STRICT, WITHOUT ROWID;
`;

export const postgresApprovalsToVersion5 = `
CREATE TABLE approval (
  run      bigint  NOT NULL REFERENCES run ON DELETE CASCADE,
  campaign integer NOT NULL REFERENCES campaign,
  content  text    NOT NULL,
  revision text,
  seal     text    NOT NULL,
  planned  bigint  NOT NULL,
  details  text    NOT NULL,
  at       bigint  NOT NULL,
  PRIMARY KEY (run, campaign)
);
`;
