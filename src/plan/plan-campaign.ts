// Walks through the audience of one campaign: from its rows to decisions, counts, samples and what is to be sent.
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
  /** Set only if earlier sends to these people are needed. */
  readonly gate?: PeopleGate | undefined;
  /** Set only for a campaign with arms. */
  readonly arms?: ArmLookup | undefined;
  readonly identify: Identify;
}

export type CampaignWalk = RowsWalk & Keeping;

interface RowsWalk {
  readonly campaign: Campaign;
  readonly renderer: Renderer;
  /** Run after the selectors that every plan has. */
  readonly selectors?: readonly Selector[];
  /** Lookups about its people, if they are needed. */
  readonly people?: AskedPeople | undefined;
  /** When somebody may be sent to again. By default, no refusal is tried again. */
  readonly rules?: AgainRules;
  /** The times when it may be sent. Absent if it may be sent at any time. */
  readonly times?: SendingTimes | undefined;
  /** The audience, in the order of the file. */
  readonly blocks: AsyncIterable<readonly Recipient[]>;
  /** Called at the end. Returns true if rows of the audience were skipped, so that nothing can be said about its columns. */
  readonly isPart?: () => boolean;
  readonly history: History;
  /** The levels for the audit of the copy of everything to be sent. If absent, no copy is audited. */
  readonly policy?: CopyPolicy;
  /** Receives every row that no selector leaves out, in the order of the file. */
  readonly watch?: (row: SeenRow) => void;
}

/** Receives what will be sent now and what later, in the order of the file and before the next block is read: full notifications or only digests. */
type Keeping =
  | { readonly keep: (notifications: readonly ToSend[], put: PutOff, deferred: readonly ToSend[]) => Promise<void> }
  | { readonly seal: (digests: readonly string[], put: PutOff) => Promise<void> };

type PlannedSends = Omit<ReturnType<ReturnType<BlockPlanner['begin']>['finish']>, 'took' | 'moments'>;

/** Reads the audience once, in this thread. Only the keys make memory grow. */
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
  /** Set only if the identities of people are needed. */
  readonly identify: Identify | undefined;
  readonly keeps: Keeps;
}

/** Plans the blocks in this thread and adds them to `folds`. */
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
