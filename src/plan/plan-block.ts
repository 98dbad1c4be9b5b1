// One block of an audience, planned in two steps between which the ledger is asked. Any thread can do it for any block.
import type { Campaign } from '../campaign/campaign.ts';
import type { RowLocale } from '../message/choose-locale.ts';
import type { EnvelopeParts } from '../message/envelope-parts.ts';
import { sentIdentifiers } from '../message/identifier.ts';
import type { Recipient } from '../message/recipient.ts';
import type { KeyedIdentifier, NotificationKey, Renderer } from '../message/renderer.ts';
import type { CampaignFolds } from './campaign-folds.ts';
import { isSending, timelessRules, type AgainRules, type Decision } from './decide.ts';
import type { Known } from './history.ts';
import type { PeopleAnswers } from './often/people-gate.ts';
import { BlockCaps, type BlockTerms, type RowMoments } from './often/block-caps.ts';
import type { SendingTimes } from './schedule/sending-times.ts';
import { createRowJudge, type DecidedRow, type KeyedRow, type RowJudge } from './selection/judge-row.ts';
import type { DueIn, LeftOut, Selector } from './selection/selection.ts';
import { KeptPayloads } from './kept-payloads.ts';
import { keyPlaces } from './taken-keys.ts';
import { groupOf } from './recorded-groups.ts';

/** A notification that will be sent. */
export interface ToSend {
  readonly key: string;
  /** The whole digest, 64 hex digits. */
  readonly digest: string;
  readonly generation: number;
  readonly row: number;
  /** UTF-8. */
  readonly payload: Uint8Array;
  readonly parts: EnvelopeParts;
  /** As `groupOf` numbers it. */
  readonly arm?: number;
  /** By number, where the campaign has a rollout. */
  readonly step?: number;
  /** Only there where its campaign says when it may leave. */
  readonly when?: DueIn;
  /** Of one that is deferred: not before, milliseconds since 1970. */
  readonly until?: number;
}

/** A row and what was decided about it. */
export interface SeenRow {
  readonly recipient: Recipient;
  readonly key: string;
  readonly decision: Decision['kind'];
  /** Undefined where the decision did not need it. */
  readonly payload: string | undefined;
  /** By number, where the campaign has arms. */
  readonly arm?: number | undefined;
  /** Whether it is the arm that the person was sent before. */
  readonly isRecorded?: boolean;
  /** The language of the row, where the campaign says which it is and the row was rendered. */
  readonly locale?: RowLocale | undefined;
}

/** What is known of the rows with a key, one entry for each, in order. */
export interface BlockAnswers {
  readonly known: readonly Known[];
  /** Whether another row has its key, as `TakenKeys` says it. */
  readonly places: Uint8Array;
  /** What is known of their people, where that is asked for. */
  readonly people?: PeopleAnswers | undefined;
}

/**
 * What is kept and not its digests alone: nothing, who is sent to now, or also who is deferred. A payload that is let go at once costs
 * the garbage collector nothing.
 */
export type Keeps = 'nothing' | 'now' | 'all';

/** An identifier in the form in which ledgers know people. */
export type Identify = (identifier: KeyedIdentifier) => string;

interface PlannedBlock {
  /** One entry for each row with a key, in order: 1 where it has taken the key. */
  readonly took: Uint8Array;
  /** When they are sent, for the caps of later rows. */
  readonly moments: RowMoments;
  /** Of all that is sent, 64 hex digits each. */
  readonly digests: readonly string[];
  /** The same, where it is kept. */
  readonly toSend: readonly ToSend[];
  /** To be sent later, where that is kept. */
  readonly deferred: readonly ToSend[];
  readonly put: PutOff;
}

/** Whole digests of what is not sent now. */
export interface PutOff {
  /** Of those who are deferred: reviewed with those who are sent to. */
  readonly deferred: readonly string[];
  /** Of those whom only time leaves out. */
  readonly later: readonly string[];
}

export interface BlockPlanner {
  /** The keys of the rows that were let pass, in order; who their people are, where that is asked for; and what is to be done once they were looked up. */
  begin(block: readonly Recipient[]): {
    readonly keys: readonly NotificationKey[];
    readonly people: readonly (readonly string[])[];
    finish(answers: BlockAnswers, folds: CampaignFolds, watch?: (row: SeenRow) => void): PlannedBlock;
  };
}

interface PlanningOptions {
  readonly rules?: AgainRules | undefined;
  /** When it may be sent; undefined where that is at any time. */
  readonly times?: SendingTimes | undefined;
  /** Where it is asked who people are. */
  readonly identify?: Identify | undefined;
  /** All, unless it is said. */
  readonly keeps?: Keeps;
}

/** `selectors` are asked after those that every plan has. */
export function createBlockPlanner(
  campaign: Pick<Campaign, 'id' | 'resend' | 'assignment' | 'languages' | 'variants' | 'tags'>,
  renderer: Renderer,
  selectors?: readonly Selector[],
  { rules = timelessRules(campaign), times, identify, keeps = 'all' }: PlanningOptions = {},
): BlockPlanner {
  const judge = createRowJudge(campaign, renderer, selectors, rules);
  const payloads = new KeptPayloads();
  const terms = { campaign, now: rules.now, times };
  return {
    begin(block) {
      const rows = block.map((recipient) => judge.begin(recipient));
      const keys = rows.filter((row) => row.kind === 'keyed');
      const people =
        identify === undefined
          ? []
          : keys.map(({ recipient, identifiers }) => renderer.person(recipient, identifiers).map(identify));
      return {
        keys,
        people,
        finish: (answers, folds, watch) =>
          finishBlock({ campaign, judge, payloads, terms, block, rows, people, keeps }, answers, folds, watch),
      };
    },
  };
}

