// The tables of a ledger on PostgreSQL. A schema holds one ledger of one environment.
import { ledgerTables, noneOwn, readTables } from '../tables.ts';

/**
 * Times in `hold`, `worker`, `ring` and `slot` are by the database's clock. Columns of `meta` without a comment are explained in sqlite/schema.ts.
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
  closed_at   bigint,
  endpoint    text
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
${ledgerTables({
  ...noneOwn,
  run: `
  mode        text    NOT NULL DEFAULT 'alone', -- who sends it: alone, led, detached (RunMode)
  rounds      integer NOT NULL DEFAULT 0,      -- how often doubt was settled before it was closed`,
  chunk: `
  epoch         integer NOT NULL DEFAULT 0,    -- one higher with every worker that takes it
  worker        text,`,
})}
ALTER TABLE chunk ALTER notifications SET STORAGE EXTERNAL;   -- compressed already
ALTER TABLE req ALTER person SET STORAGE EXTERNAL;            -- hashes do not become shorter
CREATE INDEX req_of_run ON req (run, attempt);
CREATE INDEX req_in_doubt ON req (run, chunk) WHERE doubts > 0;
CREATE INDEX chunk_due ON chunk (run, due) WHERE due IS NOT NULL AND NOT finished;
CREATE INDEX slot_free ON slot (free_at, number);
CREATE SEQUENCE attempt AS bigint;

CREATE TABLE worker (                          -- who takes part in runs that are shared
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
INSERT INTO ring (blocked_until, pace, paced_at, even_at) VALUES (0, 1000000, 0, -60000000);
`;

const tableOf = readTables(postgresTables);

/** Returns the columns of a table, in order. */
export function columnsInPostgres(table: string): readonly string[] {
  return tableOf(table).columns.map(({ name }) => name);
}
