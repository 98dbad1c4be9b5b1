// Settling doubt of earlier runs within a time limit: who is looked up in the delivery log, for how long, and what is stored.
import { expect, test } from 'vitest';
import type { Clock } from '../../../src/delivery/clock.ts';
import type { Resolution, RunRecord } from '../../../src/delivery/ledger.ts';
import { exitCodes, refuse } from '../../../src/errors.ts';
import { settleEarlier, type EarlierDoubt } from '../../../src/delivery/doubt/settle-earlier.ts';
import { ChangedChunk, type InDoubt } from '../../../src/delivery/spool.ts';
import { errorAt } from '../../../src/diagnostic.ts';
import type { LogAnswer, DeliveryLog } from '../../../src/delivery/doubt/delivery-log.ts';
import { runCampaign } from '../../contract/world.ts';
import { aRunRecord } from '../../support/a-run-record.ts';
import { nextTurn } from '../../support/jumping-clock.ts';
import { payloadTo } from '../../support/payloads.ts';
import { SimTime } from '../../support/sim-time.ts';
import { evidenceOf } from '../../../src/insider/envelope.ts';
import { insider } from '../../../src/insider/insider.ts';

const begin = Date.parse('2026-11-23T10:00:00Z');

/** The runs of the ledger, the newest first, and the people in doubt in them. */
interface Scene {
  readonly runs: readonly RunRecord[];
  readonly doubts: Readonly<Record<string, readonly InDoubt[]>>;
  /** The answer of the delivery log for a person. Each answer takes `answersIn` milliseconds. */
  readonly deliveryLog?: (uuid: string) => LogAnswer;
  readonly answersIn?: number;
  readonly changed?: Partial<EarlierDoubt>;
  /** The error that the spool throws after the doubts of run_1. */
  readonly broken?: Error;
}

function record(id: string, changed: Partial<RunRecord> = {}): RunRecord {
  const times = { startedAt: begin, sendingSince: begin, endedAt: begin };
  return aRunRecord({ id, state: 'superseded', seal: 'seal', ...times, ...changed });
}

function doubt(uuid: string, attempt: number, changed: Partial<InDoubt> = {}): InDoubt {
  const claimedAt = begin - 3_600_000 + attempt * 1_000;
  return {
    attempt,
    position: 0,
    campaign: 0,
    row: 1,
    payload: Buffer.from(payloadTo(uuid)),
    claimedAt,
    settledAt: claimedAt + 200,
    status: 500,
    error: 'http_500',
    ...changed,
  };
}

function seen(...seconds: readonly number[]): LogAnswer {
  const pushes = seconds.map((second) => ({
    evidence: evidenceOf(1204, 'Sale', '30% off') ?? '',
    at: begin - 3_600_000 + second * 1_000,
  }));
  return { kind: 'seen', pushes };
}

