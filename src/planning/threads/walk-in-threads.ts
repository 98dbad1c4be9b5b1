// Plans the audience of one campaign in threads. This thread reads and cuts the file, and does everything that depends on several blocks.
import { createHash } from 'node:crypto';
import type { ChunkSize } from '../../audience/cut-into-chunks.ts';
import { CampaignFolds } from '../../plan/campaign-folds.ts';
import { armsOf } from '../../plan/recorded-arms.ts';
import { rowTermsOf } from '../../plan/schedule/row-terms.ts';
import { walkBlocks, type OpenBlock } from '../../plan/walk-blocks.ts';
import { openCutAudienceOf, type CompiledCampaign } from '../compile-campaigns.ts';
import { growYoungGeneration, holdYoungGeneration } from '../hold-young-generation.ts';
import { identifyPerson } from '../identify-person.ts';
import { selectRows } from '../select-rows.ts';
import type { AudienceWalk, Taker, WalkedAudience } from '../walk-audience.ts';
import { beginBlocks, type ChunkThread } from './begin-blocks.ts';
import type { SendBatch } from './packed-sends.ts';
import { paysToHandOver, planAlone } from './plan-alone.ts';
import { PlanThread } from './plan-thread.ts';
import type { ThreadOrder } from './thread-task.ts';

/** How many blocks are started ahead for each thread, and how many may wait to be finished. More would use memory without being faster. */
const aheadOfEach = 1;

export interface ThreadsToStart {
  /** At least one. */
  readonly threads: number;
  /** The number of notifications that this thread plans before the others are started. With 0 it plans none. */
  readonly startAfter: number;
}

/** For tests, which use small chunks, and threads that fail. */
export interface ThreadMeans {
  readonly size?: ChunkSize;
  readonly start?: (order: ThreadOrder) => ChunkThread;
}

/** Throws a Refusal (exit 1) if a thread dies. */
export async function walkInThreads(
  { files, history, policy, progress, now, periodOf }: AudienceWalk,
  { campaign, renderer, columns, partials, tables }: CompiledCampaign,
  { take, keeps, lists, gate }: Taker,
  { threads, startAfter }: ThreadsToStart,
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
  const folds = new CampaignFolds(campaign, renderer, policy);
  await using started = new AsyncDisposableStack();
  let ahead = 0;
  const startThreads = (): readonly ChunkThread[] => {
    growYoungGeneration();
    ahead = aheadOfEach * threads;
    return Array.from({ length: threads }, () => started.use(start(order)));
  };
  const planBlocks = async function* (): AsyncGenerator<OpenBlock<SendBatch>> {
    const rows = {
      ...selectRows(campaign, renderer, { lists, holdout: policy.holdout, terms }),
      identify: order.asksPeople ? identifyPerson : undefined,
      keeps,
      blocks: holdYoungGeneration(audience.blocks(() => paysToHandOver(folds, startAfter))),
      history,
    };
    if (startAfter > 0) yield* planAlone(rows, folds);
    yield* beginBlocks(audience.chunks, startThreads, terms.rules, (notes) => {
      audience.note(notes);
    });
  };
  let told = 0;
  await walkBlocks({
    blocks: planBlocks(),
    ahead: () => ahead,
    campaign: campaign.id,
    rules: terms.rules,
    gate,
    history,
    arms,
    folds,
    keep: async (batch) => {
      const { rows } = folds.counts;
      progress?.add(0, rows - told);
      told = rows;
      await take(batch);
    },
  });
  const result = folds.result(true);
  const warnings = audience.warnings(result.counts.rows);
  return { result, sha256: sum.digest('hex'), warnings, lines: undefined };
}
