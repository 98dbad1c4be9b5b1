// A run as seen by somebody who only reads the ledger.
import { describe, expect, test } from 'vitest';
import { startSpeed } from '../../src/delivery/time-left.ts';
import { nextProgressLine, type PrintedProgress } from '../../src/view/progress-lines.ts';
import { describeSeen, describeWorkers, isUnattended, progressOf, type SeenRun } from '../../src/view/seen-run.ts';
import { runCampaign } from '../contract/world.ts';
import { aRunRecord } from '../support/a-run-record.ts';
import { terminalAttacks } from '../support/naughty-strings.ts';

const record = aRunRecord({
  environment: 'production',
  mode: 'detached',
  campaigns: [runCampaign('a'), runCampaign('b')],
});
const figures = { refused: {}, rejected: {}, leftOut: {}, maybeTwice: 0, requests: 0, retries: 0 };
const totals = [
  { ...figures, planned: 100, buckets: { accepted: 40, refused: 5, rejected: 1, in_doubt: 24, not_sent: 30 } },
  { ...figures, planned: 10, buckets: { accepted: 0, refused: 0, rejected: 0, in_doubt: 0, not_sent: 10 } },
];
const workers = [
  { name: 'runner-2 4711', isAlive: true, why: null, silentFor: 900, requestsInLastMinute: 480 },
  { name: 'runner-3 12', isAlive: false, why: null, silentFor: 24_000, requestsInLastMinute: 300 },
];
const unattended = [
  ...workers.slice(1),
  { name: 'runner-4 9', isAlive: false, why: 'API key refused', silentFor: 75_000, requestsInLastMinute: 0 },
];
const activity = {
  underWay: [{ requests: 1, notifications: 20 }],
  recentRequests: [],
  workers,
  isAbandoned: false,
};

function line(seen: SeenRun): string | undefined {
  const progress = { ...progressOf(record, totals, activity, 1_000), speed: startSpeed(1_000, 20, 0) };
  return nextProgressLine({ progress, now: 0, requestsInLastMinute: 480, etaSeconds: null, seen }, undefined)?.line;
}

test.each([
  [{ state: 'running', why: null, haltedBy: null, workers: null, isAbandoned: true }, 1],
  [{ state: 'paused', why: 'paused by alice@laptop', haltedBy: 'alice@laptop', workers }, 1],
  [{ state: 'running', why: null, haltedBy: null, workers }, 720],
] as const)('%j that stays as it is for an hour prints %i lines', (seen, count) => {
  const progress = { ...progressOf(record, totals, activity, 1_000), speed: startSpeed(1_000, 20, 0) };
  let printed: PrintedProgress | undefined;
  let lines = 0;
  for (let now = 0; now < 3_600_000; now += 250) {
    const next = nextProgressLine({ progress, now, requestsInLastMinute: 0, etaSeconds: null, seen }, printed);
    printed = next?.printed ?? printed;
    lines += next === undefined ? 0 : 1;
  }
  expect(lines).toBe(count);
});

test('what is under way is not in doubt, and the outcomes add up to the plan', () => {
  expect(progressOf(record, totals, activity, 1_000)).toMatchObject({
    campaigns: [
      { id: 'a', planned: 100, settled: 50, underWay: 1, buckets: { accepted: 40, in_doubt: 4, not_sent: 50 } },
      { id: 'b', planned: 10, settled: 0, underWay: 0, buckets: { not_sent: 10 } },
    ],
    isEnded: false,
  });
});

test('a line has the state in words, and how many workers are alive', () => {
  expect(line({ state: 'paused', why: 'paused by alice@laptop', haltedBy: 'alice@laptop', workers })).toBe(
    'Paused by alice@laptop: 50 of 110 (45%), accepted 40, refused 5, rejected 1, in doubt 4, not sent 60, 480 requests in the last minute, 1 of 2 workers alive',
  );
  expect(line({ state: 'loading', why: null, haltedBy: null, workers: null })).toMatch(
    /^Being prepared: .* in the last minute$/v,
  );
  for (const state of ['loading', 'running'] as const) {
    expect(line({ state, why: null, haltedBy: null, workers: null, isAbandoned: true })).toMatch(
      /^Not sending, its process is gone: 50 of 110/v,
    );
  }
  expect(line({ state: 'paused', why: null, haltedBy: null, workers: null, isAbandoned: true })).toMatch(/^Paused:/v);
  expect(line({ state: 'running', why: null, haltedBy: null, workers: unattended })).toMatch(
    /^Waiting for a worker: .*, 0 of 2 workers alive, last seen 24 s ago$/v,
  );
});

test.each([
  [{ state: 'running', why: null, haltedBy: null }, 'Sending'],
  [{ state: 'finished', why: null, haltedBy: null }, 'Finished'],
  [{ state: 'stopped', why: 'stopped by alice@laptop', haltedBy: 'alice@laptop' }, 'Stopped by alice@laptop'],
  [{ state: 'stopped', why: 'interrupted', haltedBy: null }, 'Stopped: interrupted'],
  [{ state: 'paused', why: 'paused after step 1 of 2', haltedBy: null }, 'Paused: after step 1 of 2'],
  [{ state: 'superseded', why: 'stopped by alice@laptop', haltedBy: null }, 'Superseded: a later apply took its place'],
  [{ state: 'superseded', why: null, haltedBy: null, seal: null }, 'Superseded: it was closed before it began to send'],
  [{ state: 'superseded', why: 'stopped by a@b', haltedBy: 'a@b', seal: null }, 'Superseded by a@b'],
] as const)('%j is %s', (seen, words) => {
  expect(describeSeen({ ...seen, workers: null })).toBe(words);
});

describe('workers', () => {
  test('each with its speed, or since when it is gone, in shorter and shorter forms', () => {
    expect(describeWorkers(workers)).toEqual([
      '1 of 2 workers alive: runner-2 4711 480/min, runner-3 12 gone for 24 s',
      '1 of 2 workers alive, 480 requests a minute',
      '1 of 2 workers alive',
    ]);
    expect(describeWorkers(workers.slice(0, 1)).at(-1)).toBe('1 worker');
    expect(describeWorkers(null)).toEqual([]);
  });

  test('if none is left: since when, and why if one gave a reason', () => {
    expect(describeWorkers(unattended)).toEqual([
      '0 of 2 workers alive, last seen 24 s ago: runner-3 12 gone for 24 s, runner-4 9 left 1 min 15 s ago (API key refused)',
      '0 of 2 workers alive, last seen 24 s ago',
    ]);
    expect(describeWorkers([])).toEqual(['no worker is alive']);
    for (const nobody of [unattended, []]) {
      expect(isUnattended({ state: 'running', workers: nobody })).toBe(true);
      expect(isUnattended({ state: 'paused', workers: nobody })).toBe(false);
    }
    expect(isUnattended({ state: 'running', workers })).toBe(false);
    expect(isUnattended({ state: 'running', workers: null })).toBe(false);
  });

  test('whatever workers and users are called, the terminal is safe', () => {
    for (const attack of terminalAttacks) {
      const said = [
        ...[true, false].flatMap((isAlive) =>
          describeWorkers([{ name: attack, isAlive, why: attack, silentFor: 0, requestsInLastMinute: 0 }]),
        ),
        describeSeen({ state: 'paused', why: `paused by ${attack}`, haltedBy: attack, workers: null }),
      ].join(' ');
      expect(said).not.toMatch(/[\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}]/v);
    }
  });
});
