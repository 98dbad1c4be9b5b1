// The outcome of a test is reported even if its record cannot be written.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sendTest } from '../../../src/commands/testing/send-test.ts';
import type { Answer, Sender } from '../../../src/delivery/sender.ts';
import { realClock } from '../../support/real-clock.ts';
import { makeWorkspace } from '../../support/workspace.ts';

/** Returns a test with one notification to the desk, which this function sends. */
function oneTest(root: string, send: Sender['send']): Parameters<typeof sendTest>[2] {
  return {
    root,
    control: undefined,
    target: { sender: { send, [Symbol.asyncDispose]: async () => {} } },
    terms: { async: false, reportAttributes: [] },
    notifications: [{ id: 'test_1-0', payload: Buffer.from('{}'), identities: [], evidence: null }],
    line: { test: 'test_1', environment: 'local', campaign: 'hello', row: 1, to: ['desk'] },
  };
}

test('if the record fails after the request has left, a warning is reported beside the outcome', async () => {
  await using workspace = await makeWorkspace();
  const record = join(workspace.root, '.pushplan/tests.ndjson');
  const send = async (): Promise<Answer> => {
    await rm(record);
    await mkdir(record);
    return { kind: 'settled', status: 200, outcomes: [{ kind: 'accepted' }], attributes: [null] };
  };
  const { signal } = new AbortController();
  const { verdict, diagnostics } = await sendTest(
    { clock: realClock, stderr: { write: () => {} } },
    { soft: signal, hard: signal, [Symbol.dispose]: () => {} },
    oneTest(workspace.root, send),
  );
  expect(verdict.outcomes).toEqual([{ kind: 'accepted' }]);
  expect(diagnostics).toMatchObject([{ code: 'PP505', severity: 'warning' }]);
});

/** A clock whose sleeps end only on request, and that lists the lengths of the current sleeps. */
function clockByHand(): {
  readonly clock: typeof realClock;
  readonly wakeAll: () => void;
  readonly asleep: () => readonly number[];
} {
  const sleepers = new Map<() => void, number>();
  return {
    clock: {
      ...realClock,
      sleep: (milliseconds, signal) =>
        new Promise((resolve) => {
          const wake = (): void => {
            sleepers.delete(wake);
            resolve(undefined);
          };
          sleepers.set(wake, milliseconds);
          signal?.addEventListener('abort', wake, { once: true });
        }),
    },
    wakeAll: () => [...sleepers.keys()].forEach((wake) => wake()),
    asleep: () => [...sleepers.values()],
  };
}

test.each([
  ['said', false, 'No answer yet. It is waited for, for up to 2 minutes. Ctrl-C ends the wait.\n'],
  ['cut short by Ctrl-C', true, 'Stopping: the answer is waited for, for up to 6 s.\n'],
])('a long wait is %s, and no timer is left after the answer', async (_what, isStopped, words) => {
  await using workspace = await makeWorkspace();
  const { clock, wakeAll, asleep } = clockByHand();
  const said: string[] = [];
  const [soft, hard] = [new AbortController(), new AbortController()];
  const send = async (_request: unknown, signal: AbortSignal): Promise<Answer> => {
    if (isStopped) soft.abort();
    wakeAll();
    await new Promise((resolve) => void setImmediate(resolve));
    expect(signal.aborted).toBe(isStopped);
    return { kind: 'unclear', status: null, error: 'AbortError' };
  };
  const { verdict } = await sendTest(
    { clock, stderr: { write: (text) => void said.push(text) } },
    { soft: soft.signal, hard: hard.signal, [Symbol.dispose]: () => {} },
    oneTest(workspace.root, send),
  );
  expect(verdict.outcomes).toEqual([{ kind: 'in_doubt' }]);
  expect(said.join('')).toBe(words);
  expect(asleep()).toEqual([]);
});
