// Parses JSON that the ledger stores. The type of the parsed value is not known.
import { DamagedLedger } from './row.ts';

/** @throws DamagedLedger */
export function readJson(json: string, what: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new DamagedLedger(what);
  }
}

export function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