interface BegunBlock {
  readonly campaign: Parameters<typeof groupOf>[0];
  readonly judge: RowJudge;
  readonly payloads: KeptPayloads;
  readonly terms: BlockTerms;
  readonly block: readonly Recipient[];
  /** One for each recipient. */
  readonly rows: readonly (KeyedRow | LeftOut)[];
  readonly people: readonly (readonly string[])[];
  readonly keeps: Keeps;
}

function finishBlock(
  begun: BegunBlock,
  { known, places, people: asked }: BlockAnswers,
  folds: CampaignFolds,
  watch: ((row: SeenRow) => void) | undefined,
): PlannedBlock {
  const { judge, terms, block, rows, people } = begun;
  const took = new Uint8Array(places.length);
  const digests: string[] = [];
  const toSend: ToSend[] = [];
  const deferred: ToSend[] = [];
  const put: { deferred: string[]; later: string[] } = { deferred: [], later: [] };
  const own = places.includes(keyPlaces.repeated) ? new Set<string>() : undefined;
  const caps = new BlockCaps(people, asked?.counted, terms);
  let number = 0;
  let index = -1;
  for (const row of rows) {
    index += 1;
    const recipient = block[index];
    if (recipient === undefined) continue;
    folds.lookAtRead(recipient, row);
    if (row.kind === 'left_out') continue;
    const at = number++;
    // The first valid row of a key wins: a row that turns out invalid or short leaves the key to a later one.
    const placed = judge.place(row, isTaken(places[at], own, row));
    const decided = decideRow(judge, placed, known[at], asked?.standings[at]);
    const capped = caps.judge(decided, at);
    folds.lookAtDecided(recipient, capped);
    keepDigest(capped, put);
    if (decided.kind === 'left_out') continue;
    took[at] = 1;
    own?.add(row.key);
    if (capped.kind === 'decided') keepSend(capped, begun, { digests, toSend, deferred });
    // As it would be without the cap: for the comparison with a base.
    watch?.(seenOf(decided));
  }
  return { took, moments: caps.moments, digests, toSend, deferred, put };
}

function keepSend(
  row: DecidedRow,
  begun: BegunBlock,
  into: { readonly digests: string[]; readonly toSend: ToSend[]; readonly deferred: ToSend[] },
): void {
  const { decision, rendered } = row;
  if (rendered === undefined) return;
  if (decision.kind === 'deferred') {
    if (begun.keeps === 'all') into.deferred.push(notificationOf(row, decision, rendered, begun));
  } else if (isSending(decision)) {
    into.digests.push(rendered.digest);
    if (begun.keeps !== 'nothing') into.toSend.push(notificationOf(row, decision, rendered, begun));
  }
}

/** Of what is not sent now, where it may be another time. */
function keepDigest(
  row: DecidedRow | LeftOut,
  { deferred, later }: { readonly deferred: string[]; readonly later: string[] },
): void {
  if (row.kind === 'left_out') {
    if (row.later !== undefined) later.push(row.later);
    return;
  }
  const { decision, rendered } = row;
  if (rendered === undefined) return;
  if (decision.kind === 'deferred') deferred.push(rendered.digest);
  if (decision.kind === 'settled' && decision.isLater === true) later.push(rendered.digest);
}

function decideRow(
  judge: RowJudge,
  row: KeyedRow | LeftOut,
  known: Known = { kind: 'unknown', generation: 0 },
  standing?: number,
): DecidedRow | LeftOut {
  return row.kind === 'left_out' ? row : judge.finish(row, known, standing);
}

/** `own` are the keys that rows of this block have taken, where some have the same. */
function isTaken(place: number | undefined, own: ReadonlySet<string> | undefined, { key }: KeyedRow): boolean {
  return place === keyPlaces.taken || own?.has(key) === true;
}

function seenOf({ recipient, key, decision, rendered, arm, arms }: DecidedRow): SeenRow {
  return {
    recipient,
    key,
    decision: decision.kind,
    payload: rendered?.copy.payload,
    arm,
    isRecorded: arms.recorded !== undefined,
    locale: rendered?.copy.locale,
  };
}

function notificationOf(
  { recipient, key, when, arm, step }: DecidedRow,
  decision: Extract<Decision, { readonly generation: number }>,
  { copy, digest }: NonNullable<DecidedRow['rendered']>,
  { campaign, judge, payloads }: BegunBlock,
): ToSend {
  const group = groupOf(campaign, copy.variant, arm);
  return {
    key,
    digest,
    generation: decision.generation,
    row: recipient.row,
    payload: payloads.keep(judge.payload()),
    parts: { identifiers: sentIdentifiers(copy.identifiers), members: copy.members },
    ...(group === undefined ? {} : { arm: group }),
    ...(step === undefined ? {} : { step }),
    ...(when && { when }),
    ...(decision.kind === 'deferred' && { until: decision.until }),
  };
}
