import { expect, test } from 'vitest';
import { openClient } from '../../src/insider/client.ts';
import { payloadTo, requestOf } from '../support/payloads.ts';
import { http, startRawServer } from '../support/raw-server.ts';
import { fixedAnswers, prove } from './answers.ts';
import { mayBeAccepted, type Person } from './answer-oracle.ts';
import { readStrictly } from './strict-json.ts';
import { realClock } from '../support/real-clock.ts';
import { tryParseJson } from '../../src/try-parse-json.ts';

const log = (): void => undefined;

function inOrder(indexes: ReadonlySet<number>): readonly number[] {
  return [...indexes].toSorted((one, other) => one - other);
}

function isJson(text: string): boolean {
  return tryParseJson(text) !== undefined;
}

const people: readonly Person[] = ['u0', 'u1', 'u2'].map((value) => ({ name: 'uuid', value }));

test('nobody counts as accepted without proof, for corner cases of JSON, answers cut at every byte, and random answers', async () => {
  expect(await prove({ count: 6_000, seed: 1, log })).toMatchObject({ trials: 6_000, violations: 0 });
});

test('each answer has the same result over the wire, and the next request is answered', async () => {
  const answers = fixedAnswers().filter(({ text }, at) => text !== null && text.length < 10_000 && at % 5 === 0);
  await using server = await startRawServer({
    onRequest: (socket, number) => {
      const { status, text } = answers[number - 1] ?? { status: 500, text: null };
      socket.end(http(status, status === 204 ? '' : (text ?? ''), { connection: 'close' }));
    },
  });
  const timeouts = { connect: 20_000, headers: 20_000, body: 20_000, total: 25_000 };
  await using client = openClient({
    endpoint: server.url,
    apiKey: 'key',
    userAgent: 'test',
    env: {},
    clock: realClock,
    timeouts,
  });
  const request = requestOf(people.map(({ value }) => payloadTo(value)));
  for (const { status, text } of answers) {
    const answer = await client.send(request, new AbortController().signal);
    const told = answer.kind === 'settled' ? answer.outcomes.map(({ kind }) => kind === 'accepted') : [];
    const allowed = mayBeAccepted({ status, text, people, isAsync: false });
    const shown = `${status} ${text}`;
    expect([shown, answer.kind]).not.toEqual([shown, 'unsent']);
    expect([shown, told.flatMap((isTold, at) => (isTold ? [at] : []))]).toEqual([shown, inOrder(allowed)]);
  }
  expect(server.received).toHaveLength(answers.length);
});

test('the JSON reader of the tests agrees with JSON.parse', () => {
  const texts = fixedAnswers().flatMap(({ text }) => text ?? []);
  expect(texts.filter((text) => isJson(text) !== (readStrictly(text) !== undefined))).toEqual([]);
  expect(texts.filter(isJson).length).toBeGreaterThan(300);
});

test.each([
  ['all named', '{"successes":[{"INSIDER.uuid":"u0"},{"uuid":"u1"},{"INSIDER.uuid":"u2"}],"errors":{}}', [0, 1, 2]],
  ['one refused', '{"successes":[{"INSIDER.uuid":"u0"}],"errors":{"OptOut":[{"uuid":"u1"}]}}', [0]],
  ['the rest is unnamed', '{"successes":[{"t":1},{"t":2}],"errors":{"OptOut":[{"uuid":"u1"}]}}', [0, 2]],
  ['too few are unnamed', '{"successes":[{"t":1}],"errors":{"OptOut":[{"uuid":"u1"}]}}', []],
  ['a stranger in errors', '{"successes":[{"t":1},{"t":2},{"t":3}],"errors":{"OptOut":[{"uuid":"u9"}]}}', []],
  ['in both lists', '{"successes":[{"uuid":"u0"}],"errors":{"OptOut":[{"uuid":"u0"}]}}', [0]],
  ['nothing about errors, and all named', '{"successes":[{"uuid":"u0"},{"uuid":"u1"},{"uuid":"u2"}]}', [0, 1, 2]],
  ['nothing about errors, and one left out', '{"successes":[{"uuid":"u0"},{"uuid":"u1"}]}', []],
  ['an empty list of errors', '{"successes":[{"uuid":"u1"}],"errors":[]}', [1]],
  ['a list of errors', '{"successes":[{"uuid":"u1"}],"errors":["OptOut"]}', []],
  ['a key twice', '{"successes":[{"uuid":"u0"}],"errors":{},"errors":{}}', []],
  ['cut', '{"successes":[{"uuid":"u0"}],"errors":{}', []],
])('the oracle accepts the right people: %s', (_name, text, expected) => {
  expect(inOrder(mayBeAccepted({ status: 200, text, people, isAsync: false }))).toEqual(expected);
  expect([...mayBeAccepted({ status: 500, text, people, isAsync: false })]).toEqual([]);
});
