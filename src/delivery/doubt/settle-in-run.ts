// Settles doubt while the run is under way, after everything else was sent, so that notifications proved unsent can still be sent.
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { Clock } from '../clock.ts';
import type { KnownAccepted } from './known-accepted.ts';
import { explainError } from '../stopping/explain-error.ts';
import type { Ledger } from '../ledger.ts';
import type { Listen } from '../run-event.ts';
import { settleDoubt, type DoubtTerms, type Proposal } from './settle-doubt.ts';
import type { LogFacts, Vendor } from '../vendor.ts';
import type { Spool } from '../spool.ts';

export interface DoubtfulRun {
  readonly run: string;
  readonly ledger: Pick<Ledger, 'resolve'>;
  readonly spool: Pick<Spool, 'inDoubt'>;
  readonly terms: DoubtTerms;
  readonly knownAccepted: Pick<KnownAccepted, 'of'>;
  readonly clock: Clock;
  /** A soft stop: ends the waiting at once. */
  readonly signal: AbortSignal;
  readonly listen: Listen;
}

export interface SettledInRun {
  /** How many notifications can be sent again. Their chunks are open again. */
  readonly notSent: number;
  /** Errors of the delivery log, as one warning or none. */
  readonly findings: readonly Diagnostic[];
}

export async function settleInRun(doubtful: DoubtfulRun): Promise<SettledInRun> {
  const { terms, run, spool, knownAccepted, clock, signal, listen } = doubtful;
  const report = await settleDoubt({ ...terms, runs: [run], spool, knownAccepted, clock, signal, listen });
  await resolveProposals(doubtful.ledger, terms.vendor.log, report.proposals);
  for (const [campaign, ofCampaign] of Map.groupBy(report.proposals, (proposal) => proposal.campaign)) {
    const accepted = ofCampaign.filter(({ as }) => as === 'accepted').length;
    listen({ kind: 'resolved', campaign, accepted, notSent: ofCampaign.length - accepted });
  }
  return { notSent: report.counts.notSent, findings: describeSilence(terms.vendor, report.errors) };
}

/** Stores in the ledger what the delivery log proves. */
export async function resolveProposals(
  ledger: Pick<Ledger, 'resolve'>,
  { id, reasons }: LogFacts,
  proposals: readonly Proposal[],
): Promise<void> {
  for (const [run, ofRun] of Map.groupBy(proposals, (proposal) => proposal.run)) {
    for (const [as, only] of Map.groupBy(ofRun, (proposal) => proposal.as)) {
      await ledger.resolve(run, { as, who: id, reason: reasons[as], only });
    }
  }
}

/** Returns a warning about `errors` of the delivery log; empty if there are none. */
export function describeSilence(
  { log: { id, name }, errors: own }: Vendor,
  errors: readonly string[],
): readonly Diagnostic[] {
  if (errors.length === 0) return [];
  const message = `${name} could not be asked about everybody: ${errors.join(', ')}`;
  const lasting = errors
    .map((error) => explainError({ error, status: null }, own))
    .find((one) => one.lasting !== undefined);
  const cause = lasting === undefined ? '' : `${lasting.name}: ${lasting.means}. ${lasting.remedy} `;
  const help = `They stay in doubt. ${cause}Ask again later: pushplan resolve RUN --from ${id}.`;
  return [warningAt(undefined, 'PP406', message, help)];
}
