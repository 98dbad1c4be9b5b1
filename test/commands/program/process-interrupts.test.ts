// Counts the signals of the process: which ones end a command, and which belong to the same keypress.
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { processInterrupts, type ProcessInterrupts } from '../../../src/commands/program/process-interrupts.ts';

interface Scene {
  readonly interrupts: ProcessInterrupts;
  readonly left: (NodeJS.Signals | undefined)[];
  readonly kill: (signal: NodeJS.Signals) => boolean;
}

function sceneOf(pid: number): Scene {
  const process = new EventEmitter();
  const left: (NodeJS.Signals | undefined)[] = [];
  const interrupts = processInterrupts(Object.assign(process, { pid }) as unknown as NodeJS.Process, (signal) =>
    left.push(signal),
  );
  return { interrupts, left, kill: (signal) => process.emit(signal, signal) };
}

test('the first process of a container exits at a signal that no command handles', () => {
  const { interrupts, left, kill } = sceneOf(1);
  kill('SIGTERM');
  expect(left).toEqual(['SIGTERM']);
  interrupts.take()[Symbol.dispose]();
  kill('SIGHUP');
  expect(left).toEqual(['SIGTERM', 'SIGHUP']);
});

test.each([1, 4711])(
  'process %i, once asked to stop, keeps its exit code if more signals arrive while it ends',
  (pid) => {
    const { interrupts, left, kill } = sceneOf(pid);
    {
      using taken = interrupts.take();
      kill('SIGINT');
      expect(taken.soft.reason).toBe('interrupted by SIGINT');
    }
    expect(kill('SIGHUP')).toBe(true);
    expect(left).toEqual([]);
    using again = interrupts.take();
    kill('SIGTERM');
    expect(again.soft.reason).toBe('interrupted by SIGTERM');
  },
);

test('any other process gets the default behaviour for a signal that no command handles', () => {
  const { interrupts, kill } = sceneOf(4711);
  expect(kill('SIGTERM')).toBe(false);
  interrupts.take()[Symbol.dispose]();
  expect(kill('SIGTERM')).toBe(false);
});

test('parts of a command that handle signals at the same time share them, including earlier ones', () => {
  const { interrupts, kill } = sceneOf(4711);
  using outer = interrupts.take();
  kill('SIGINT');
  {
    using inner = interrupts.take();
    expect(inner.soft.reason).toBe('interrupted by SIGINT');
  }
  kill('SIGTERM');
  expect(outer.soft.reason).toBe('interrupted by SIGINT');
  expect([outer.hard.aborted, interrupts.isLeaving]).toEqual([false, false]);
});
