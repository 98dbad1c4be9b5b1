// Opens what a run had rejected for the next plan, by a person's decision.
import type { CampaignTotals } from '../../delivery/ledger.ts';
import type { Bucket } from '../../delivery/outcome.ts';
import { countOf } from '../../numbers.ts';
import { confirmResolution } from './confirm-resolution.ts';
import type { Context } from '../../opening/context.ts';
import type { OpenLedger } from '../../ledger/ledger-engine.ts';
import { saySentence } from '../../opening/say-sentence.ts';

/** Returns how many were opened. Throws a Refusal (exit 3) unless it is confirmed. */
export async function openRejected(
  context: Context,
  ledger: OpenLedger,
  { run, reason }: { readonly run: string; readonly reason: string },
  yes: boolean,
): Promise<number> {
  const { stderr, user, host } = context;
  const rejected = countIn('rejected', await ledger.totals(run));
  if (rejected > 0) {
    const what = `${countOf(rejected, 'rejected notification')} of ${run} will be open again`;
    saySentence(stderr, `${what}: the next apply sends them, except those that have been sent since.`);
    await confirmResolution(context, rejected, yes, 'open');
  }
  // Notifications that were opened before still count as rejected in the run.
  const opened = rejected === 0 ? 0 : await ledger.reopen(run, { who: `${user}@${host}`, reason });
  stderr.write(
    opened === 0 ? `Nothing of ${run} is left to be opened.\n` : `${countOf(opened, 'notification')} opened.\n`,
  );
  return opened;
}

export function countIn(bucket: Bucket, totals: readonly CampaignTotals[]): number {
  return totals.reduce((sum, { buckets }) => sum + buckets[bucket], 0);
}
