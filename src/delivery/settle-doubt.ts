// Asks the witness about everybody who is in doubt in some runs, and proposes what its answers prove. Changes nothing itself.
import type { Control, Controls } from './controls.ts';
import { Interview, type InterviewTerms, type Reply } from './interview.ts';
import type { Decision } from './ledger.ts';
import { nameQuestion, readQuestion, type Question } from './question.ts';
import type { InDoubt, Spool } from './spool.ts';

export interface Proposal {
  readonly run: string;
  readonly attempt: number;
  readonly position: number;
  /** The index in the run's campaigns. */
  readonly campaign: number;
  readonly as: Decision;
}

/** Why, for whoever reads the ledger later. */
export const reasons: Readonly<Record<Decision, string>> = {
  accepted: 'the Message Center shows it',
  not_sent: 'answered with 500; the Message Center shows a later push of the campaign, but not this one',
};

export interface DoubtReport {
  readonly proposals: readonly Proposal[];
  readonly counts: {
    readonly accepted: number;
    readonly notSent: number;
    /** The witness does not know them, and that proves nothing. */
    readonly unproven: number;
    /** The witness gave no answer for them. */
    readonly silent: number;
    /** Not asked, since it was stopped before or the witness was given up. */
    readonly unasked: number;
  };
  /** What went wrong with the witness, each once. */
  readonly errors: readonly string[];
}

export interface DoubtInquiry extends InterviewTerms {
  /** In the order in which they are asked about. */
  readonly runs: readonly string[];
  readonly spool: Pick<Spool, 'inDoubt'>;
  /** Those who were accepted and are not in doubt, as far as anybody remembers them. */
  readonly controls?: Pick<Controls, 'of'>;
}

/** Somebody in doubt, without the payload. */
interface Doubt extends Pick<
  InDoubt,
  'attempt' | 'position' | 'campaign' | 'claimedAt' | 'settledAt' | 'status' | 'error'
> {
  readonly run: string;
  readonly question: Question | undefined;
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
 * Known means accepted. Unknown proves nothing, but for a 500 with an answer: that was not sent if the witness shows a control,
 * somebody of the same campaign whose request began after that answer. The control is seen before the doubt is asked about for
 * the last time: a witness that lags could else have learned of both in between.
 */
export async function settleDoubt(inquiry: DoubtInquiry): Promise<DoubtReport> {
  const interview = new Interview(inquiry);
  const verdicts: Verdicts = { accepted: [], unknown: [], silent: 0, unasked: 0, taken: new Map() };
  for (const run of inquiry.runs) {
    for await (const block of inquiry.spool.inDoubt(run)) {
      await ask(
        interview,
        verdicts,
        block.map((one) => readDoubt(run, one)),
      );
    }
  }
  const refutable = await findRefutable(inquiry, interview, verdicts);
  const again = verdicts.unknown.splice(0);
  verdicts.unknown.push(...again.filter((doubt) => !refutable.has(doubt)));
  const before = verdicts.unknown.length;
  await ask(
    interview,
    verdicts,
    again.filter((doubt) => refutable.has(doubt)),
  );
  const notSent = verdicts.unknown.splice(before);
  interview.end();
  const { accepted, unknown, silent, unasked } = verdicts;
  return {
    proposals: [
      ...accepted.map((doubt) => propose(doubt, 'accepted')),
      ...notSent.map((doubt) => propose(doubt, 'not_sent')),
    ],
    counts: { accepted: accepted.length, notSent: notSent.length, unproven: unknown.length, silent, unasked },
    errors: interview.errors,
  };
}

async function ask(interview: Interview, verdicts: Verdicts, doubts: readonly Doubt[]): Promise<void> {
  const replies = await interview.ask(doubts.map(({ question }) => question));
  for (const [index, doubt] of doubts.entries()) judge(verdicts, doubt, replies[index] ?? { kind: 'unasked' });
}

function judge(verdicts: Verdicts, doubt: Doubt, reply: Reply): void {
  if (reply.kind !== 'seen') {
    verdicts[reply.kind]++;
    return;
  }
  // One push vouches for one notification, also where a person gets the same text twice.
  const name = doubt.question === undefined ? '' : nameQuestion(doubt.question);
  const taken = verdicts.taken.get(name) ?? 0;
  if (reply.sightings.length <= taken) {
    verdicts.unknown.push(doubt);
    return;
  }
  verdicts.taken.set(name, taken + 1);
  verdicts.accepted.push(doubt);
}

/** Those whose absence would prove that they were not sent to. */
async function findRefutable(
  { controls }: DoubtInquiry,
  interview: Interview,
  { accepted, unknown }: Verdicts,
): Promise<ReadonlySet<Doubt>> {
  const answered = unknown.filter(isWhole500);
  const refutable: Doubt[] = [];
  for (const [name, doubts] of Map.groupBy(answered, nameCampaign)) {
    const others = doubts
      .slice(0, 1)
      .flatMap(({ campaign }) => controls?.of(campaign) ?? [])
      .filter((control) => doubts.some((doubt) => isLater(control, doubt)));
    const seen = [...accepted.filter((doubt) => nameCampaign(doubt) === name), ...(await firstSeen(interview, others))];
    refutable.push(...doubts.filter((doubt) => seen.some((control) => isLater(control, doubt))));
  }
  return new Set(refutable);
}

/** A campaign of one run. */
function nameCampaign({ run, campaign }: Doubt): string {
  return `${run} ${campaign}`;
}

/** The latest is asked first, and one is enough: it is a control for all that the others would be. */
async function firstSeen(interview: Interview, controls: readonly Control[]): Promise<readonly Control[]> {
  for (const control of controls) {
    const [reply] = await interview.ask([readQuestion(control.payload, control.claimedAt)]);
    if (reply?.kind === 'seen' && reply.sightings.length > 0) return [control];
  }
  return [];
}

/** One that was cut on its way has the error of the wire instead. */
function isWhole500({ status, error }: Doubt): boolean {
  return status === 500 && error === 'http_500';
}

/** By our own clock and by the order of claims, so that a clock that was set back proves nothing. */
function isLater(control: Pick<Control, 'attempt' | 'claimedAt'>, doubt: Doubt): boolean {
  return doubt.settledAt !== null && control.attempt > doubt.attempt && control.claimedAt >= doubt.settledAt;
}

function readDoubt(
  run: string,
  { attempt, position, campaign, claimedAt, settledAt, status, error, payload }: InDoubt,
): Doubt {
  return {
    run,
    attempt,
    position,
    campaign,
    claimedAt,
    settledAt,
    status,
    error,
    question: readQuestion(payload, claimedAt),
  };
}

function propose({ run, attempt, position, campaign }: Doubt, as: Decision): Proposal {
  return { run, attempt, position, campaign, as };
}
