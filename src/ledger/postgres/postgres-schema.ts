// The tables of a ledger on PostgreSQL, version 3. They say what those of SQLite say (schema.ts); what differs is explained here.

export const postgresVersion = 3;

/**
 * One schema is one ledger of one environment. Times are milliseconds: those of `hold`, `ring` and `slot` by the database's clock,
 * those of runs and claims by the clock of the process that wrote them. `chunk.worker` and `chunk.epoch` are for workers that share a run.
 */
export const postgresTables = `
CREATE TABLE meta (
  one         smallint PRIMARY KEY DEFAULT 1 CHECK (one = 1),
  application text     NOT NULL DEFAULT 'pushplan' CHECK (application = 'pushplan'),
  version     integer  NOT NULL,
  ledger_id   text     NOT NULL,
  environment text     NOT NULL,
  serial      bigint   NOT NULL,
  secret      bytea,
  fingerprint bytea    NOT NULL,
  timeline    text     NOT NULL,             -- of the server when it was opened last
  closed_at   bigint,                        -- when it was exported to be moved: it sends no more. Null: it does
  endpoint    text                           -- the class of its endpoint: sandbox, loopback or the host
);

CREATE TABLE hold (                           -- the lock: who may send, for how long
  one         smallint PRIMARY KEY DEFAULT 1 CHECK (one = 1),
  epoch       bigint   NOT NULL,              -- one higher with every holder
  host        text,                           -- null: nobody holds it
  pid         integer,
  since       bigint,
  lease_until bigint   NOT NULL
);
INSERT INTO hold (epoch, lease_until) VALUES (0, 0);

CREATE TABLE campaign (
  number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id     text COLLATE "C" NOT NULL UNIQUE,
  file   text NOT NULL
);

CREATE TABLE run (
  number      bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id          text COLLATE "C" NOT NULL UNIQUE,
  environment text    NOT NULL,
  state       text    NOT NULL,
  why         text,
  seal        text,
  host        text    NOT NULL,
  pid         integer NOT NULL,
  started_at  bigint  NOT NULL,
  ended_at    bigint,
  mode        text    NOT NULL DEFAULT 'alone', -- who sends it: alone, led, detached (RunMode)
  rounds      integer NOT NULL DEFAULT 0,      -- how often doubt was settled before it was closed
  halted_by   text                             -- who paused or stopped it from outside
);

CREATE TABLE worker (                          -- who takes part in runs that are shared; seen_at by the database's clock
  id         text    PRIMARY KEY,
  host       text    NOT NULL,
  pid        integer NOT NULL,
  version    text    NOT NULL,
  started_at bigint  NOT NULL,
  seen_at    bigint  NOT NULL,
  chunks     integer NOT NULL,
  requests   integer NOT NULL,                 -- in its last minute
  why        text                              -- it left, and may be missed: null while it takes part
);

CREATE TABLE run_campaign (
  run      bigint  NOT NULL REFERENCES run ON DELETE CASCADE,
  position integer NOT NULL,
  campaign integer NOT NULL REFERENCES campaign,
  settings text    NOT NULL,
  PRIMARY KEY (run, position)
);

CREATE TABLE chunk (
  run           bigint  NOT NULL REFERENCES run ON DELETE CASCADE,
  number        integer NOT NULL,
  position      integer NOT NULL,
  size          integer NOT NULL,
  finished      boolean NOT NULL DEFAULT false,
  epoch         integer NOT NULL DEFAULT 0,
  worker        text,
  notifications bytea,
  mac           bytea,                       -- HMAC over notifications and where they belong. Null: erased
  PRIMARY KEY (run, number)
);
ALTER TABLE chunk ALTER notifications SET STORAGE EXTERNAL;   -- compressed already

CREATE SEQUENCE attempt AS bigint;

CREATE TABLE req (
  attempt         bigint   PRIMARY KEY,
  run             bigint   NOT NULL REFERENCES run,
  chunk           integer  NOT NULL,
  campaign        integer  NOT NULL REFERENCES campaign,
  claimed_at      bigint   NOT NULL,
  settled_at      bigint,
  slot            integer  NOT NULL,
  slot_generation bigint   NOT NULL,
  outcomes        bytea    NOT NULL,
  doubts          smallint NOT NULL,
  repeats         integer  NOT NULL,
  retry           smallint NOT NULL,
  status          integer,
  error           text,
  person          bytea
) WITH (fillfactor = 85);
ALTER TABLE req ALTER person SET STORAGE EXTERNAL;            -- hashes do not become shorter
CREATE INDEX req_of_run ON req (run, attempt);
CREATE INDEX req_in_doubt ON req (run, chunk) WHERE doubts > 0;

CREATE TABLE sent (
  campaign   integer NOT NULL,
  key        uuid    NOT NULL,                -- keyed hash: 16 bytes, and none for its length
  generation integer NOT NULL,
  req        bigint  NOT NULL,
  digest     uuid    NOT NULL,
  PRIMARY KEY (campaign, key, generation)
);

CREATE TABLE reason (
  byte   smallint PRIMARY KEY CHECK (byte BETWEEN 16 AND 255),
  kind   text     NOT NULL CHECK (kind IN ('refused', 'rejected', 'reopened')),
  reason text COLLATE "C" NOT NULL,
  UNIQUE (kind, reason)
);

CREATE TABLE ring (
  one           smallint PRIMARY KEY DEFAULT 1 CHECK (one = 1),
  blocked_until bigint   NOT NULL,
  pace          integer  NOT NULL,
  paced_at      bigint   NOT NULL,
  even_at       bigint   NOT NULL,            -- microseconds
  per_minute    integer  NOT NULL DEFAULT 1,
  slots         integer  NOT NULL DEFAULT 0,
  made          integer  NOT NULL DEFAULT 0
);
INSERT INTO ring (blocked_until, pace, paced_at, even_at) VALUES (0, 1000000, 0, -60000000);

CREATE TABLE slot (
  number     integer PRIMARY KEY,
  generation bigint  NOT NULL,
  free_at    bigint  NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX slot_free ON slot (free_at, number);

CREATE TABLE decision (
  number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run     bigint NOT NULL REFERENCES run,
  at      bigint NOT NULL,
  who     text   NOT NULL,
  reason  text   NOT NULL,
  decided text   NOT NULL CHECK (decided IN ('accepted', 'not_sent', 'reopened'))
);

CREATE TABLE decided (
  decision  bigint  NOT NULL REFERENCES decision,
  attempt   bigint  NOT NULL REFERENCES req,
  positions integer NOT NULL,
  PRIMARY KEY (decision, attempt)
);
`;
