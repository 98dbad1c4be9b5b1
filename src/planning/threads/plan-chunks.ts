// The work of a thread: compiles the campaign once, and plans blocks that arrive as chunks of the audience file.
import { readAudienceChunk } from '../../audience/read-chunk.ts';
import { Refusal } from '../../errors.ts';
import { dropPrototypes } from '../../message/bare-object.ts';
import { compileCampaign } from '../../message/compile-campaign.ts';
import { CampaignFolds } from '../../plan/campaign-folds.ts';
import { createKeyHasher } from '../../plan/key-hashes.ts';
import { createBlockPlanner, type BlockPlanner } from '../../plan/plan-block.ts';
import { ListedPeople } from '../../plan/selection/listed-people.ts';
import { identifyPerson } from '../identify-person.ts';
import { unpackKnown } from './packed-known.ts';
import { packSends } from './packed-sends.ts';
import type { ThreadAnswer, ThreadOrder, ThreadTask } from './thread-task.ts';
import { selectRows } from '../select-rows.ts';

/** Tasks are answered one after the other. The returned function never throws. */
export function planChunks(order: ThreadOrder): (task: ThreadTask) => Promise<ThreadAnswer> {
  const { campaign, partials, tables, compiledFor, columns, keeps } = order;
  const policy = { ...order.policy, locate: tellNothing };
  // Structured cloning has given the objects a prototype, in which names of columns would be found.
  dropPrototypes(campaign);
  const { renderer } = compileCampaign(campaign, compiledFor, partials, tables);
  if (renderer === undefined) throw new Error('a campaign without errors was not compiled');
  const lists = order.lists.map((list) => ({ ...list, people: new ListedPeople(list.people) }));
  const identify = order.asksPeople ? identifyPerson : undefined;
  const { terms } = order;
  const hashKeys = createKeyHasher(order.keyTerms);
  const rows = selectRows(campaign, renderer, { lists, holdout: policy.holdout, terms });
  const planner = createBlockPlanner(campaign, rows.renderer, rows.selectors, { ...rows, identify, keeps });
  const open = new Map<number, ReturnType<BlockPlanner['begin']>>();
  let folds = new CampaignFolds(campaign, renderer, policy);

  const work = async (task: ThreadTask): Promise<ThreadAnswer> => {
    if (task.kind === 'begin') {
      const { recipients, notes } = await readAudienceChunk(campaign.audience, columns, task.chunk);
      const begun = planner.begin(recipients);
      open.set(task.block, begun);
      return { kind: 'begun', notes, keys: hashKeys(begun.keys), people: begun.people };
    }
    const begun = open.get(task.block);
    if (begun === undefined) throw new Error('a block was ended that was not begun');
    open.delete(task.block);
    const { places, people } = task;
    const known = task.known === undefined ? [] : unpackKnown(task.known);
    const { took, moments, digests, toSend, deferred, put } = begun.finish({ known, places, people }, folds);
    const folded = folds.state();
    // Allowed because blocks come in the order of the file.
    folds = folds.next();
    return {
      kind: 'ended',
      took,
      moments,
      sends: packSends(
        { digests, put },
        keeps === 'nothing' ? undefined : toSend,
        keeps === 'all' ? deferred : undefined,
      ),
      folded,
    };
  };

  return async (task) => {
    try {
      return await work(task);
    } catch (error) {
      if (error instanceof Refusal)
        return { kind: 'refused', exitCode: error.exitCode, diagnostics: error.diagnostics };
      return { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
    }
  };
}

function tellNothing(): never {
  throw new Error('a thread was asked where the policy stands');
}
