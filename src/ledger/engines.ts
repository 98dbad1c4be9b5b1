// The databases that a ledger can be kept in. Another one is a folder beside this file, and a line here.
import type { LedgerEngine, MakeEngine, Surroundings } from './ledger-engine.ts';
import { postgresEngine } from './postgres/postgres-engine.ts';
import { sqliteEngine } from './sqlite/sqlite-engine.ts';

/** By how their addresses begin. */
const engines: ReadonlyMap<string, MakeEngine> = new Map([
  ['sqlite:', sqliteEngine],
  ['postgres://', postgresEngine],
  ['postgresql://', postgresEngine],
]);

/** Undefined for an address of no database that is known here. @throws Refusal, exit 3, for one that is wrong. */
export function engineAt(address: string, given: Surroundings): LedgerEngine | undefined {
  const [found] = [...engines].filter(([beginning]) => address.startsWith(beginning));
  return found?.[1](address, given);
}
