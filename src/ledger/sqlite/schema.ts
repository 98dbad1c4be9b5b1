// The tables of a ledger in a SQLite file.
import { ledgerTables, ledgerVersion, noneOwn } from '../tables.ts';

/** "push" in ASCII. In the file's header, it distinguishes a ledger from any other SQLite file. */
export const applicationId = 0x70757368;

const types: Readonly<Record<string, string>> = {
  smallint: 'INTEGER',
  integer: 'INTEGER',
  bigint: 'INTEGER',
  boolean: 'INTEGER',
  text: 'TEXT',
  bytea: 'BLOB',
  uuid: 'BLOB',
};

/** Tables whose rows are found only by their key. */
const withoutRowid = [
  'run_campaign',
  'sent',
  'decided',
  'list_person',
  'left_out',
  'approval',
  'rollout',
  'claimed_person',
];

function forFile(table: string): string {
  const kind = withoutRowid.some((name) => table.startsWith(`CREATE TABLE ${name} `))
    ? 'STRICT, WITHOUT ROWID'
    : 'STRICT';
  return table
    .replaceAll(/^( {2}[a-z_]+ +)([a-z]+)/gmv, (_, name: string, type: string) => `${name}${types[type]}`)
    .replaceAll(/ GENERATED ALWAYS AS IDENTITY| COLLATE "C"| DEFAULT 1(?= CHECK)/gv, '')
    .replace('DEFAULT false', 'DEFAULT 0')
    .replace(/^\).*;/mv, `) ${kind};`);
}

/** The slots have a clock of their own (ring-clock.ts). */
const own = {
  ...noneOwn,
  ring: `
  clock         bigint   NOT NULL,            -- where it stood at the last change
  uptime        bigint   NOT NULL,            -- of the machine then
  host          text     NOT NULL,            -- which machine
  people_to     bigint   NOT NULL DEFAULT 0,  -- the people of attempts up to this one are in claimed_person`,
};

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
${ledgerTables(own)
  .split(/^(?=CREATE)/mv)
  .map(forFile)
  .join('')}
CREATE INDEX req_of_run ON req (run);
CREATE INDEX req_in_doubt ON req (run) WHERE doubts > 0;
CREATE INDEX chunk_due ON chunk (run, due) WHERE due IS NOT NULL AND NOT finished;
CREATE INDEX slot_free ON slot (free_at);

INSERT INTO ring (one, clock, uptime, host, blocked_until, pace, paced_at, even_at) VALUES (1, 0, 0, '', 0, 1000000, 0, -60000000);

PRAGMA application_id = ${applicationId};
PRAGMA user_version = ${ledgerVersion};
`;
