// The audience of one campaign planned in threads: this one reads and cuts the file, and does what depends on several blocks.
import { createHash } from 'node:crypto';
import type { ChunkSize } from '../../audience/cut-into-chunks.ts';
import { CampaignFolds } from '../../plan/campaign-folds.ts';
import { armsOf } from '../../plan/recorded-arms.ts';
import { rowTermsOf } from '../../plan/schedule/row-terms.ts';
import { walkBlocks, type OpenBlock } from '../../plan/walk-blocks.ts';
import { openCutAudienceOf, type CompiledCampaign } from '../compile-campaigns.ts';
import type { AudienceWalk, Taker, WalkedAudience, WalkProgress } from '../walk-audience.ts';
import { beginBlocks, type ChunkThread } from './begin-blocks.ts';
import { PlanThread } from './plan-thread.ts';
import type { ThreadOrder } from './thread-task.ts';

/** Blocks that are begun ahead for each thread, and as many that are ended: with more of them nothing is faster, and each takes memory. */
const aheadOfEach = 1;

/** Tests choose small chunks, and threads that fail. */
export interface ThreadMeans {
  readonly size?: ChunkSize;
  readonly start?: (order: ThreadOrder) => ChunkThread;
}

/** At least one thread. Throws a Refusal (exit 1) where one dies. */
export async function walkInThreads(
  { files, history, policy, progress, now, periodOf }: AudienceWalk,
  { campaign, renderer, columns, partials, tables }: CompiledCampaign,
  { take, keeps, lists, gate }: Taker,
  threads: number,
  { size, start = (order) => new PlanThread(order) }: ThreadMeans = {},
): Promise<WalkedAudience> {
  const sum = createHash('sha256');
  const tap = (bytes: Uint8Array): void => {
    sum.update(bytes);
    progress?.add(bytes.length, 0);
  };
  await using audience = await openCutAudienceOf(files, campaign, tap, size);
  const arms = armsOf(campaign, history);
  const terms = rowTermsOf(campaign, policy, { now, periodOf });
  const order: ThreadOrder = {
    campaign,
    partials,
    tables,
    compiledFor: columns,
    columns: audience.columns,
    policy: { ...policy, locate: undefined },
    lists: lists.map(({ key, reason, isHashed, prefix, people }) => ({
      key,
      reason,
      isHashed,
      people: people.table,
      ...(prefix !== undefined && { prefix }),
    })),
    terms,
    keyTerms: history.keyHashing(campaign.id).terms,
    keeps,
    asksPeople: gate !== undefined || arms !== undefined,
  };
  await using started = new AsyncDisposableStack();
  const begin = (): ChunkThread => started.use(start(order));
  const folds = new CampaignFolds(campaign, renderer, policy);
  const crew: [ChunkThread, ...ChunkThread[]] = [begin(), ...Array.from({ length: threads - 1 }, begin)];
  const blocks = beginBlocks(audience.chunks, crew, terms.rules, (notes) => {
    audience.note(notes);
  });
  await walkBlocks({
    blocks: progress === undefined ? blocks : counted(blocks, progress),
    ahead: aheadOfEach * threads,
    campaign: campaign.id,
    rules: terms.rules,
    gate,
    history,
    arms,
    folds,
    keep: take,
  });
  const result = folds.result(true);
  const warnings = audience.warnings(result.counts.rows);
  return { result, sha256: sum.digest('hex'), warnings, lines: undefined };
}

async function* counted<Sends>(
  blocks: AsyncIterable<OpenBlock<Sends>>,
  progress: WalkProgress,
): AsyncGenerator<OpenBlock<Sends>> {
  for await (const block of blocks) {
    yield {
      ...block,
      finish: async (answers) => {
        const finished = await block.finish(answers);
        progress.add(0, finished.folded?.counts.rows ?? 0);
        return finished;
      },
    };
  }
}
