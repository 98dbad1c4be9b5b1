// The walk over the blocks of one audience, which this thread or others plan: what depends on other rows is done here, in the order of the file.
import type { NotificationKey } from '../message/renderer.ts';
import type { CampaignFolds, FoldsState } from './campaign-folds.ts';
import type { History } from './history.ts';
import type { BlockAnswers } from './plan-block.ts';
import { withArms, type PeopleArms } from './recorded-arms.ts';
import { TakenKeys } from './taken-keys.ts';
import { lookUpBoth } from './two-keys.ts';

/** A block under way. `Sends` is what is handed over of all that will be sent. */
export interface OpenBlock<Sends> {
  /** Of the rows that may become notifications. Throws a Refusal where the file is at fault. */
  keys(): Promise<readonly NotificationKey[]>;
  /** Once, after `keys`. */
  finish(answers: BlockAnswers): Promise<FinishedBlock<Sends>>;
}

interface FinishedBlock<Sends> {
  /** One entry for each row with a key: 1 where it has taken the key. */
  readonly took: Uint8Array;
  readonly sends: Sends;
  /** What the block adds to the folds, where it was planned in another thread. */
  readonly folded?: FoldsState;
}

export interface BlockWalk<Sends> {
  /** In file order. */
  readonly blocks: AsyncIterable<OpenBlock<Sends>>;
  /** So many blocks are begun before the first of them is gone on with, and as many may wait for their end. */
  readonly ahead: number;
  readonly campaign: string;
  readonly history: Pick<History, 'lookupInWalk'>;
  /** Only for a campaign that has arms. */
  readonly arms?: PeopleArms | undefined;
  readonly folds: CampaignFolds;
  /** Takes what will be sent, in file order. */
  readonly keep: (sends: Sends) => Promise<void>;
}

/** To the end of the audience, or to the first fault of it in file order. Memory grows by the keys alone. */
export async function walkBlocks<Sends>(walk: BlockWalk<Sends>): Promise<void> {
  const taken = new TakenKeys();
  const lookup = walk.history.lookupInWalk(walk.campaign);
  const waiting: Promise<void>[] = [];
  let last: Promise<void> = Promise.resolve();
  try {
    for await (const block of readAhead(walk.blocks, walk.ahead)) {
      const keys = await block.keys();
      const known = await withArms(await lookUpBoth(lookup, keys), keys, walk.arms);
      const numbered = taken.number(keys);
      if (taken.isOpen(numbered)) await last;
      const finished = heed(block.finish({ known, places: taken.places(numbered) }));
      const before = last;
      const apply = async (): Promise<void> => {
        await before;
        const { took, sends, folded } = await finished;
        taken.take(numbered, took);
        if (folded !== undefined) walk.folds.merge(folded);
        await walk.keep(sends);
      };
      last = heed(apply());
      waiting.push(last);
      if (waiting.length > walk.ahead) await waiting.shift();
    }
  } catch (error) {
    // Of two faults the one that comes first in the file is told.
    await last;
    throw error;
  }
  await last;
}

/** One that fails before it is waited for is no fault that nobody heeds. */
function heed<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** The same, but that so many are taken before the first is given; also where taking fails. */
async function* readAhead<Item>(items: AsyncIterable<Item>, ahead: number): AsyncGenerator<Item> {
  const taken: Item[] = [];
  try {
    for await (const item of items) {
      taken.push(item);
      if (taken.length > ahead) yield* taken.splice(0, 1);
    }
  } catch (error) {
    yield* taken;
    throw error;
  }
  yield* taken;
}
