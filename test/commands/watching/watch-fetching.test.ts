// The progress of a fetch: one line on a terminal, and one line every 5 s elsewhere.
import { expect, test } from 'vitest';
import { watchFetching } from '../../../src/commands/watching/watch-fetching.ts';
import { FakeTerminal } from '../../support/fake-terminal.ts';

function open(isTerminal: boolean, env: Readonly<Record<string, string>> = {}) {
  const terminal = new FakeTerminal(60, 5);
  const time = { now: 0 };
  const clock = { now: () => time.now, monotonic: () => time.now, sleep: async () => {} };
  const stderr = {
    write: (text: string) => void terminal.write(text),
    drained: async () => {},
    isOpen: true,
    isTerminal,
    columns: 60,
    color: false,
    stream: terminal as unknown as NodeJS.WriteStream,
  };
  const progress = watchFetching({ clock, stderr, env }, 'sale');
  const come = (seconds: number): void => {
    for (let second = 0; second < seconds; second += 1) {
      time.now += 1000;
      progress.rows(1000);
      progress.bytes(10_000_000);
    }
  };
  return { terminal, progress, come };
}

test('on a terminal one line is redrawn, and removed at the end', async () => {
  const { terminal, progress, come } = open(true);
  progress.expect(100_000_000);
  progress.bytes(1);
  expect(terminal.written).toBe('');
  come(3);
  await new Promise((resolve) => terminal.write('', resolve));
  expect(await terminal.screen()).toEqual(['Fetching sale: 30% of 100 MB, 3,000 rows, about 7 s left']);
  progress[Symbol.dispose]();
  await new Promise((resolve) => terminal.write('', resolve));
  expect(await terminal.screen()).toEqual([]);
});

test.each([
  ['elsewhere', false, {}],
  ['on a terminal of CI', true, { CI: '1' }],
])('%s one line is printed every 5 s', async (_where, isTerminal, env) => {
  const { terminal, progress, come } = open(isTerminal, env);
  come(11);
  progress[Symbol.dispose]();
  await new Promise((resolve) => terminal.write('', resolve));
  expect(terminal.written).toBe(
    'Fetching sale: 50 MB, 5,000 rows, 10 MB/s\nFetching sale: 100 MB, 10,000 rows, 10 MB/s\n',
  );
});
