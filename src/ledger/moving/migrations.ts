// Migrates the tables of a ledger from an older version to that of this program, completely or not at all.
import type { Identity } from '../identity.ts';
import { signChunks } from '../chunks/sign-chunks.ts';
import type { Sql } from '../sql.ts';
import { exitCodes, refuse } from '../../errors.ts';
import type { Migrated } from '../ledger-engine.ts';
import { countUnknownPeople } from '../claims/person-hashes.ts';
import { integer } from '../row.ts';
import { ledgerVersion } from '../tables.ts';
import { fillPeople } from '../people/claimed-people.ts';
import { postgresApprovalsToVersion5, sqliteApprovalsToVersion5 } from './approvals-to-version-5.ts';
import { postgresArmsToVersion5, sqliteArmsToVersion5 } from './arms-to-version-5.ts';
import { postgresListsToVersion4, sqliteListsToVersion4 } from './lists-to-version-4.ts';
import { postgresRolloutToVersion6, sqliteRolloutToVersion6 } from './rollout-to-version-6.ts';
import { postgresPeopleToVersion5, sqlitePeopleToVersion5 } from './people-to-version-5.ts';
import { sqlitePeopleToVersion6 } from './people-to-version-6.ts';
import { postgresWaitingToVersion6, sqliteWaitingToVersion6 } from './waiting-to-version-6.ts';

/** `sql` migrates a ledger of version `to - 1` to version `to`. It runs in one transaction with all other migrations. */
export interface Migration {
  readonly to: number;
  readonly sql: string;
  /** Work that SQL alone cannot do. It runs in the same transaction, when the tables have the version of this program. */
  readonly alsoRun?: (sql: Sql, identity: Identity) => Promise<void>;
}

/**
 * The same for both databases. Slots that were used keep their history; slots that were only made in advance are deleted. `made` counts removed slots
 * too, because a number must not be used again. The limit is set when the ledger is next opened.
 */
export const ringToVersion2 = `
ALTER TABLE ring RENAME COLUMN taken_at TO even_at;
ALTER TABLE ring ADD COLUMN per_minute INTEGER NOT NULL DEFAULT 1;
ALTER TABLE ring ADD COLUMN slots INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ring ADD COLUMN made INTEGER NOT NULL DEFAULT 0;
DELETE FROM slot WHERE generation = 0;
UPDATE ring SET even_at = even_at * 1000, slots = (SELECT count(*) FROM slot),
  made = (SELECT coalesce(max(number), 0) FROM (SELECT number FROM slot UNION ALL SELECT slot FROM req) AS every);
`;

/** SQLite cannot alter a CHECK: the two small tables that have one are recreated, while foreign keys are not enforced. */
const sqliteToVersion2 = `
ALTER TABLE meta ADD COLUMN endpoint TEXT;
ALTER TABLE chunk ADD COLUMN mac BLOB;
CREATE TABLE reason_2 (
  byte   INTEGER PRIMARY KEY CHECK (byte BETWEEN 16 AND 255),
  kind   TEXT NOT NULL CHECK (kind IN ('refused', 'rejected', 'reopened')),
  reason TEXT NOT NULL,
  UNIQUE (kind, reason)
) STRICT;
INSERT INTO reason_2 SELECT byte, kind, reason FROM reason;
DROP TABLE reason;
ALTER TABLE reason_2 RENAME TO reason;
CREATE TABLE decision_2 (
  number INTEGER PRIMARY KEY,
  run    INTEGER NOT NULL REFERENCES run,
  at     INTEGER NOT NULL,
  who    TEXT    NOT NULL,
  reason TEXT    NOT NULL,
  decided TEXT   NOT NULL CHECK (decided IN ('accepted', 'not_sent', 'reopened'))
) STRICT;
INSERT INTO decision_2 SELECT number, run, at, who, reason, decided FROM decision;
DROP TABLE decision;
ALTER TABLE decision_2 RENAME TO decision;
${ringToVersion2}`;

/**
 * Workers of version 0.1.0 do not check the version of the ledger after they have started: one that was cut off during the migration would continue.
 * `chunk.owner` gets another name so that their statement that takes a chunk fails, and they end with exit code 4.
 */
