// Walks over the blocks of one audience, which this or other threads plan. Everything that depends on other rows is done here, in the order of the
// file.
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

/** A block that is being planned. `Sends` is the type of what it hands over to be sent. */
export interface OpenBlock<Sends> {
  /** The keys of the rows that may become notifications. Throws a Refusal if the file is at fault. */
  keys(): Promise<KeyHashes>;
  /** The people of the same rows. Called only if there is a gate, or if the campaign has arms. */
  people(): Promise<readonly (readonly string[])[]>;
  /** Called once, after `keys`. */
  finish(answers: BlockAnswers): Promise<FinishedBlock<Sends>>;
}

interface FinishedBlock<Sends> {
  /** One entry for each row with a key: 1 if the row has taken it. */
  readonly took: Uint8Array;
  /** When these rows are sent, for the caps of later rows. */
  readonly moments: RowMoments;
  readonly sends: Sends;
  /** What the block adds to the folds, if it was planned in another thread. */
  readonly folded?: FoldsState;
}

export interface BlockWalk<Sends> {
  /** In the order of the file. */
  readonly blocks: AsyncIterable<OpenBlock<Sends>>;
  /** How many blocks are started before the first of them continues. As many may wait to be finished. It may grow. */
  readonly ahead: () => number;
  readonly campaign: string;
  readonly rules: AgainRules;
  /** Set only if earlier sends to people are needed. */
  readonly gate?: PeopleGate | undefined;
  readonly history: Pick<History, 'lookupInWalk'>;
  /** Set only for a campaign with arms. */
  readonly arms?: ArmLookup | undefined;
  readonly folds: CampaignFolds;
  /** Receives what will be sent, in the order of the file. */
  readonly keep: (sends: Sends) => Promise<void>;
}

/** Walks to the end of the audience, or to its first fault in the order of the file. Only the keys make memory grow. */
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
    // If there are two faults, the one that comes first in the file is reported.
    await last;
    throw error;
  }
  await last;
}

/** Skips the people to whom nothing will be sent, because they have or may have the notification already. */
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

/** Marks a promise as handled, so that a rejection before anyone awaits it does not end the process. */
function heed<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Yields the same items, but reads `ahead()` items before it yields the first. If reading fails, it first yields what it has read. */
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
