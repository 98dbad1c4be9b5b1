// What pause and stop print when they are done.
import { expect, test } from 'vitest';
import { formatHaltText, type HaltReport } from '../../src/view/halt-text.ts';
import { plainStyle } from '../../src/view/style.ts';

const layout = { style: plainStyle, columns: 80 };
const report: HaltReport = {
  environment: 'production',
  to: 'stopped',
  runs: [{ id: 'run_a', state: 'stopped', before: 'running' }],
  haltedAfter: 21.4,
  endedAfter: 140.2,
  underWay: 3,
  left: 0,
};

test('shows how long it took, what was under way, and how to continue', () => {
  expect(formatHaltText(report, layout)).toBe(
    'run_a in production: stopped\n' +
      'No new request starts anywhere, 0.021 s after the command began.\n' +
      '3 requests were under way, answered 0.140 s after the command began.\n' +
      '\nNext: pushplan resume run_a --env production\n',
  );
});

test.each([
  [{ underWay: 0 }, 'No request was under way.'],
  [{ underWay: 1 }, '1 request was under way, answered 0.140 s'],
  [{ underWay: 1, left: 1 }, '1 request was under way, still without an answer:'],
  [{ left: 2 }, '3 requests were under way, 2 of them still without an answer:'],
] as const)('%j', (change, words) => {
  expect(formatHaltText({ ...report, ...change }, layout)).toContain(words);
});

test('shows several runs in a line each, and how to resume those that can be resumed', () => {
  const runs = [
    { id: 'run_a', state: 'superseded', before: 'loading' },
    { id: 'run_b', state: 'stopped', before: 'paused' },
    { id: 'run_c', state: 'finished', before: 'finished' },
  ] as const;
  const text = formatHaltText({ ...report, runs }, layout);
  expect(text).toContain('run_a in production: closed, before it began to send\nrun_b in production: stopped\n');
  expect(text).toContain('run_c in production: finished already\n');
  expect(text).toMatch(/\nNext: pushplan resume run_b --env production\n$/v);
  expect(formatHaltText({ ...report, runs: [] }, layout)).toBe(
    'Nothing runs in production: there was nothing to stop.\n',
  );
});

test('a run between two steps of a rollout continues when somebody ends the pause', () => {
  const runs = [{ id: 'run_a', state: 'paused', before: 'paused', isAtPause: true }] as const;
  const text = formatHaltText({ ...report, to: 'paused', runs }, layout);
  expect(text).toContain('run_a in production: paused, until somebody ends the pause\n');
  expect(text).toMatch(/\nNext: pushplan resume run_a --env production --step\n$/v);
});
