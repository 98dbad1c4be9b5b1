// The databases that can hold a ledger. To add one, add a folder beside this file and a line to the table below.
import type { LedgerEngine, MakeEngine, Surroundings } from './ledger-engine.ts';
import { postgresEngine } from './postgres/postgres-engine.ts';
import { sqliteEngine } from './sqlite/sqlite-engine.ts';

/** The engines, by the prefix of their addresses. */
const engines: ReadonlyMap<string, MakeEngine> = new Map([
  ['sqlite:', sqliteEngine],
  ['postgres://', postgresEngine],
  ['postgresql://', postgresEngine],
]);

/** Returns the engine for an address, or undefined if no known database has such addresses. @throws Refusal, exit 3, for a malformed address. */
export function engineAt(address: string, given: Surroundings): LedgerEngine | undefined {
  const [found] = [...engines].filter(([beginning]) => address.startsWith(beginning));
  return found?.[1](address, given);
}
