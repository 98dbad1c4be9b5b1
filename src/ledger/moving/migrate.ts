// Brings a ledger's tables forward to the version of this program: all the way or not at all.
import { exitCodes, refuse } from '../../errors.ts';
import type { Identity } from '../identity.ts';
import type { Migrated } from '../ledger-engine.ts';
import { countUnknownPeople } from '../person-hashes.ts';
import { integer } from '../row.ts';
import type { Sql } from '../sql.ts';
import { findWay, type Migration } from './migrations.ts';

/** From its version to that of this program. @throws Refusal, exit 4, where there is none. */
export function requireWay(
  ledger: string,
  migrations: readonly Migration[],
  from: number,
  to: number,
): readonly Migration[] {
  const way = findWay(migrations, from, to);
  if (way !== undefined && from <= to) return way;
  throw refuse(
    exitCodes.blocked,
    'PP312',
    `The ledger ${ledger} is of version ${from}, and there is no way from there to version ${to}.`,
    'Use the pushplan that wrote it, or a newer one.',
  );
}

/** In one transaction, while nothing is sent. A ledger that does not know its endpoint yet gets that of the environment. */
export async function goWay(
  sql: Sql,
  way: readonly Migration[],
  endpoint: string,
  arrive: () => Promise<Identity>,
): Promise<Pick<Migrated, 'endpoint' | 'unknownPeople'>> {
  for (const step of way) await sql.script(step.sql);
  await sql.run('UPDATE meta SET endpoint = coalesce(endpoint, $1)', endpoint);
  const identity = await arrive();
  for (const { alsoRun } of way) await alsoRun?.(sql, identity);
  const unknown = await sql.one(countUnknownPeople);
  return { endpoint: identity.endpoint, unknownPeople: integer(unknown, 'requests') };
}
