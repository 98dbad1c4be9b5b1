// Walks the audience of one campaign to its end, in this thread or, if it is large, in additional threads. The result is the same.
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Diagnostic } from '../diagnostic.ts';
import type { CampaignResult } from '../plan/campaign-folds.ts';
import type { CopyPolicy } from '../plan/copy/copy-audit.ts';
import type { History } from '../plan/history.ts';
import type { PeopleGate } from '../plan/often/people-gate.ts';
import type { Keeps, SeenRow } from '../plan/plan-block.ts';
import { planCampaign } from '../plan/plan-campaign.ts';
import { rowTermsOf } from '../plan/schedule/row-terms.ts';
import type { HeldList } from '../plan/selection/leave-out-listed.ts';
import { sizeOfData } from '../sources/open-data.ts';
import type { Files } from '../workspace/files.ts';
import { openAudienceOf, type CompiledCampaign } from './compile-campaigns.ts';
import { expectShortLives, holdYoungGeneration } from './hold-young-generation.ts';
import { chooseThreads } from './threads/choose-threads.ts';
import { batchOf, sealedBatch, type SendBatch } from './threads/packed-sends.ts';
import { askPeople, selectRows, type RowPolicy } from './select-rows.ts';

/** How an audience is walked. These options do not change the result. */
export interface WalkOptions {
  /** The number of threads that plan. By default it depends on the size of the file. */
  readonly threads?: number | undefined;
  readonly progress?: WalkProgress | undefined;
}

export interface WalkProgress {
  /** `bytes` is the size of the audience file. Undefined if it is not known. */
  begin(campaign: string, bytes: number | undefined): void;
  /** What was read and planned since the last call. */
  add(bytes: number, rows: number): void;
  /** Called after the last row of this audience. */
  end(): void;
}

export interface AudienceWalk extends WalkOptions {
  readonly files: Files;
  readonly history: History;
  readonly policy: CopyPolicy & RowPolicy;
  /** When the plan is made, in milliseconds since 1970. */
  readonly now: number;
  readonly periodOf?: number | undefined;
}

export interface Taker {
  /** Which envelopes are needed besides the digests. */
  readonly keeps: Keeps;
  /** The lists that apply to the campaign. */
  readonly lists: readonly HeldList[];
  /** Set only if earlier sends to people are needed. */
  readonly gate?: PeopleGate | undefined;
  /** Receives what will be sent, in the order of the file. */
  readonly take: (batch: SendBatch) => Promise<void>;
  /** Receives every row that no selector leaves out. Such a walk uses this thread only. */
  readonly watch?: (row: SeenRow) => void;
}

export interface WalkedAudience {
  readonly result: CampaignResult;
  /** The SHA-256 of the file. */
  readonly sha256: string;
  readonly warnings: readonly Diagnostic[];
  /** The number of rows in the file. Set only if several rows make one recipient. */
  readonly lines: number | undefined;
}

/** Throws a Refusal if the file cannot be read. */
export async function walkAudience(
  walk: AudienceWalk,
  compiled: CompiledCampaign,
  taker: Taker,
): Promise<WalkedAudience> {
  const { audience } = compiled.campaign;
  const bytes = await sizeOfData(walk.files, compiled.campaign);
  walk.progress?.begin(compiled.campaign.id, bytes);
  const wanted = taker.watch === undefined ? walk.threads : 1;
  const threads = chooseThreads({ wanted, audience, bytes, cores: availableParallelism() });
  expectShortLives();
  try {
    if (threads === undefined) return await walkHere(walk, compiled, taker);
    // Loaded only for large audiences.
    const { walkInThreads } = await import('./threads/walk-in-threads.ts');
    return await walkInThreads(walk, compiled, taker, threads);
  } finally {
    walk.progress?.end();
  }
}

async function walkHere(
  { files, history, policy, progress, now, periodOf }: AudienceWalk,
  { campaign, renderer }: CompiledCampaign,
  { take, keeps, lists, gate, watch }: Taker,
): Promise<WalkedAudience> {
  const sum = createHash('sha256');
  await using audience = await openAudienceOf(files, campaign, (bytes) => {
    sum.update(bytes);
    progress?.add(bytes.length, 0);
  });
  const terms = rowTermsOf(campaign, policy, { now, periodOf });
  const result = await planCampaign({
    ...selectRows(campaign, renderer, { lists, holdout: policy.holdout, terms }),
    blocks: holdYoungGeneration(progress === undefined ? audience.blocks : counted(audience.blocks, progress)),
    people: askPeople(campaign, history, gate),
    history,
    policy,
    ...(keeps === 'nothing'
      ? { seal: (digests, put) => take(sealedBatch(digests, put)) }
      : { keep: (notifications, put, deferred) => take(batchOf(notifications, put, deferred)) }),
    ...(watch && { watch }),
  });
  return { result, sha256: sum.digest('hex'), warnings: audience.warnings(), lines: audience.lines() };
}

async function* counted<Row>(
  blocks: AsyncIterable<readonly Row[]>,
  progress: WalkProgress,
): AsyncGenerator<readonly Row[]> {
  for await (const block of blocks) {
    yield block;
    progress.add(0, block.length);
  }
}
