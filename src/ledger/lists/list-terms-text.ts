// Writes and reads the terms of a list (whom it applies to) as the JSON text that the ledger stores.
import type { ListTerms } from '../../delivery/people-lists.ts';
import { areTexts, readJson } from '../json.ts';
import { isMap } from '../../is-map.ts';
import { DamagedLedger } from '../row.ts';

const unreadable = 'the terms of a list cannot be read';

export function writeListTerms({ reason, tags, exceptTags }: ListTerms): string {
  return JSON.stringify({ reason, tags, exceptTags });
}

/** @throws DamagedLedger */
export function readListTerms(text: string): ListTerms {
  const value = readJson(text, unreadable);
  if (!isMap(value)) throw new DamagedLedger(unreadable);
  const { reason, tags, exceptTags } = value;
  if ((reason !== 'suppressed' && reason !== 'excluded') || !areTexts(exceptTags)) throw new DamagedLedger(unreadable);
  if (tags === undefined) return { reason, exceptTags };
  if (!areTexts(tags)) throw new DamagedLedger(unreadable);
  return { reason, tags, exceptTags };
}
