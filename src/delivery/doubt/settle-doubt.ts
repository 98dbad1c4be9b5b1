// Asks the delivery log about everybody who is in doubt in some runs, and proposes what its answers prove. Changes nothing itself.
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
    /** The delivery log does not know them, and that proves nothing. */
    readonly unproven: number;
    /** The delivery log gave no answer for them. */
    readonly silent: number;
    /** Not asked, since it was stopped before or the delivery log was given up. */
    readonly unasked: number;
  };
  /** What went wrong with the delivery log, each once. */
  readonly errors: readonly string[];
}

/** How the delivery log is asked. */
export interface DoubtTerms extends Pick<LogLookupTerms, 'deliveryLog' | 'after' | 'requestsPerMinute'> {
  readonly vendor: Vendor;
}

export interface DoubtInquiry extends LogLookupTerms, DoubtTerms {
  /** In the order in which they are asked about. */
  readonly runs: readonly string[];
  readonly spool: Pick<Spool, 'inDoubt'>;
  /** Those who were accepted and are not in doubt, as far as anybody remembers them. */
  readonly knownAccepted?: Pick<KnownAccepted, 'of'>;
}

/** Somebody in doubt, without the payload. */
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
  /** Per question that cannot be told from others, how many pushes have been taken for one of them. */
  readonly taken: Map<string, number>;
}

/**
 * Known means accepted. Unknown proves nothing, but where the vendor says of the answer that absence does: that was not sent if
 * the delivery log shows a control, somebody of the same campaign whose request began after that answer. The control is seen
 * before the doubt is asked about for the last time: a log that lags could otherwise have learned of both in between.
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
  // One push vouches for one notification, also where a person gets the same text twice.
  const name = doubt.sought === undefined ? '' : nameSought(doubt.sought);
  const taken = verdicts.taken.get(name) ?? 0;
  if (reply.pushes.length <= taken) {
    verdicts.unknown.push(doubt);
    return;
  }
  verdicts.taken.set(name, taken + 1);
  verdicts.accepted.push(doubt);
}

/** Those whose absence would prove that nothing was sent to them. */
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

/** A campaign of one run. */
function nameCampaign({ run, campaign }: Doubt): string {
  return `${run} ${campaign}`;
}

/** The latest is asked first, and one is enough: it is a control for all that the others would be. */
async function firstSeen(lookup: LogLookup, knownAccepted: readonly AcceptedPush[]): Promise<readonly AcceptedPush[]> {
  for (const control of knownAccepted) {
    const [reply] = await lookup.ask([seek(control, control.claimedAt)]);
    if (reply?.kind === 'seen' && reply.pushes.length > 0) return [control];
  }
  return [];
}

/** By our own clock and by the order of claims, so that a clock that was set back proves nothing. */
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
