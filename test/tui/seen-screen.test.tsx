// The screen of apply for somebody who watches the run from elsewhere.
import { renderToString } from 'ink';
import { expect, test } from 'vitest';
import { ApplyScreen } from '../../src/tui/apply-screen.tsx';
import type { SeenRun } from '../../src/view/seen-run.ts';
import type { Snapshot } from '../../src/view/snapshot.ts';
import {
  repeatOutcome,
  settleRequest,
  startedRollout,
  startProgress,
  takeSnapshot,
  twoCampaigns,
} from '../support/sample-progress.ts';
import { advance } from '../../src/delivery/tally.ts';

const workers = [
  { name: 'runner-2 4711', isAlive: true, why: null, silentFor: 900, requestsInLastMinute: 480 },
  { name: 'runner-3 12', isAlive: false, why: null, silentFor: 24_000, requestsInLastMinute: 300 },
];
const refused = {
  name: 'r 1',
  isAlive: false,
  why: 'The API refuses our key',
  silentFor: 75_000,
  requestsInLastMinute: 0,
};

function drawLines(seen: SeenRun, columns: number, etaSeconds: number | null = null): readonly string[] {
  const progress = { ...startProgress(twoCampaigns), isEnded: seen.state === 'stopped' };
  return drawSnapshot({ ...takeSnapshot(progress, 0), etaSeconds, seen }, columns);
}

function drawSnapshot(snapshot: Snapshot, columns: number): readonly string[] {
  const screen = <ApplyScreen snapshot={snapshot} isSandbox={false} color={false} columns={columns} rows={30} />;
  return renderToString(screen, { columns })
    .split('\n')
    .map((line) => line.trimEnd());
}

test('a run that workers send shows which of them are alive, and that leaving stops nothing', () => {
  const lines = drawLines({ state: 'running', why: null, haltedBy: null, workers }, 100);
  expect(lines[0]).toMatch(/^production {2}run_ab12cd34ef56 +running$/v);
  expect(drawLines({ state: 'running', why: null, haltedBy: null, workers }, 100, 125)[0]).toMatch(/ 2 min 5 s left$/v);
  expect(lines.slice(-2)).toEqual([
    '1 of 2 workers alive: runner-2 4711 480/min, runner-3 12 gone for 24 s',
    'Ctrl-C leaves; the run goes on.',
  ]);
  expect(drawLines({ state: 'running', why: null, haltedBy: null, workers }, 50).slice(-2)).toEqual([
    '1 of 2 workers alive, 480 requests a minute',
    'Ctrl-C leaves; the run goes on.',
  ]);
});

test('a run that nobody sends shows this, and the reason if there is room', () => {
  const draw = (columns: number) =>
    drawLines({ state: 'running', why: null, haltedBy: null, workers: [refused] }, columns);
  expect(draw(100)[0]).toMatch(/ running$/v);
  expect(draw(100).slice(-2)).toEqual([
    '0 of 1 worker alive, last seen 1 min 15 s ago: r 1 left 1 min 15 s ago (The API refuses our key)',
    'Not sending: The API refuses our key. Ctrl-C leaves.',
  ]);
  expect(draw(50).slice(-2)).toEqual([
    '0 of 1 worker alive, last seen 1 min 15 s ago',
    'Not sending: The API refuses our key',
  ]);
  expect(draw(35).slice(-2)).toEqual(['0 of 1 worker alive, last seen 1 m…', 'Not sending. Ctrl-C leaves.']);
  expect(drawLines({ state: 'running', why: null, haltedBy: null, workers: [] }, 60).slice(-2)).toEqual([
    'no worker is alive',
    'Not sending: it waits for a worker. Ctrl-C leaves.',
  ]);
});

test('a run whose process was killed shows that nothing is sent', () => {
  const seen = { state: 'running', why: null, haltedBy: null, workers: null, isAbandoned: true } as const;
  expect(drawLines(seen, 80).at(-1)).toBe('Not sending: its process is gone. Ctrl-C leaves.');
  expect(drawLines(seen, 40).at(-1)).toBe('Not sending. Ctrl-C leaves.');
});

test.each([
  ['paused', 'paused by alice@laptop', 'alice@laptop', 'Paused by alice@laptop'],
  ['stopped', 'interrupted', null, 'Stopped: interrupted'],
] as const)('a run that is %s shows its state in the title, and the reason below', (state, why, haltedBy, words) => {
  const lines = drawLines({ state, why, haltedBy, workers: null }, 80);
  expect(lines[0]).toMatch(new RegExp(` ${state}$`, 'v'));
  expect(lines.at(-1)).toBe(words);
});

test('a run that is being prepared shows this', () => {
  expect(drawLines({ state: 'loading', why: null, haltedBy: null, workers: null }, 80)[0]).toMatch(/ being prepared$/v);
});

test('a rollout shows its step, the time until its pause, and how long the pause lasts', () => {
  const campaign = { id: 'wishlist-sale', planned: 41_230, rollout: startedRollout() };
  const progress = settleRequest(startProgress([campaign]), repeatOutcome('accepted', 20), 1_000);
  expect(drawSnapshot(takeSnapshot(progress, 2_000), 60)).toEqual([
    'production  run_ab12cd34ef56                        2 s left',
    '',
    'wishlist-sale  ──────────────────────────    1%  20 / 41,230',
    '',
    'wishlist-sale: step 1 of 3, to 1%',
    'accepted 20       refused 0         rejected 0',
    'in doubt 0        not sent 41,210',
    '1 of 1,000 requests in the last minute',
    'Ctrl-C stops; what is under way is settled first.',
  ]);
  const rollout = startedRollout({ endedAt: 5, until: Date.UTC(2026, 10, 29, 10, 20) });
  const paused = advance(progress, { kind: 'rollout', run: 'run_ab12cd34ef56', rollout }, 2_000);
  const draw = (columns: number) => drawSnapshot(takeSnapshot(paused, 2_000), columns)[4];
  expect(draw(80)).toBe('wishlist-sale: step 1 of 3, to 1%, paused until 2026-11-29 10:20:00 UTC');
  expect(draw(60)).toBe('step 1 of 3, to 1%, paused until 2026-11-29 10:20:00 UTC');
});
