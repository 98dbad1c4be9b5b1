// The progress of planning: one line on a terminal, and one line every 5 s elsewhere.
import { expect, test } from 'vitest';
import { watchPlanning } from '../../../src/commands/watching/watch-planning.ts';
import type { WalkProgress } from '../../../src/planning/walk-audience.ts';
import { FakeTerminal } from '../../support/fake-terminal.ts';

interface World {
  now: number;
  readonly terminal: FakeTerminal;
  readonly progress: WalkProgress;
}

function open(env: Readonly<Record<string, string>> = {}, isTerminal = true): World {
  const terminal = new FakeTerminal(60, 5);
  const world = { now: 0, terminal };
  const clock = { now: () => world.now, monotonic: () => world.now, sleep: async () => {} };
  const stderr = {
    write: (text: string) => void terminal.write(text),
    drained: async () => {},
    isOpen: true,
    isTerminal,
    get columns() {
      return terminal.columns;
    },
    color: false,
    stream: terminal as unknown as NodeJS.WriteStream,
  };
  return Object.assign(world, { progress: watchPlanning({ clock, stderr, env }) });
}

/** Plans 10 MB per second for so many seconds. */
async function work(world: World, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    world.now += 1000;
    world.progress.add(10_000_000, 20_000);
  }
  await written(world);
}

async function written({ terminal }: World): Promise<void> {
  await new Promise((resolve) => terminal.write('', resolve));
}

test('on a terminal one line is redrawn, and removed at the end', async () => {
  const world = open();
  world.progress.begin('sale', 100_000_000);
  world.progress.add(100, 1);
  expect(world.terminal.written).toBe('');
  await work(world, 3);
  expect(await world.terminal.screen()).toEqual(['Planning sale: 30% of 100 MB, 20,000 rows/s, about 7 s left']);
  world.terminal.resize(32, 5);
  await work(world, 1);
  expect(await world.terminal.screen()).toEqual(['Planning sale: 40% of 100 MB']);
  world.progress.end();
  await written(world);
  expect(await world.terminal.screen()).toEqual([]);
  // The line has no colour.
  expect(world.terminal.written.replaceAll(/.\[2K|.\[1A/g, '')).not.toContain('\u001B');
});

test.each([
  ['a pipe', {}, false],
  ['CI', { CI: 'true' }, true],
  ['a terminal that can do nothing', { TERM: 'dumb' }, true],
])('on %s one line is printed every 5 s', async (_where, env, isTerminal) => {
  const world = open(env, isTerminal);
  world.progress.begin('sale', 200_000_000);
  await work(world, 4);
  expect(world.terminal.written).toBe('');
  await work(world, 10);
  world.progress.end();
  expect(world.terminal.written).toBe(
    `Planning sale: 25% of 200 MB, 100,000 rows, 20,000 rows/s, about 15 s left
Planning sale: 50% of 200 MB, 200,000 rows, 20,000 rows/s, about 10 s left
`,
  );
});

test('each audience starts at zero, and several short ones together count as long work', async () => {
  const world = open({}, false);
  for (const campaign of ['one', 'two']) {
    world.progress.begin(campaign, 30_000_000);
    await work(world, 3);
    world.progress.end();
  }
  expect(world.terminal.written).toBe('Planning two: 67% of 30 MB, 40,000 rows, 20,000 rows/s, about 1 s left\n');
});

test('small audiences print nothing, however slow the machine is', async () => {
  const world = open({}, false);
  world.progress.begin('small', 1_000_000);
  await work(world, 60);
  world.progress.end();
  await written(world);
  expect(world.terminal.written).toBe('');
});
