import { expect, test } from 'vitest';
import { RunKeys } from '../../src/tui/run-keys.ts';

function makeKeys(fails?: Error): { readonly keys: RunKeys; readonly asked: string[] } {
  const asked: string[] = [];
  const halt = async (to: string): Promise<void> => {
    asked.push(to);
    if (fails !== undefined) throw fails;
  };
  return { keys: new RunKeys(halt, (text) => text.replace('secret', '***')), asked };
}

test.each([
  ['p', 'paused'],
  ['s', 'stopped'],
  ['S', 'stopped'],
])('%s asks first, and acts on the second press', async (key, to) => {
  const { keys, asked } = makeKeys();
  await keys.press(key, 1_000);
  expect(keys.stateAt(1_000)).toMatchObject({ kind: 'asked', to });
  expect(asked).toEqual([]);
  const done = keys.press(key, 5_999);
  expect(keys.stateAt(5_999)).toEqual({ kind: 'halting', to });
  await done;
  expect(keys.stateAt(60_000)).toEqual({ kind: 'halted', to });
  expect(asked).toEqual([to]);
});

test.each([
  ['another key', ['s', 'x', 's']],
  ['the other of the two keys', ['s', 'p', 's']],
  ['the key for help', ['p', '?', 'p']],
])('%s in between cancels the question', async (_, presses) => {
  const { keys, asked } = makeKeys();
  for (const key of presses) await keys.press(key, 1_000);
  expect(asked).toEqual([]);
  expect(keys.stateAt(1_000).kind).toBe('asked');
});

test('after five seconds it is a first press again', async () => {
  const { keys, asked } = makeKeys();
  await keys.press('s', 1_000);
  expect(keys.stateAt(6_000)).toEqual({ kind: 'idle' });
  await keys.press('s', 6_000);
  expect(keys.stateAt(6_000).kind).toBe('asked');
  expect(asked).toEqual([]);
});

test('? opens help, and any key closes it', async () => {
  const { keys } = makeKeys();
  for (const close of ['?', 'x']) {
    await keys.press('?', 0);
    expect(keys.stateAt(0)).toEqual({ kind: 'help' });
    await keys.press(close, 0);
    expect(keys.stateAt(0)).toEqual({ kind: 'idle' });
  }
});

test('keys do nothing during an action, and afterwards another one can be chosen', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const asked: string[] = [];
  const keys = new RunKeys((to) => {
    asked.push(to);
    return promise;
  }, String);
  await keys.press('p', 0);
  const done = keys.press('p', 1);
  for (const key of ['p', 'p', 's', 's', '?']) await keys.press(key, 2);
  expect(keys.stateAt(2)).toEqual({ kind: 'halting', to: 'paused' });
  resolve();
  await done;
  await keys.press('s', 3);
  await keys.press('s', 4);
  expect(asked).toEqual(['paused', 'stopped']);
});

test('a failure is shown without secrets, and can be retried', async () => {
  const { keys, asked } = makeKeys(new Error('the secret is out'));
  for (const key of ['s', 's']) await keys.press(key, 0);
  expect(keys.stateAt(0)).toEqual({ kind: 'failed', to: 'stopped', why: 'the *** is out' });
  for (const key of ['s', 's']) await keys.press(key, 0);
  expect(asked).toEqual(['stopped', 'stopped']);
});
