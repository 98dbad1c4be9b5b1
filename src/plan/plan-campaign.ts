// One campaign's walk: from the rows of its audience to decisions, counts, samples and what is to be sent.
import type { Campaign } from '../campaign/campaign.ts';
import type { Recipient } from '../message/recipient.ts';
import type { Renderer } from '../message/renderer.ts';
import { CampaignFolds, type CampaignResult } from './campaign-folds.ts';
import type { CopyPolicy } from './copy/copy-audit.ts';
import { timelessRules, type AgainRules } from './decide.ts';
import type { ArmLookup, History } from './history.ts';
import type { PeopleGate } from './often/people-gate.ts';
import {
  createBlockPlanner,
  type BlockPlanner,
  type Identify,
  type Keeps,
  type PutOff,
  type SeenRow,
  type ToSend,
} from './plan-block.ts';
import type { SendingTimes } from './schedule/sending-times.ts';
import type { Selector } from './selection/selection.ts';
import { walkBlocks, type OpenBlock } from './walk-blocks.ts';

export interface AskedPeople {
  /** Only where it is asked what they were sent. */
  readonly gate?: PeopleGate | undefined;
  /** Only for a campaign that has arms. */
  readonly arms?: ArmLookup | undefined;
  readonly identify: Identify;
}

export type CampaignWalk = RowsWalk & Keeping;

interface RowsWalk {
  readonly campaign: Campaign;
  readonly renderer: Renderer;
  /** Asked after those that every plan has. */
  readonly selectors?: readonly Selector[];
  /** What is known of its people, where that is asked for. */
  readonly people?: AskedPeople | undefined;
  /** When somebody may be sent to again; without them no refusal is tried again. */
  readonly rules?: AgainRules;
  /** When it may be sent; absent where that is at any time. */
  readonly times?: SendingTimes | undefined;
  /** The audience, in file order. */
  readonly blocks: AsyncIterable<readonly Recipient[]>;
  /** Asked at the end: whether rows of the audience were left aside, so that nothing can be said of its columns. */
  readonly isPart?: () => boolean;
  readonly history: History;
  /** By whose levels the copy of all that will be sent is audited; it is not when absent. */
  readonly policy?: CopyPolicy;
  /** Sees every row that no selector leaves out, in file order. */
  readonly watch?: (row: SeenRow) => void;
}

/** Takes what will be sent now and what later, in file order, before the next block is read: all of it, or the digests alone. */
type Keeping =
  | { readonly keep: (notifications: readonly ToSend[], put: PutOff, deferred: readonly ToSend[]) => Promise<void> }
  | { readonly seal: (digests: readonly string[], put: PutOff) => Promise<void> };

type PlannedSends = Omit<ReturnType<ReturnType<BlockPlanner['begin']>['finish']>, 'took' | 'moments'>;

/** Reads the audience once, in this thread. Memory grows by the keys alone. */
export async function planCampaign(walk: CampaignWalk): Promise<CampaignResult> {
  const { campaign, renderer, policy, history } = walk;
  const folds = new CampaignFolds(campaign, renderer, policy);
  await walkBlocks({
    blocks: planHere({ ...walk, identify: walk.people?.identify, keeps: 'keep' in walk ? 'all' : 'nothing' }, folds),
    ahead: () => 0,
    campaign: campaign.id,
    rules: walk.rules ?? timelessRules(campaign),
    gate: walk.people?.gate,
    history,
    arms: walk.people?.arms,
    folds,
    keep: ({ digests, toSend, put, deferred }) =>
      'keep' in walk ? walk.keep(toSend, put, deferred) : walk.seal(digests, put),
  });
  return folds.result(walk.isPart?.() !== true);
}

export interface RowsHere extends Omit<RowsWalk, 'people' | 'isPart' | 'policy'> {
  /** Only where it is asked who people are. */
  readonly identify: Identify | undefined;
  readonly keeps: Keeps;
}

/** Blocks that are planned in this thread, into `folds`. */
export async function* planHere(rows: RowsHere, folds: CampaignFolds): AsyncGenerator<OpenBlock<PlannedSends>> {
  const { campaign, renderer, rules, times, selectors, identify, keeps, blocks, watch, history } = rows;
  const hashing = history.keyHashing(campaign.id);
  const planner = createBlockPlanner(campaign, renderer, selectors, { rules, times, identify, keeps });
  for await (const block of blocks) {
    const begun = planner.begin(block);
    yield {
      keys: async () => hashing.hash(begun.keys),
      people: async () => begun.people,
      finish: async (answers) => {
        const { took, moments, ...sends } = begun.finish(answers, folds, watch);
        return { took, moments, sends };
      },
    };
  }
}
