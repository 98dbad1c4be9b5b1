// Writes the SQL that creates two roles on PostgreSQL: one that may plan and read, one that may send. Neither owns anything.
import { exitCodes, refuse } from '../../errors.ts';
import { columnsInPostgres } from './postgres-schema.ts';
import { tableNames } from '../moving/record.ts';

interface Roles {
  readonly schema: string;
  readonly plan: string;
  readonly apply: string;
}

/**
 * Columns that are never updated: what a row is and belongs to, in whose name, and with which key. The statements of those who send update all other
 * columns.
 */
const fixed: Readonly<Record<string, readonly string[]>> = {
  hold: ['one'],
  campaign: ['number', 'id'],
  run: ['number', 'id', 'environment', 'started_at'],
  worker: ['id', 'host', 'pid', 'version', 'started_at'],
  chunk: ['run', 'number', 'position', 'size', 'step'],
  rollout: ['run', 'position'],
  req: [
    'attempt',
    'run',
    'chunk',
    'campaign',
    'claimed_at',
    'slot',
    'slot_generation',
    'repeats',
    'retry',
    'person',
    'arms',
  ],
  sent: ['campaign', 'key', 'generation'],
  list: ['number', 'workspace', 'name', 'version'],
  ring: ['one'],
  slot: ['number'],
};

/** The columns that may be updated. No other table is ever updated. */
const changed: ReadonlyMap<string, readonly string[]> = new Map([
  ['meta', ['serial', 'timeline']],
  ...Object.entries(fixed).map(([table, columns]) => [table, without(table, columns)] as const),
]);

/**
 * Returns the SQL for the owner of the tables. It may be run again at any time, and must be run after a migration.
 *
 * @throws Refusal, exit 3, for a name that would need quotes anywhere.
 */
export function writeRoles({ schema, plan, apply }: Roles): string {
  for (const name of [plan, apply]) {
    if (/^[a-z_][a-z0-9_]{0,62}$/.test(name) && !name.startsWith('pg_')) continue;
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      `${name} is not a name for a role`,
      'Lower-case letters, digits and underscores, not beginning with a digit or pg_.',
    );
  }
  const seen = [...tableNames.filter((table) => table !== 'chunk'), 'claimed_person'].map(
    (table) => `${schema}.${table}`,
  );
  const updates = [...changed].map(
    ([table, columns]) => `GRANT UPDATE (${columns.join(', ')}) ON ${schema}.${table} TO ${apply};`,
  );
  return `-- Roles for the ledger in the schema ${schema}. Run it as the owner of the ledger's tables, and again after every
-- pushplan ledger migrate. A login then takes part in one of them: GRANT ${apply} TO some_login;
--
-- Each chunk of the spool carries a sum (HMAC) over its texts and where they belong, made with the ledger's secret. A ledger that
-- is made with ledger_key_env keeps that secret outside the database: then nobody who can only write to the database can change
-- what is sent. Without it the secret is in ${schema}.meta, where ${apply} and the owner read it: then the sum finds damage only.
BEGIN;
${createRole(plan)}
${createRole(apply)}

-- ${plan}: pushplan plan, status and validate. Reads what was sent to whom, as keyed hashes. The spool, the one place that holds
-- people, it cannot read; nor can it write anything. The secret of the hashes it cannot read either: with the variable of
-- ledger_key_env it plans with the ledger, without it as if nothing had been sent yet, and says so.
GRANT USAGE ON SCHEMA ${schema} TO ${plan};
REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${plan};
GRANT SELECT ON ${schema}.hold, ${schema}.worker,
  ${seen.join(', ')} TO ${plan};
GRANT SELECT (${without('meta', ['secret']).join(', ')}) ON ${schema}.meta TO ${plan};
GRANT SELECT (${without('chunk', ['notifications', 'mac']).join(', ')}) ON ${schema}.chunk TO ${plan};

-- ${apply}: apply, resume, resolve, pause, stop, worker. Adds to the record and settles it, and cannot take away from it: no
-- DELETE on claims and attempts, no TRUNCATE, no change of the tables, nor of what a row is and belongs to. ledger migrate, ledger
-- import and ledger export --close are the owner's.
GRANT USAGE ON SCHEMA ${schema} TO ${apply};
REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${apply};
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA ${schema} TO ${apply};
${updates.join('\n')}
GRANT DELETE ON ${schema}.run, ${schema}.slot, ${schema}.worker, ${schema}.list, ${schema}.list_person TO ${apply};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${apply};

-- So that what was erased from the spool leaves the disk at once; before version 17 the server does that in its own time.
DO $$ BEGIN
  IF current_setting('server_version_num')::integer >= 170000 THEN
    EXECUTE 'GRANT MAINTAIN ON ${schema}.chunk TO ${apply}';
  END IF;
END $$;

-- The queue of runs that workers share, once pushplan ledger migrate has made it: it holds no people and decides nothing.
DO $$ BEGIN
  IF to_regnamespace('${schema}_jobs') IS NOT NULL THEN
    GRANT USAGE ON SCHEMA ${schema}_jobs TO ${apply};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema}_jobs TO ${apply};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema}_jobs TO ${apply};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema}_jobs TO ${apply};
  END IF;
END $$;
COMMIT;
`;
}

function without(table: string, columns: readonly string[]): readonly string[] {
  return columnsInPostgres(table).filter((column) => !columns.includes(column));
}

function createRole(role: string): string {
  return `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role} NOLOGIN; END IF;
END $$;`;
}