async function play({ runs, doubts, deliveryLog = () => seen(), answersIn = 0, changed = {}, broken }: Scene) {
  const time = new SimTime(nextTurn);
  const clock: Clock = {
    now: () => begin + time.now,
    monotonic: () => time.now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        const callOff = time.at(time.now + milliseconds, resolve);
        signal?.addEventListener('abort', () => {
          callOff();
          resolve();
        });
      }),
  };
  const asked: string[] = [];
  const resolved: (readonly [run: string, as: string, attempts: readonly number[] | undefined])[] = [];
  const slow: DeliveryLog = {
    ask: async ({ identities }, signal) => {
      const uuid = identities[0]?.replace('uuid=', '') ?? '';
      asked.push(uuid);
      await clock.sleep(answersIn, signal);
      return signal.aborted ? { kind: 'silent', error: 'aborted' } : deliveryLog(uuid);
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  const settled = await time.through(
    settleEarlier({
      ledger: {
        runs: async () => runs,
        resolve: async (run: string, { as, only }: Resolution) => {
          resolved.push([run, as, only?.map(({ attempt }) => attempt)]);
          return 0;
        },
      },
      spool: {
        async *inDoubt(run) {
          yield doubts[run] ?? [];
          if (broken !== undefined && run === 'run_1') throw broken;
        },
      },
      campaigns: ['sale'],
      terms: { vendor: insider, deliveryLog: slow, after: 0, requestsPerMinute: 60 },
      limit: 120_000,
      frees: () => true,
      clock,
      signal: new AbortController().signal,
      listen: () => undefined,
      ...changed,
    }),
  );
  return { settled, asked, resolved, took: time.now };
}

test('the oldest run comes first; only the given campaigns are looked up, and nobody of other runs', async () => {
  const { settled, asked, resolved } = await play({
    runs: [
      record('run_3', { campaigns: [runCampaign('other')] }),
      record('run_2', { campaigns: [runCampaign('other'), runCampaign('sale')] }),
      record('run_1'),
    ],
    doubts: {
      run_1: [doubt('a', 1), doubt('b', 2)],
      run_2: [doubt('c', 3), doubt('d', 4, { campaign: 1 })],
      run_3: [doubt('e', 5)],
    },
    deliveryLog: (uuid) => (uuid === 'b' ? seen() : seen(10)),
  });
  expect(asked).toEqual(['a', 'b', 'd']);
  expect(settled).toEqual({ asked: 3, accepted: 2, freed: 0, findings: [] });
  expect(resolved).toEqual([
    ['run_1', 'accepted', [1]],
    ['run_2', 'accepted', [4]],
  ]);
});

test('notifications that were changed in the ledger stay in doubt, and the others are settled', async () => {
  const scene = {
    runs: [record('run_2'), record('run_1')],
    doubts: { run_1: [doubt('a', 1)], run_2: [doubt('b', 2)] },
    deliveryLog: () => seen(10),
  };
  const { asked, settled } = await play({
    ...scene,
    broken: new ChangedChunk(exitCodes.blocked, [errorAt(undefined, 'PP347', 'it was changed')]),
  });
  expect(asked).toEqual(['a', 'b']);
  expect(settled).toMatchObject({ accepted: 2, findings: [{ code: 'PP347', severity: 'warning' }] });
  const away = refuse(exitCodes.stopped, 'PP410', 'it is away');
  await expect(play({ ...scene, broken: away })).rejects.toBe(away);
  const defect = new Error('a defect');
  await expect(play({ ...scene, broken: defect })).rejects.toBe(defect);
});

test.each([
  ['detached', 'running', []],
  ['detached', 'paused', []],
  ['detached', 'stopped', ['a']],
  // Who looks them up holds the ledger, so the leader is gone.
  ['led', 'running', ['a']],
  ['alone', 'running', ['a']],
] as const)('doubt in a run that is %s and %s is settled if no worker has it', async (mode, state, expected) => {
  const { asked } = await play({ runs: [record('run_1', { mode, state })], doubts: { run_1: [doubt('a', 1)] } });
  expect(asked).toEqual(expected);
});

const refutable: Pick<Scene, 'runs' | 'doubts' | 'deliveryLog'> = {
  runs: [record('run_2'), record('run_1')],
  doubts: {
    run_1: [doubt('unsent', 1), doubt('control', 5)],
    run_2: [doubt('unsent too', 11), doubt('control too', 15), doubt('cut', 12, { status: null, error: 'cut' })],
  },
  deliveryLog: (uuid) => (uuid.startsWith('control') ? seen(30) : seen()),
};

test.each([
  ['everywhere', () => true, 2, ['run_1 not_sent 1', 'run_2 not_sent 11']],
  ['in one run', (run: string) => run === 'run_2', 1, ['run_2 not_sent 11']],
  ['nowhere', () => false, 0, []],
] as const)(
  'people who are proved unsent are freed %s, by a control of the same run',
  async (_where, frees, freed, expected) => {
    const { settled, resolved } = await play({ ...refutable, changed: { frees } });
    expect(settled).toMatchObject({ asked: 5, accepted: 2, freed });
    expect(resolved.filter(([, as]) => as === 'not_sent').map((one) => one.join(' '))).toEqual(expected);
  },
);

test('a control of another run proves nothing', async () => {
  const { settled } = await play({
    runs: [record('run_2'), record('run_1')],
    doubts: { run_1: [doubt('unsent', 1)], run_2: [doubt('control', 5)] },
    deliveryLog: (uuid) => (uuid === 'control' ? seen(30) : seen()),
  });
  expect(settled).toEqual({ asked: 2, accepted: 1, freed: 0, findings: [] });
});

test('one push proves only one notification, also if two runs were to send the same text', async () => {
  const { settled, resolved } = await play({
    runs: [record('run_2'), record('run_1')],
    doubts: { run_1: [doubt('a', 1)], run_2: [doubt('a', 5)] },
    deliveryLog: () => seen(6),
  });
  expect(settled).toMatchObject({ asked: 2, accepted: 1 });
  expect(resolved).toEqual([['run_1', 'accepted', [1]]]);
});

test('with a slow delivery log, nobody is looked up after the time limit, results are kept, and the log is not blamed', async () => {
  const doubts = Array.from({ length: 10 }, (_, index) => doubt(`u${index}`, index));
  const scene = { runs: [record('run_1')], doubts: { run_1: doubts }, deliveryLog: () => seen(30), answersIn: 50_000 };
  const { settled, asked, resolved, took } = await play(scene);
  expect(asked).toEqual(['u0', 'u1', 'u2']);
  expect(settled).toEqual({ asked: 2, accepted: 2, freed: 0, findings: [] });
  expect(resolved).toEqual([['run_1', 'accepted', [0, 1]]]);
  expect(took).toBe(120_000);
});

test('an attempt that is too recent is waited for within the time limit, and not beyond it', async () => {
  const young = doubt('a', 0, { claimedAt: begin - 10_000, settledAt: null, status: null, error: null });
  const scene = { runs: [record('run_1')], doubts: { run_1: [young] } };
  const deliveryLog: DeliveryLog = { ask: async () => seen(3_600), [Symbol.asyncDispose]: async () => undefined };
  const within = await play({
    ...scene,
    changed: { terms: { vendor: insider, deliveryLog, after: 60_000, requestsPerMinute: 60 } },
  });
  expect(within).toMatchObject({ settled: { asked: 1, accepted: 1 }, took: 50_000 });
  const beyond = await play({
    ...scene,
    changed: { terms: { vendor: insider, deliveryLog, after: 600_000, requestsPerMinute: 60 } },
  });
  expect(beyond).toMatchObject({ settled: { asked: 0, accepted: 0 }, resolved: [], took: 120_000 });
});

test('a soft stop ends it at once, and results are kept', async () => {
  const stop = new AbortController();
  const { settled, resolved, took } = await play({
    runs: [record('run_1')],
    doubts: { run_1: [doubt('a', 1), doubt('b', 2), doubt('c', 3)] },
    deliveryLog: (uuid) => {
      if (uuid === 'b') stop.abort('interrupted by SIGINT');
      return seen(30);
    },
    changed: { signal: stop.signal },
  });
  expect(settled).toMatchObject({ asked: 2, accepted: 2 });
  expect(resolved).toEqual([['run_1', 'accepted', [1, 2]]]);
  expect(took).toBe(1_000);
});

test('a delivery log without usable answers is given up for all runs, and reported once', async () => {
  const runs = ['run_3', 'run_2', 'run_1'].map((id) => record(id));
  const doubts = Object.fromEntries(runs.map(({ id }) => [id, [doubt(`a ${id}`, 1), doubt(`b ${id}`, 2)]]));
  const { settled, asked } = await play({ runs, doubts, deliveryLog: () => ({ kind: 'silent', error: 'http_503' }) });
  expect(asked).toHaveLength(3);
  expect(settled).toMatchObject({ asked: 3, accepted: 0, findings: [{ severity: 'warning', code: 'PP406' }] });
});
