// Asks the delivery log about everything in doubt in some runs, and proposes what its answers prove. Changes nothing itself.
import type { AcceptedPush, KnownAccepted } from './known-accepted.ts';
import { fillEnvelope, type WireEnvelope } from '../envelope.ts';
import { LogLookup, type LogLookupTerms, type LookupReply } from './log-lookup.ts';
import type { SettledAs } from '../ledger.ts';
import { nameSought, seek, type SoughtPush } from './sought-push.ts';
import type { InDoubt, Spool } from '../spool.ts';
import type { Vendor } from '../vendor.ts';

export interface Proposal {
  readonly run: string;
  readonly attempt: number;
  readonly position: number;
  /** The index in the run's campaigns. */
  readonly campaign: number;
  readonly as: SettledAs;
}

export interface DoubtReport {
  readonly proposals: readonly Proposal[];
  readonly counts: {
    readonly accepted: number;
    readonly notSent: number;
    /** The delivery log does not show them, and that proves nothing. */
    readonly unproven: number;
    /** The delivery log gave no answer for them. */
    readonly silent: number;
    /** Not asked, since asking was stopped first or the delivery log was given up. */
    readonly unasked: number;
  };
  /** Errors of the delivery log, without duplicates. */
  readonly errors: readonly string[];
}

/** How the delivery log is queried about doubt. */
export interface DoubtTerms extends Pick<LogLookupTerms, 'deliveryLog' | 'after' | 'requestsPerMinute'> {
  readonly vendor: Vendor;
}

export interface DoubtInquiry extends LogLookupTerms, DoubtTerms {
  /** Ids of the runs, in the order in which they are asked about. */
  readonly runs: readonly string[];
  readonly spool: Pick<Spool, 'inDoubt'>;
  /** Notifications that were accepted and are not in doubt, as far as this process remembers them. */
  readonly knownAccepted?: Pick<KnownAccepted, 'of'>;
}

/** A notification in doubt, without the payload. */
interface Doubt extends Pick<
  InDoubt,
  'attempt' | 'position' | 'campaign' | 'claimedAt' | 'settledAt' | 'status' | 'error'
> {
  readonly run: string;
  readonly sought: SoughtPush | undefined;
}

interface Verdicts {
  readonly accepted: Doubt[];
  readonly unknown: Doubt[];
  silent: number;
  unasked: number;
  /** How many pushes have been assigned, by the name of what was sought (`nameSought`). */
  readonly taken: Map<string, number>;
}

/**
 * Settles doubt by what the delivery log shows. If it shows the push, the notification was accepted. If it does not, that proves
 * nothing, unless the vendor says of that answer that absence proves something (`absenceProves`). Then the notification was not sent
 * if the log shows a control: a push of the same campaign whose request began after that answer. The control has to be seen before
 * the last look-up of the doubt: otherwise a log that lags could have learned of both in between.
 */
export async function settleDoubt(inquiry: DoubtInquiry): Promise<DoubtReport> {
  const lookup = new LogLookup(inquiry);
  const verdicts: Verdicts = { accepted: [], unknown: [], silent: 0, unasked: 0, taken: new Map() };
  for (const run of inquiry.runs) {
    for await (const block of inquiry.spool.inDoubt(run)) {
      await ask(
        lookup,
        verdicts,
        block.map((one) => readDoubt(run, fillEnvelope(one, inquiry.vendor.envelopeOf))),
      );
    }
  }
  const refutable = await findRefutable(inquiry, lookup, verdicts);
  const again = verdicts.unknown.splice(0);
  verdicts.unknown.push(...again.filter((doubt) => !refutable.has(doubt)));
  const before = verdicts.unknown.length;
  await ask(
    lookup,
    verdicts,
    again.filter((doubt) => refutable.has(doubt)),
  );
  const notSent = verdicts.unknown.splice(before);
  lookup.end();
  const { accepted, unknown, silent, unasked } = verdicts;
  return {
    proposals: [
      ...accepted.map((doubt) => propose(doubt, 'accepted')),
      ...notSent.map((doubt) => propose(doubt, 'not_sent')),
    ],
    counts: { accepted: accepted.length, notSent: notSent.length, unproven: unknown.length, silent, unasked },
    errors: lookup.errors,
  };
}

async function ask(lookup: LogLookup, verdicts: Verdicts, doubts: readonly Doubt[]): Promise<void> {
  const replies = await lookup.ask(doubts.map(({ sought }) => sought));
  for (const [index, doubt] of doubts.entries()) judge(verdicts, doubt, replies[index] ?? { kind: 'unasked' });
}

function judge(verdicts: Verdicts, doubt: Doubt, reply: LookupReply): void {
  if (reply.kind !== 'seen') {
    verdicts[reply.kind]++;
    return;
  }
  // One push proves only one notification, also if a person gets the same text twice.
  const name = doubt.sought === undefined ? '' : nameSought(doubt.sought);
  const taken = verdicts.taken.get(name) ?? 0;
  if (reply.pushes.length <= taken) {
    verdicts.unknown.push(doubt);
    return;
  }
  verdicts.taken.set(name, taken + 1);
  verdicts.accepted.push(doubt);
}

/** Returns the doubts for which absence in the log would prove that nothing was sent. */
async function findRefutable(
  { knownAccepted, vendor }: DoubtInquiry,
  lookup: LogLookup,
  { accepted, unknown }: Verdicts,
): Promise<ReadonlySet<Doubt>> {
  const answered = unknown.filter((doubt) => vendor.log.absenceProves(doubt));
  const refutable: Doubt[] = [];
  for (const [name, doubts] of Map.groupBy(answered, nameCampaign)) {
    const others = doubts
      .slice(0, 1)
      .flatMap(({ campaign }) => knownAccepted?.of(campaign) ?? [])
      .filter((control) => doubts.some((doubt) => isLater(control, doubt)));
    const seen = [...accepted.filter((doubt) => nameCampaign(doubt) === name), ...(await firstSeen(lookup, others))];
    refutable.push(...doubts.filter((doubt) => seen.some((control) => isLater(control, doubt))));
  }
  return new Set(refutable);
}

/** Identifies a campaign of one run. */
function nameCampaign({ run, campaign }: Doubt): string {
  return `${run} ${campaign}`;
}

/** Returns the first control that the log shows, asking for the latest first. One is enough: it serves for every doubt that an older one would. */
async function firstSeen(lookup: LogLookup, knownAccepted: readonly AcceptedPush[]): Promise<readonly AcceptedPush[]> {
  for (const control of knownAccepted) {
    const [reply] = await lookup.ask([seek(control, control.claimedAt)]);
    if (reply?.kind === 'seen' && reply.pushes.length > 0) return [control];
  }
  return [];
}

/** Compares our own clock and the order of claims, so that a clock that was set back proves nothing. */
function isLater(control: Pick<AcceptedPush, 'attempt' | 'claimedAt'>, doubt: Doubt): boolean {
  return doubt.settledAt !== null && control.attempt > doubt.attempt && control.claimedAt >= doubt.settledAt;
}

function readDoubt(
  run: string,
  { row: _row, payload: _payload, identities, evidence, ...doubt }: InDoubt & WireEnvelope,
): Doubt {
  return { run, ...doubt, sought: seek({ identities, evidence }, doubt.claimedAt) };
}

function propose({ run, attempt, position, campaign }: Doubt, as: SettledAs): Proposal {
  return { run, attempt, position, campaign, as };
}
