// What became of notification keys in one run, for whoever follows up its recipients.
import type { Outcome } from '../delivery/outcome.ts';
import type { Database } from './database.ts';
import type { HashKey } from './notification-hash.ts';
import { byteAt, outcomeOf, readReasons } from './outcome-bytes.ts';
import { blob, integer } from './row.ts';
import { requireRun } from './runs.ts';
import { splitRequest } from './standing.ts';

/** One per key, in order; undefined for those that the run never claimed, or that a later run has claimed since. */
export function lookupOutcomes(
  database: Database,
  hash: HashKey,
  { run, campaign, keys }: { readonly run: string; readonly campaign: string; readonly keys: readonly string[] },
): readonly (Outcome | undefined)[] {
  const { number } = requireRun(database, run);
  const reasons = readReasons(database);
  const outcomes = Array.from<Outcome | undefined>({ length: keys.length });
  const rows = database.all(
    `SELECT wanted.key AS place, sent.req, req.outcomes
     FROM json_each(?) AS wanted
     CROSS JOIN campaign ON campaign.id = ?
     CROSS JOIN sent ON sent.campaign = campaign.number AND sent.key = unhex(wanted.value)
     JOIN req ON req.attempt = sent.req >> 5 AND req.run = ?`,
    JSON.stringify(keys.map((key) => hash(campaign, key))),
    campaign,
    number,
  );
  for (const row of rows) {
    const { position } = splitRequest(integer(row, 'req'));
    outcomes[integer(row, 'place')] = outcomeOf(reasons, byteAt(blob(row, 'outcomes'), position));
  }
  return outcomes;
}
