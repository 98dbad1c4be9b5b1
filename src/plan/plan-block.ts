// One block of an audience, planned in two steps between which the ledger is asked. Any thread can do it for any block.
import type { Campaign } from '../campaign/campaign.ts';
import type { Recipient } from '../message/recipient.ts';
import type { NotificationKey, Renderer } from '../message/renderer.ts';
import type { CampaignFolds } from './campaign-folds.ts';
import { isSending, type AgainRules, type Decision } from './decide.ts';
import type { Known } from './history.ts';
import { createRowJudge, type DecidedRow, type KeyedRow, type RowJudge } from './selection/judge-row.ts';
import type { DueIn, LeftOut, Selector } from './selection/selection.ts';
import { keyPlaces } from './taken-keys.ts';

/** A notification that will be sent. */
export interface ToSend {
  readonly key: string;
  /** The whole digest, 64 hex digits. */
  readonly digest: string;
  readonly generation: number;
  readonly row: number;
  readonly payload: string;
  /** Only there where its campaign says when it may leave. */
  readonly when?: DueIn;
}

/** A row and what was decided about it. */
export interface SeenRow {
  readonly recipient: Recipient;
  readonly key: string;
  readonly decision: Decision['kind'];
  /** Undefined where the decision did not need it. */
  readonly payload: string | undefined;
}

/** What is known of the rows with a key, one entry for each, in order. */
export interface BlockAnswers {
  readonly known: readonly Known[];
  /** Whether another row has its key, as `TakenKeys` says it. */
  readonly places: Uint8Array;
}

interface PlannedBlock {
  /** One entry for each row with a key, in order: 1 where it has taken the key. */
  readonly took: Uint8Array;
  readonly toSend: readonly ToSend[];
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
  /** The keys of the rows that were let pass, in order; and what is to be done once they were looked up. */
  begin(block: readonly Recipient[]): {
    readonly keys: readonly NotificationKey[];
    finish(answers: BlockAnswers, folds: CampaignFolds, watch?: (row: SeenRow) => void): PlannedBlock;
  };
}

/** `selectors` are asked after those that every plan has. */
export function createBlockPlanner(
  campaign: Pick<Campaign, 'id' | 'resend'>,
  renderer: Renderer,
  selectors?: readonly Selector[],
  rules?: AgainRules,
): BlockPlanner {
  const judge = createRowJudge(campaign, renderer, selectors, rules);
  return {
    begin(block) {
      const begun = block.map((recipient) => ({ recipient, row: judge.begin(recipient) }));
      const keys = begun.flatMap(({ row }) => (row.kind === 'keyed' ? [row] : []));
      return { keys, finish: (answers, folds, watch) => finishBlock(judge, begun, answers, folds, watch) };
    },
  };
}

interface BegunRow {
  readonly recipient: Recipient;
  readonly row: KeyedRow | LeftOut;
}

function finishBlock(
  judge: RowJudge,
  begun: readonly BegunRow[],
  { known, places }: BlockAnswers,
  folds: CampaignFolds,
  watch: ((row: SeenRow) => void) | undefined,
): PlannedBlock {
  const took = new Uint8Array(places.length);
  const toSend: ToSend[] = [];
  const put: { deferred: string[]; later: string[] } = { deferred: [], later: [] };
  const own = places.includes(keyPlaces.repeated) ? new Set<string>() : undefined;
  let number = 0;
  for (const { recipient, row } of begun) {
    folds.lookAtRead(recipient, row);
    if (row.kind === 'left_out') continue;
    const at = number++;
    // The first valid row of a key wins: a row that turns out invalid or short leaves the key to a later one.
    const isTaken = places[at] === keyPlaces.taken || own?.has(row.key) === true;
    const placed = judge.place(row, isTaken);
    const decided =
      placed.kind === 'left_out' ? placed : judge.finish(placed, known[at] ?? { kind: 'unknown', generation: 0 });
    folds.lookAtDecided(recipient, decided);
    keepDigest(decided, put);
    if (decided.kind === 'left_out') continue;
    took[at] = 1;
    own?.add(row.key);
    watch?.(seenOf(decided));
    const notification = notificationOf(decided);
    if (notification) toSend.push(notification);
  }
  return { took, toSend, put };
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

function seenOf({ recipient, key, decision, rendered }: DecidedRow): SeenRow {
  return { recipient, key, decision: decision.kind, payload: rendered?.copy.payload };
}

/** Undefined where nothing is to be sent. */
function notificationOf({ recipient, key, decision, rendered, when }: DecidedRow): ToSend | undefined {
  if (rendered === undefined || !isSending(decision)) return undefined;
  return {
    key,
    digest: rendered.digest,
    generation: decision.generation,
    row: recipient.row,
    payload: rendered.copy.payload,
    ...(when && { when }),
  };
}
