import { expect, test } from 'vitest';
import { classify } from '../../src/delivery/classify.ts';
import { readAnswer } from '../../src/insider/answer.ts';
import { insider } from '../../src/insider/insider.ts';
import { payloadsTo, requestOf } from '../support/payloads.ts';

test.each([
  [401, '', /key/],
  [403, '', /this machine/],
  [400, '{"error":"invalid_certificate"}', /certificate/],
  [404, '', /endpoint/],
])('the error of an answer that refuses everything (%s) has an explanation of its own', (status, text, means) => {
  const answer = readAnswer({ status, headers: {}, text, at: 0 }, requestOf(payloadsTo(1)));
  const { error } = classify(answer, { size: 1, mayRepeat: false, repeats: 0 });
  expect(insider.errors.get(error ?? '')).toEqual([expect.stringMatching(means), expect.any(String)]);
});