const postgresToVersion2 = `
ALTER TABLE meta ADD COLUMN endpoint text;
ALTER TABLE chunk ADD COLUMN mac bytea;
ALTER TABLE chunk RENAME COLUMN owner TO worker;
ALTER TABLE reason DROP CONSTRAINT reason_kind_check;
ALTER TABLE reason ADD CONSTRAINT reason_kind_check CHECK (kind IN ('refused', 'rejected', 'reopened'));
ALTER TABLE decision DROP CONSTRAINT decision_decided_check;
ALTER TABLE decision ADD CONSTRAINT decision_decided_check CHECK (decided IN ('accepted', 'not_sent', 'reopened'));
${ringToVersion2}`;

/** The same for both databases. Earlier versions recorded who paused or stopped a run only in a sentence. */
const haltedToVersion3 = `
ALTER TABLE run ADD COLUMN halted_by TEXT;
UPDATE run SET halted_by = substr(why, length(state) + 5) WHERE why LIKE state || ' by %';
`;

export const sqliteMigrations: readonly Migration[] = [
  { to: 2, sql: sqliteToVersion2, alsoRun: signChunks },
  { to: 3, sql: `ALTER TABLE req ADD COLUMN person BLOB;${haltedToVersion3}` },
  { to: 4, sql: sqliteListsToVersion4 },
  { to: 5, sql: sqlitePeopleToVersion5 + sqliteArmsToVersion5 + sqliteApprovalsToVersion5, alsoRun: fillPeople },
  { to: 6, sql: sqlitePeopleToVersion6 + sqliteRolloutToVersion6 + sqliteWaitingToVersion6 },
];

export const postgresMigrations: readonly Migration[] = [
  { to: 2, sql: postgresToVersion2, alsoRun: signChunks },
  {
    to: 3,
    sql: `ALTER TABLE req ADD COLUMN person bytea; ALTER TABLE req ALTER person SET STORAGE EXTERNAL;${haltedToVersion3}`,
  },
  { to: 4, sql: postgresListsToVersion4 },
  { to: 5, sql: postgresPeopleToVersion5 + postgresArmsToVersion5 + postgresApprovalsToVersion5, alsoRun: fillPeople },
  // Older versions cannot read the chunks of version 6 either (chunks/chunk-bytes.ts).
  { to: 6, sql: postgresRolloutToVersion6 + postgresWaitingToVersion6 },
];

/** Returns the migrations that a ledger of version `from` needs, in order. Undefined if one of them is missing. */
export function findWay(migrations: readonly Migration[], from: number, to: number): readonly Migration[] | undefined {
  const way = Array.from({ length: Math.max(0, to - from) }, (_, index) =>
    migrations.find((migration) => migration.to === from + index + 1),
  );
  const found = way.filter((migration) => migration !== undefined);
  return found.length === way.length ? found : undefined;
}

/** Returns the migrations from the ledger's version to that of this program. @throws Refusal, exit 4, if there is no way. */
export function requireWay(ledger: string, migrations: readonly Migration[], from: number): readonly Migration[] {
  const way = findWay(migrations, from, ledgerVersion);
  if (way !== undefined && from <= ledgerVersion) return way;
  throw refuse(
    exitCodes.blocked,
    'PP312',
    `The ledger ${ledger} is of version ${from}, and cannot be updated to version ${ledgerVersion}.`,
    'Use the pushplan that wrote it, or a newer one.',
  );
}

/** Applies migrations in one transaction, while nothing is being sent. A ledger without an endpoint gets that of the environment. */
export async function goWay(
  sql: Sql,
  way: readonly Migration[],
  endpoint: string,
  arrive: () => Promise<Identity>,
): Promise<Omit<Migrated, 'from' | 'to'>> {
  for (const step of way) await sql.script(step.sql);
  await sql.run('UPDATE meta SET endpoint = coalesce(endpoint, $1)', endpoint);
  const identity = await arrive();
  for (const { alsoRun } of way) await alsoRun?.(sql, identity);
  const unknown = await sql.one(countUnknownPeople);
  return { endpoint: identity.endpoint, closed: identity.closed, unknownPeople: integer(unknown, 'requests') };
}
