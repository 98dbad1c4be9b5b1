// The walk over the blocks of one audience, which this thread or others plan: what depends on other rows is done here, in the order of the file.
import type { CampaignFolds, FoldsState } from './campaign-folds.ts';
import { comparesTexts, needsPayload, type AgainRules } from './decide.ts';
import type { ArmLookup, History, Known } from './history.ts';
import type { KeyHashes } from './key-hashes.ts';
import type { RowMoments } from './often/block-caps.ts';
import type { GatedBlock, PeopleGate } from './often/people-gate.ts';
import type { BlockAnswers } from './plan-block.ts';
import { withArms } from './recorded-arms.ts';
import { TakenKeys } from './taken-keys.ts';
import { lookUpBoth } from './two-keys.ts';

/** A block under way. `Sends` is what is handed over of all that will be sent. */
export interface OpenBlock<Sends> {
  /** Of the rows that may become notifications. Throws a Refusal where the file is at fault. */
  keys(): Promise<KeyHashes>;
  /** Of the same rows, who their people are: asked where there is a gate, or arms. */
  people(): Promise<readonly (readonly string[])[]>;
  /** Once, after `keys`. */
  finish(answers: BlockAnswers): Promise<FinishedBlock<Sends>>;
}

interface FinishedBlock<Sends> {
  /** One entry for each row with a key: 1 where it has taken the key. */
  readonly took: Uint8Array;
  /** When they are sent, for the caps of later rows. */
  readonly moments: RowMoments;
  readonly sends: Sends;
  /** What the block adds to the folds, where it was planned in another thread. */
  readonly folded?: FoldsState;
}

export interface BlockWalk<Sends> {
  /** In file order. */
  readonly blocks: AsyncIterable<OpenBlock<Sends>>;
  /** So many blocks are begun before the first of them is gone on with, and as many may wait for their end. It may grow. */
  readonly ahead: () => number;
  readonly campaign: string;
  readonly rules: AgainRules;
  /** Only where it is asked what people were sent. */
  readonly gate?: PeopleGate | undefined;
  readonly history: Pick<History, 'lookupInWalk'>;
  /** Only for a campaign that has arms. */
  readonly arms?: ArmLookup | undefined;
  readonly folds: CampaignFolds;
  /** Takes what will be sent, in file order. */
  readonly keep: (sends: Sends) => Promise<void>;
}

/** To the end of the audience, or to the first fault of it in file order. Memory grows by the keys alone. */
export async function walkBlocks<Sends>(walk: BlockWalk<Sends>): Promise<void> {
  using taken = new TakenKeys();
  const lookup = walk.history.lookupInWalk(walk.campaign);
  const wanted = comparesTexts(walk.rules) ? undefined : 'standing';
  const waiting: Promise<void>[] = [];
  let last: Promise<void> = Promise.resolve();
  try {
    for await (const block of readAhead(walk.blocks, walk.ahead)) {
      const keys = await block.keys();
      const found = await lookUpBoth(lookup, keys, wanted);
      const known = walk.arms === undefined ? found : await withArms(found, await block.people(), walk.arms);
      const numbered = taken.number(keys.present);
      const gated = await askGate(walk, block, known);
      if (taken.isOpen(numbered) || gated?.isOpen === true) await last;
      const people = gated && walk.gate?.answer(gated);
      const finished = heed(block.finish({ known, places: taken.places(numbered), people }));
      const before = last;
      const apply = async (): Promise<void> => {
        await before;
        const { took, moments, sends, folded } = await finished;
        taken.take(numbered, took);
        if (gated !== undefined) walk.gate?.take(gated, moments);
        if (folded !== undefined) walk.folds.merge(folded);
        await walk.keep(sends);
      };
      last = heed(apply());
      waiting.push(last);
      if (waiting.length > walk.ahead()) await waiting.shift();
    }
  } catch (error) {
    // Of two faults the one that comes first in the file is told.
    await last;
    throw error;
  }
  await last;
}

/** Who has it already, or may have it, is not asked about: nothing is sent to them. */
async function askGate<Sends>(
  { gate, rules }: BlockWalk<Sends>,
  block: OpenBlock<Sends>,
  known: readonly Known[],
): Promise<GatedBlock | undefined> {
  if (gate === undefined) return undefined;
  const people = await block.people();
  const isAsked = (index: number): boolean => {
    const one = known[index];
    return one === undefined || needsPayload(one, rules);
  };
  return gate.ask(people.map((person, index) => (isAsked(index) ? person : [])));
}

/** One that fails before it is waited for is no fault that nobody heeds. */
function heed<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** The same, but that so many are taken before the first is given; also where taking fails. */
async function* readAhead<Item>(items: AsyncIterable<Item>, ahead: () => number): AsyncGenerator<Item> {
  const taken: Item[] = [];
  try {
    for await (const item of items) {
      taken.push(item);
      if (taken.length > ahead()) yield* taken.splice(0, 1);
    }
  } catch (error) {
    yield* taken;
    throw error;
  }
  yield* taken;
}
