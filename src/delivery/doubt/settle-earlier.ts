// Settles doubt that earlier runs of some campaigns left, within a time limit, before anything is planned or sent.
import { asWarning, type Diagnostic } from '../../diagnostic.ts';
import type { Clock } from '../clock.ts';
import type { Ledger, RunRecord } from '../ledger.ts';
import type { Listen } from '../run-event.ts';
import { settleDoubt, type DoubtTerms } from './settle-doubt.ts';
import { describeSilence, resolveProposals } from './settle-in-run.ts';
import { ChangedChunk, type InDoubt, type Spool } from '../spool.ts';
import { limitTime } from '../stopping/time-limit.ts';
import { isWithWorkers } from '../run-state.ts';

export interface EarlierDoubt {
  readonly ledger: Pick<Ledger, 'runs' | 'resolve'>;
  readonly spool: Pick<Spool, 'inDoubt'>;
  /** The ids of the campaigns to ask about. */
  readonly campaigns: readonly string[];
  readonly terms: DoubtTerms;
  /** The time limit, milliseconds. */
  readonly limit: number;
  /** Whether notifications of a run that were proved unsent may be sent. Otherwise they stay in doubt. */
  readonly frees: (run: string) => boolean;
  readonly clock: Clock;
  /** A soft stop: ends the asking at once. What was proved before is kept. */
  readonly signal: AbortSignal;
  readonly listen: Listen;
}

export interface SettledEarlier {
  /** How many notifications the delivery log was queried about. */
  readonly asked: number;
  readonly accepted: number;
  /** Proved unsent, and no longer in doubt. */
  readonly freed: number;
  /** Warnings: errors of the delivery log, and notifications that could not be looked up. */
  readonly findings: readonly Diagnostic[];
}

/** Settles earlier doubt. Only for the process that holds the ledger: claims that other processes left open are in doubt. */
export async function settleEarlier(earlier: EarlierDoubt): Promise<SettledEarlier> {
  const { ledger, spool, campaigns, terms, clock, listen } = earlier;
  using limited = limitTime(clock, earlier.limit);
  // The oldest first: time may run out, and the youngest may have to wait.
  const runs = (await ledger.runs())
    .filter((run) => !isWithWorkers(run) && placesOf(run, campaigns).size > 0)
    .toReversed();
  const wanted = new Map(runs.map((run) => [run.id, placesOf(run, campaigns)]));
  const unread: Diagnostic[] = [];
  const report = await settleDoubt({
    ...terms,
    runs: runs.map(({ id }) => id),
    spool: {
      async *inDoubt(run) {
        const isWanted = ({ campaign }: InDoubt): boolean => wanted.get(run)?.has(campaign) === true;
        try {
          for await (const block of spool.inDoubt(run)) yield block.filter(isWanted);
        } catch (error) {
          unread.push(...warningsOf(error));
        }
      },
    },
    clock,
    signal: AbortSignal.any([earlier.signal, limited.signal]),
    listen,
  });
  const { accepted, notSent, unproven, silent } = report.counts;
  const kept = report.proposals.filter(({ run, as }) => as === 'accepted' || earlier.frees(run));
  await resolveProposals(ledger, terms.vendor.log, kept);
  return {
    asked: accepted + notSent + unproven + silent,
    accepted,
    freed: kept.length - accepted,
    findings: [...unread, ...describeSilence(terms.vendor, report.errors)],
  };
}

/** Turns notifications that somebody changed in the ledger into warnings. They are not looked up and stay in doubt, and do not block the others. */
function warningsOf(error: unknown): readonly Diagnostic[] {
  if (!(error instanceof ChangedChunk)) throw error;
  return error.diagnostics.map(asWarning);
}

/** Returns the indexes of the campaigns in the run. */
function placesOf(run: RunRecord, campaigns: readonly string[]): ReadonlySet<number> {
  return new Set(run.campaigns.flatMap(({ id }, index) => (campaigns.includes(id) ? [index] : [])));
}
