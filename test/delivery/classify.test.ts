import { expect, test } from 'vitest';
import { classify, type Try, type Verdict } from '../../src/delivery/classify.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { Answer } from '../../src/delivery/sender.ts';
import { errorAt } from '../../src/diagnostic.ts';

const once: Try = { size: 2, mayRepeat: false, repeats: 0 };
const again: Try = { ...once, mayRepeat: true };
const keyRefused = errorAt(undefined, 'PP401', 'The API refuses the key.');

const settled: Answer = {
  kind: 'settled',
  status: 200,
  outcomes: [{ kind: 'accepted' }, { kind: 'refused', reason: 'OptOut' }],
  attributes: [null, null],
};
const unacceptable: Answer = { kind: 'unacceptable', status: 400, code: 'negative_integer', message: 'too low' };
const foreign: Answer = { kind: 'foreign', status: 413, code: 'http_413', excerpt: 'Request Entity Too Large' };
const shutOut: Answer = { kind: 'shut_out', status: 401, diagnostic: keyRefused };
const throttled: Answer = { kind: 'throttled', status: 429, retryAfter: 7_000 };
const unsent: Answer = { kind: 'unsent', error: 'ECONNREFUSED' };
const timedOut: Answer = { kind: 'unclear', status: null, error: 'UND_ERR_HEADERS_TIMEOUT' };
const failed: Answer = { kind: 'unclear', status: 500, error: 'http_500' };

/** Every row of the table in design and code: what is committed, and what happens next. */
const rows: readonly [string, Answer, Try, readonly Outcome['kind'][], Verdict['next']['kind']][] = [
  ['200', settled, once, ['accepted', 'refused'], 'done'],
  ['400 of several', unacceptable, once, ['not_sent', 'not_sent'], 'split'],
  ['400 of one', unacceptable, { ...once, size: 1 }, ['rejected'], 'done'],
  ['413 of several', foreign, once, ['not_sent', 'not_sent'], 'split'],
  ['413 of one', foreign, { ...once, size: 1 }, ['not_sent'], 'set_aside'],
  ['413 of one, at least once', foreign, { ...again, size: 1, repeats: 2 }, ['not_sent'], 'set_aside'],
  ['401', shutOut, once, ['not_sent', 'not_sent'], 'shut_out'],
  ['429', throttled, once, ['not_sent', 'not_sent'], 'throttle'],
  ['refused connection', unsent, once, ['not_sent', 'not_sent'], 'back_off'],
  ['timeout', timedOut, once, ['in_doubt', 'in_doubt'], 'done'],
  ['500', failed, once, ['in_doubt', 'in_doubt'], 'done'],
  ['timeout, at least once', timedOut, again, ['repeated', 'repeated'], 'repeat'],
  ['500, at least once, fourth try', failed, { ...again, repeats: 3 }, ['repeated', 'repeated'], 'repeat'],
  ['500, at least once, fifth try', failed, { ...again, repeats: 4 }, ['in_doubt', 'in_doubt'], 'done'],
  ['429, at least once', throttled, again, ['not_sent', 'not_sent'], 'throttle'],
  ['an outcome too few', { ...settled, outcomes: [{ kind: 'accepted' }] }, once, ['in_doubt', 'in_doubt'], 'done'],
];

test.each(rows)('decides what to commit and what to do next: %s', (_name, answer, attempt, outcomes, next) => {
  const verdict = classify(answer, attempt);
  expect(verdict.outcomes.map(({ kind }) => kind)).toEqual(outcomes);
  expect(verdict.next.kind).toBe(next);
});

test('a verdict carries what later steps need', () => {
  expect(classify(settled, once)).toMatchObject({ outcomes: settled.outcomes, status: 200, error: null });
  expect(classify(unacceptable, { ...once, size: 1 })).toMatchObject({
    outcomes: [{ kind: 'rejected', code: 'negative_integer' }],
    error: 'negative_integer',
    meaning: 'too low',
    excerpt: '',
  });
  expect(classify(foreign, once)).toMatchObject({
    status: 413,
    error: 'http_413',
    excerpt: 'Request Entity Too Large',
    meaning: '',
  });
  expect(classify(throttled, once).next).toEqual({ kind: 'throttle', retryAfter: 7_000 });
  expect(classify(shutOut, once)).toMatchObject({ error: 'PP401', next: { diagnostic: keyRefused } });
  expect(classify(unsent, once)).toMatchObject({ status: null, error: 'ECONNREFUSED' });
});
