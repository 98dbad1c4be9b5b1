// An upper limit as people write it: a count (5) or a share ("1%").
import type { AbortIf } from '../generated/campaign.ts';
import type { AbortLimit, Limit } from './campaign.ts';

/** The schema has made sure that a text is a percentage. */
export function parseLimit(written: number | string): Limit {
  if (typeof written === 'number') return { kind: 'count', count: written };
  return { kind: 'share', share: Number(written.replace('%', '')) / 100 };
}

/** An `abort_if`, in the order of the file; none where it is not written. */
export function parseAbortIf(written: AbortIf = {}): readonly AbortLimit[] {
  return Object.entries(written).map(([of, limit]) => ({ of, limit: parseLimit(limit) }));
}
