// The ledger's tables, version 3 (migrations.ts says what the versions before lacked).

/** "push" in ASCII, in the file's header: tells a ledger from any other SQLite file. */
export const applicationId = 0x70757368;

export const schemaVersion = 3;

/**
 * `sent` is insert-only, but for pointing at a newer attempt after one that came to nothing: the outcome of a notification
 * is the byte at its position in its attempt's `outcomes` (outcome-bytes.ts), so all outcomes of a request cost one update.
 */
export const tables = `
CREATE TABLE meta (
  one           INTEGER PRIMARY KEY CHECK (one = 1),
  ledger_id     TEXT    NOT NULL,
  environment   TEXT    NOT NULL,
  serial        INTEGER NOT NULL,
  secret        BLOB,                           -- of the keyed hashes; null when it is kept outside
  fingerprint   BLOB    NOT NULL,               -- of that secret
  holder_host   TEXT,                           -- who holds the lock, or held it last
  holder_pid    INTEGER,
  holder_since  INTEGER,
  closed_at     INTEGER,                        -- when it was exported to be moved: it sends no more. Null: it does
  endpoint      TEXT                            -- the class of its endpoint: sandbox, loopback or the host
) STRICT;

CREATE TABLE campaign (
  number INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE,
  file   TEXT NOT NULL                          -- where it was when it was last sent
) STRICT;

CREATE TABLE run (
  number      INTEGER PRIMARY KEY,
  id          TEXT    NOT NULL UNIQUE,
  environment TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  why         TEXT,
  seal        TEXT,
  host        TEXT    NOT NULL,
  pid         INTEGER NOT NULL,
  started_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  halted_by   TEXT                              -- who paused or stopped it from outside
) STRICT;

CREATE TABLE run_campaign (
  run      INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  position INTEGER NOT NULL,
  campaign INTEGER NOT NULL REFERENCES campaign,
  settings TEXT    NOT NULL,                    -- a RunCampaign as JSON
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE chunk (
  run           INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  number        INTEGER NOT NULL,
  position      INTEGER NOT NULL,               -- of the campaign in the run
  size          INTEGER NOT NULL,               -- as planned; stays when notifications are erased
  finished      INTEGER NOT NULL DEFAULT 0,     -- 1: nothing in it is left to be sent
  notifications BLOB,                           -- chunk-text.ts; the one place that holds people. Null: erased
  mac           BLOB,                           -- HMAC over notifications and where they belong. Null: erased
  PRIMARY KEY (run, number)
) STRICT;

CREATE TABLE req (
  attempt         INTEGER PRIMARY KEY,
  run             INTEGER NOT NULL REFERENCES run,
  chunk           INTEGER NOT NULL,
  campaign        INTEGER NOT NULL REFERENCES campaign,
  claimed_at      INTEGER NOT NULL,
  settled_at      INTEGER,
  slot            INTEGER NOT NULL,
  slot_generation INTEGER NOT NULL,
  outcomes        BLOB    NOT NULL,             -- one byte per position
  doubts          INTEGER NOT NULL,             -- how many of them are open or in doubt
  repeats         INTEGER NOT NULL,             -- bit per position: an earlier attempt may have been received
  retry           INTEGER NOT NULL,             -- 1: somebody in it was tried before in this run
  status          INTEGER,
  error           TEXT,
  person          BLOB                          -- person-hashes.ts. Null: spooled before version 3
) STRICT;
CREATE INDEX req_of_run ON req (run);
CREATE INDEX req_in_doubt ON req (run) WHERE doubts > 0;

CREATE TABLE sent (
  campaign   INTEGER NOT NULL,
  key        BLOB    NOT NULL,                  -- keyed hash, 16 bytes
  generation INTEGER NOT NULL,
  req        INTEGER NOT NULL,                  -- attempt * 32 + position
  digest     BLOB    NOT NULL,                  -- of what was sent, 16 bytes
  PRIMARY KEY (campaign, key, generation)
) STRICT, WITHOUT ROWID;

CREATE TABLE reason (
  byte   INTEGER PRIMARY KEY CHECK (byte BETWEEN 16 AND 255),
  kind   TEXT NOT NULL CHECK (kind IN ('refused', 'rejected', 'reopened')),
  reason TEXT NOT NULL,
  UNIQUE (kind, reason)
) STRICT;

CREATE TABLE ring (                             -- all times by the ring's clock (ring-clock.ts), milliseconds but for even_at
  one           INTEGER PRIMARY KEY CHECK (one = 1),
  clock         INTEGER NOT NULL,               -- where it stood at the last change
  uptime        INTEGER NOT NULL,               -- of the machine then
  host          TEXT    NOT NULL,               -- which machine
  blocked_until INTEGER NOT NULL,               -- no claim before
  pace          INTEGER NOT NULL,               -- millionths of the limit, at paced_at; comes back from then on
  paced_at      INTEGER NOT NULL,
  even_at       INTEGER NOT NULL,               -- when the last slot should have been taken, microseconds
  per_minute    INTEGER NOT NULL DEFAULT 1,     -- the limit that was given last
  slots         INTEGER NOT NULL DEFAULT 0,     -- how many rows slot has
  made          INTEGER NOT NULL DEFAULT 0      -- the highest number that one of them ever had
) STRICT;
INSERT INTO ring (one, clock, uptime, host, blocked_until, pace, paced_at, even_at) VALUES (1, 0, 0, '', 0, 1000000, 0, -60000000);

CREATE TABLE slot (                             -- made when one is taken and none is free
  number     INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL,
  free_at    INTEGER NOT NULL                   -- by the ring's clock
) STRICT;
CREATE INDEX slot_free ON slot (free_at);

CREATE TABLE decision (
  number INTEGER PRIMARY KEY,
  run    INTEGER NOT NULL REFERENCES run,
  at     INTEGER NOT NULL,
  who    TEXT    NOT NULL,
  reason TEXT    NOT NULL,
  decided TEXT   NOT NULL CHECK (decided IN ('accepted', 'not_sent', 'reopened'))
) STRICT;

CREATE TABLE decided (
  decision  INTEGER NOT NULL REFERENCES decision,
  attempt   INTEGER NOT NULL REFERENCES req,
  positions INTEGER NOT NULL,                   -- a bit per position
  PRIMARY KEY (decision, attempt)
) STRICT, WITHOUT ROWID;

PRAGMA application_id = ${applicationId};
PRAGMA user_version = ${schemaVersion};
`;
