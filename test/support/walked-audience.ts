// Plans campaigns over files in memory, in one thread and in several, and collects everything that results.
import { expect } from 'vitest';
import { planEnvelope } from '../../src/delivery/envelope.ts';
import { Refusal } from '../../src/errors.ts';
import type { Campaign } from '../../src/campaign/campaign.ts';
import { vendor } from '../../src/opening/vendor.ts';
import { digestNotification } from '../../src/plan/digest.ts';
import type { History } from '../../src/plan/history.ts';
import { noHistory } from '../../src/plan/history.ts';
import { compileCampaigns, type CompiledCampaign } from '../../src/planning/compile-campaigns.ts';
import type { PlannedSend, SendBatch } from '../../src/planning/threads/packed-sends.ts';
import { walkInThreads, type ThreadMeans, type ThreadsToStart } from '../../src/planning/threads/walk-in-threads.ts';
import { walkAudience, type WalkedAudience } from '../../src/planning/walk-audience.ts';
import type { PeopleGate } from '../../src/plan/often/people-gate.ts';
import type { HeldList } from '../../src/plan/selection/leave-out-listed.ts';
import type { Files } from '../../src/workspace/files.ts';
import { refuseNoFile } from '../../src/workspace/refuse-path.ts';
import { copyPolicy } from './copy-policy.ts';
import { inChunks } from './read-audience.ts';

interface Told extends Omit<WalkedAudience, 'result'> {
  readonly result: object;
  readonly digests: readonly string[];
  readonly envelopes: readonly PlannedSend[];
  readonly deferred: readonly PlannedSend[];
  readonly put: Record<keyof SendBatch['put'], readonly string[]>;
}

/** The result, or the refusal. */
type Outcome = Told | Pick<Refusal, 'exitCode' | 'diagnostics'>;

export interface OneAudience {
  readonly compiled: CompiledCampaign;
  readonly files: Files;
  readonly history?: History;
  readonly lists?: readonly HeldList[];
  /** Called for each walk, which gets a gate of its own. */
  readonly gate?: () => PeopleGate;
  /** The time of the plan, in milliseconds since 1970. */
  readonly now?: number;
}

export function filesInMemory(texts: Readonly<Record<string, string | Uint8Array>>, piece?: number): Files {
  const text = (path: string): string | Uint8Array => texts[path] ?? '';
  return {
    root: '/memory',
    readText: async (path) => {
      if (texts[path] === undefined) throw refuseNoFile({ path, message: `${path} is not there`, help: '' });
      return String(texts[path]);
    },
    stream: async (path) => inChunks(text(path), piece),
    size: async (path) => Buffer.from(text(path)).length,
    list: async () => Object.keys(texts),
    modifiedAt: async () => ({ kind: 'unknown', because: 'it is in memory', help: '' }),
  };
}

/** Undefined if the campaign cannot be compiled. */
export async function compileIn(files: Files, campaign: Campaign): Promise<CompiledCampaign | undefined> {
  return (await compileCampaigns(files, [campaign], new Map())).compiled[0];
}

export function tellOfOneThread({
  compiled,
  files,
  history = noHistory,
  lists = [],
  gate,
  now = 0,
}: OneAudience): Promise<Outcome> {
  return tell((take) =>
    walkAudience({ files, history, policy: copyPolicy(), threads: 1, now }, compiled, {
      keeps: 'all',
      lists,
      gate: gate?.(),
      take,
    }),
  );
}

export function tellOfThreads(
  { compiled, files, history = noHistory, lists = [], gate, now = 0 }: OneAudience,
  threads: ThreadsToStart,
  means: ThreadMeans,
): Promise<Outcome> {
  const walk = { files, history, policy: copyPolicy(), now };
  return tell((take) => walkInThreads(walk, compiled, { keeps: 'all', lists, gate: gate?.(), take }, threads, means));
}

async function tell(walk: (take: (batch: SendBatch) => Promise<void>) => Promise<WalkedAudience>): Promise<Outcome> {
  const digests: string[] = [];
  const envelopes: PlannedSend[] = [];
  const deferred: PlannedSend[] = [];
  const put: Record<keyof SendBatch['put'], string[]> = { deferred: [], later: [] };
  try {
    const walked = await walk(async (batch) => {
      const hex = Buffer.from(batch.digests).toString('hex');
      digests.push(...(hex.match(/.{64}/gv) ?? []));
      envelopes.push(...batch.envelopes());
      deferred.push(...batch.deferredEnvelopes());
      put.deferred.push(...batch.put.deferred);
      put.later.push(...batch.put.later);
    });
    // Copying the result makes the samples, which are computed on access.
    return { ...walked, result: { ...walked.result }, digests, envelopes, deferred, put };
  } catch (error) {
    if (error instanceof Refusal) return { exitCode: error.exitCode, diagnostics: error.diagnostics };
    throw error;
  }
}

/** Expects that each notification has the text that was hashed, for its own row, and the envelope of that text. `personOf` takes the row number. */
export function expectOwnPayloads(
  { digests, envelopes, deferred, put }: Told,
  personOf: (row: number) => readonly string[],
): void {
  expect(digests).toEqual(envelopes.map(({ digest }) => digest));
  expect(put.deferred).toEqual(deferred.map(({ digest }) => digest));
  for (const { key, digest, row, payload, identities, evidence, person } of [...envelopes, ...deferred]) {
    const text = Buffer.from(payload).toString();
    expect(digest).toBe(digestNotification('sale', key, text));
    expect({ identities, evidence, payload, person }).toEqual(planEnvelope(payload, vendor));
    expect(JSON.parse(text)).toMatchObject({ camp_id: expect.any(Number), title: expect.any(String) });
    expect(personOf(row)).toEqual(expect.arrayContaining([...person]));
  }
}
