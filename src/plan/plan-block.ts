// Plans one block of an audience in two steps. The ledger is looked up between them. Any thread can plan any block.
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

/** A notification to be sent. */
export interface ToSend {
  readonly key: string;
  /** The full digest, 64 hex digits. */
  readonly digest: string;
  readonly generation: number;
  readonly row: number;
  /** The payload in UTF-8. */
  readonly payload: Uint8Array;
  readonly parts: EnvelopeParts;
  /** The group number that groupOf() returns. */
  readonly arm?: number;
  /** The number of the rollout step, if the campaign has a rollout. */
  readonly step?: number;
  /** Set only if the campaign has sending times. */
  readonly when?: DueIn;
  /** For a deferred notification: the earliest time to send it, in milliseconds since 1970. */
  readonly until?: number;
}

/** A row with the decision about it. */
export interface SeenRow {
  readonly recipient: Recipient;
  readonly key: string;
  readonly decision: Decision['kind'];
  /** Undefined if the decision did not need it. */
  readonly payload: string | undefined;
  /** The number of the arm, if the campaign has arms. */
  readonly arm?: number | undefined;
  /** Whether the person was sent this arm before. */
  readonly isRecorded?: boolean;
  /** The language of the row, if the campaign has languages and the row was rendered. */
  readonly locale?: RowLocale | undefined;
}

/** What is known of the rows with a key, one entry for each, in order. */
export interface BlockAnswers {
  readonly known: readonly Known[];
  /** Whether another row has the same key, in the values of `keyPlaces`. */
  readonly places: Uint8Array;
  /** What is known of their people, if that was looked up. */
  readonly people?: PeopleAnswers | undefined;
}

/**
 * Which payloads are kept: none (digests only), those to be sent now, or also the deferred ones. Payloads that are not kept cost the garbage
 * collector nothing.
 */
export type Keeps = 'nothing' | 'now' | 'all';

/** Turns an identifier into the form in which ledgers know people. */
export type Identify = (identifier: KeyedIdentifier) => string;

interface PlannedBlock {
  /** One entry for each row with a key, in order: 1 if the row has taken the key. */
  readonly took: Uint8Array;
  /** When these rows are sent, for the caps of later rows. */
  readonly moments: RowMoments;
  /** The digests of everything that is sent now, 64 hex digits each. */
  readonly digests: readonly string[];
  /** The notifications of these digests, if they are kept. */
  readonly toSend: readonly ToSend[];
  /** The notifications to be sent later, if they are kept. */
  readonly deferred: readonly ToSend[];
  readonly put: PutOff;
}

/** Full digests of what is not sent now. */
export interface PutOff {
  /** The digests of deferred notifications. A review covers them together with those that are sent now. */
  readonly deferred: readonly string[];
  /** The digests of notifications that are left out only because of the time. */
  readonly later: readonly string[];
}

export interface BlockPlanner {
  /**
   * Returns the keys of the rows that passed, in order, their people if `identify` is given, and the step that finishes the block after both were
   * looked up.
   */
  begin(block: readonly Recipient[]): {
    readonly keys: readonly NotificationKey[];
    readonly people: readonly (readonly string[])[];
    finish(answers: BlockAnswers, folds: CampaignFolds, watch?: (row: SeenRow) => void): PlannedBlock;
  };
}

interface PlanningOptions {
  readonly rules?: AgainRules | undefined;
  /** The times when it may be sent. Undefined if it may be sent at any time. */
  readonly times?: SendingTimes | undefined;
  /** Set if the identities of people are needed. */
  readonly identify?: Identify | undefined;
  /** "all" by default. */
  readonly keeps?: Keeps;
}

/** `selectors` run after the selectors that every plan has. */
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
  /** One entry for each recipient. */
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
    // The first valid row with a key wins. A row that turns out invalid or short of cards leaves the key to a later row.
    const placed = judge.place(row, isTaken(places[at], own, row));
    const decided = decideRow(judge, placed, known[at], asked?.standings[at]);
    const capped = caps.judge(decided, at);
    folds.lookAtDecided(recipient, capped);
    keepDigest(capped, put);
    if (decided.kind === 'left_out') continue;
    took[at] = 1;
    own?.add(row.key);
    if (capped.kind === 'decided') keepSend(capped, begun, { digests, toSend, deferred });
    // Reports the row as it would be without the cap, for the comparison with a base.
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

/** Keeps the digest of a notification that is not sent now but may be sent later. */
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

/** `own` holds the keys that rows of this block have taken, if some of its rows share a key. */
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
