// One campaign's walk: from the rows of its audience to decisions, counts, samples and what is to be sent.
import type { Campaign } from '../campaign/campaign.ts';
import type { Recipient } from '../message/recipient.ts';
import type { Renderer } from '../message/renderer.ts';
import { CampaignFolds, type CampaignResult } from './campaign-folds.ts';
import type { CopyPolicy } from './copy/copy-audit.ts';
import type { Decision } from './decide.ts';
import type { History } from './history.ts';
import { createRowJudge, type DecidedRow, type KeyedRow } from './selection/judge-row.ts';
import { KeySet } from './key-set.ts';
import type { Selector } from './selection/selection.ts';
import { lookUpBoth } from './two-keys.ts';

/** A notification that will be sent. */
export interface ToSend {
  readonly key: string;
  /** The whole digest, 64 hex digits. */
  readonly digest: string;
  readonly generation: number;
  readonly row: number;
  readonly payload: string;
  /** Before when it is not sent, in milliseconds since 1970: only there where a selector puts the row off. */
  readonly due?: number;
}

/** A row and what was decided about it. */
export interface SeenRow {
  readonly recipient: Recipient;
  readonly key: string;
  readonly decision: Decision['kind'];
  /** Undefined where the decision did not need it. */
  readonly payload: string | undefined;
}

export interface CampaignWalk {
  readonly campaign: Campaign;
  readonly renderer: Renderer;
  /** Asked after those that every plan has. */
  readonly selectors?: readonly Selector[];
  /** The audience, in file order. */
  readonly blocks: AsyncIterable<readonly Recipient[]>;
  /** Asked at the end: whether rows of the audience were left aside, so that nothing can be said of its columns. */
  readonly isPart?: () => boolean;
  readonly history: History;
  /** By whose levels the copy of all that will be sent is audited; it is not when absent. */
  readonly policy?: CopyPolicy;
  /** Takes what will be sent, in file order, before the next block is read. */
  readonly keep: (notifications: readonly ToSend[]) => Promise<void>;
  /** Sees every row that no selector leaves out, in file order. */
  readonly watch?: (row: SeenRow) => void;
}

/** Reads the audience once. Memory grows by the keys alone. */
export async function planCampaign(walk: CampaignWalk): Promise<CampaignResult> {
  const { campaign, renderer, selectors, policy, history } = walk;
  const judge = createRowJudge(campaign, renderer, selectors);
  const folds = new CampaignFolds(campaign, renderer, policy);
  const taken = new KeySet();
  const lookup = history.lookupInWalk(campaign.id);
  for await (const block of walk.blocks) {
    const keyed: KeyedRow[] = [];
    for (const recipient of block) {
      const row = judge.begin(recipient);
      folds.lookAtRead(recipient, row);
      if (row.kind === 'keyed') keyed.push(row);
    }
    const known = await lookUpBoth(lookup, keyed);
    const toSend: ToSend[] = [];
    for (const [index, row] of keyed.entries()) {
      // The first valid row of a key wins: a row that turns out invalid or short leaves the key to a later one.
      const placed = judge.place(row, taken.has(row.key));
      const decided =
        placed.kind === 'left_out' ? placed : judge.finish(placed, known[index] ?? { kind: 'unknown', generation: 0 });
      folds.lookAtDecided(row.recipient, decided);
      if (decided.kind === 'left_out') continue;
      taken.add(row.key);
      walk.watch?.(seenOf(decided));
      const notification = notificationOf(decided);
      if (notification) toSend.push(notification);
    }
    if (toSend.length > 0) await walk.keep(toSend);
  }
  return folds.result(walk.isPart?.() !== true);
}

function seenOf({ recipient, key, decision, rendered }: DecidedRow): SeenRow {
  return { recipient, key, decision: decision.kind, payload: rendered?.copy.payload };
}

/** Undefined where nothing is to be sent. */
function notificationOf({ recipient, key, decision, rendered, due }: DecidedRow): ToSend | undefined {
  if (rendered === undefined || (decision.kind !== 'send' && decision.kind !== 'resend')) return undefined;
  return {
    key,
    digest: rendered.digest,
    generation: decision.generation,
    row: recipient.row,
    payload: rendered.copy.payload,
    ...(due === undefined ? {} : { due }),
  };
}
