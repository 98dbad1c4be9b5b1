// The SQL that makes two roles on PostgreSQL: one that may plan and see, one that may send, neither of them owning anything.
import { tableNames } from './record.ts';

export interface Roles {
  readonly schema: string;
  readonly plan: string;
  readonly apply: string;
}

/** A name that needs no quotes anywhere. */
export function isRoleName(name: string): boolean {
  return /^[a-z_][a-z0-9_]{0,62}$/.test(name) && !name.startsWith('pg_');
}

/** For the owner of the tables. May be run again at any time, and has to be after a migration. */
export function writeRoles({ schema, plan, apply }: Roles): string {
  const seen = tableNames.filter((table) => table !== 'chunk').map((table) => `${schema}.${table}`);
  return `-- Roles for the ledger in the schema ${schema}. Run it as the owner of the ledger's tables, and again after every
-- pushplan ledger migrate. A login then takes part in one of them: GRANT ${apply} TO some_login;
BEGIN;
${createRole(plan)}
${createRole(apply)}

-- ${plan}: pushplan plan, status and validate. Reads who was sent to, as keyed hashes. The spool, the one place that holds
-- people, it cannot read; nor can it write anything.
GRANT USAGE ON SCHEMA ${schema} TO ${plan};
GRANT SELECT ON ${schema}.meta, ${schema}.hold, ${schema}.worker,
  ${seen.join(', ')} TO ${plan};
GRANT SELECT (run, number, position, size, finished, epoch, worker) ON ${schema}.chunk TO ${plan};

-- ${apply}: apply, resume, resolve, pause, stop, worker. Adds to the record and settles it, and cannot take away from it: no
-- DELETE on claims and attempts, no TRUNCATE, no change of the tables. ledger migrate and ledger import are the owner's.
GRANT USAGE ON SCHEMA ${schema} TO ${apply};
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA ${schema} TO ${apply};
GRANT DELETE ON ${schema}.run, ${schema}.slot, ${schema}.worker TO ${apply};
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

function createRole(role: string): string {
  return `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role} NOLOGIN; END IF;
END $$;`;
}
