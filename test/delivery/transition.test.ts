import { expect, test } from 'vitest';
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { Answer } from '../../src/delivery/sender.ts';
import { moveNotification, moveRequest, type NotificationState } from '../../src/delivery/transition.ts';

const states: readonly NotificationState[] = [
  'planned',
  'claimed',
  'accepted',
  'refused',
  'rejected',
  'in_doubt',
  'not_sent',
  'repeated',
];

/** The arrows of the diagram above deliver. */
const arrows: ReadonlySet<string> = new Set([
  'planned > claimed',
  ...(['accepted', 'refused', 'rejected', 'in_doubt', 'not_sent', 'repeated'] satisfies Outcome['kind'][]).map(
    (outcome) => `claimed > ${outcome}`,
  ),
  'not_sent > claimed',
  'repeated > claimed',
  'in_doubt > accepted',
  'in_doubt > not_sent',
]);

test('a notification changes its state only along the arrows of the diagram', () => {
  for (const from of states) {
    for (const to of states) {
      if (arrows.has(`${from} > ${to}`)) expect(moveNotification(from, to)).toBe(to);
      else expect(() => moveNotification(from, to)).toThrow(`A notification that is ${from} cannot become ${to}.`);
    }
  }
});

test.each([
  ['settled', ['done']],
  ['unacceptable', ['split', 'done']],
  ['foreign', ['split', 'set_aside']],
  ['unsent', ['back_off']],
  ['throttled', ['throttle']],
  ['unclear', ['done', 'repeat']],
  ['shut_out', ['shut_out']],
] satisfies [Answer['kind'], string[]][])('an answer that is %s can only be followed by %j', (answer, allowed) => {
  expect(moveRequest('under_way', `answered_${answer}`)).toBe(`answered_${answer}`);
  for (const next of ['done', 'split', 'set_aside', 'back_off', 'repeat', 'throttle', 'shut_out'] as const) {
    const move = (): string => moveRequest(`answered_${answer}`, `next_${next}`);
    if (allowed.includes(next)) expect(move()).toBe(`next_${next}`);
    else expect(move).toThrow(`A request that is answered_${answer} cannot become next_${next}.`);
  }
});

test('a request is sent only after it is claimed, and claimed only while it waits', () => {
  expect(moveRequest('batch', 'claimed')).toBe('claimed');
  expect(moveRequest('claimed', 'under_way')).toBe('under_way');
  expect(() => moveRequest('batch', 'under_way')).toThrow();
  expect(() => moveRequest('under_way', 'under_way')).toThrow();
  expect(() => moveRequest('answered_unclear', 'batch')).toThrow();
  expect(() => moveRequest('next_done', 'batch')).toThrow();
  expect(() => moveRequest('next_set_aside', 'batch')).toThrow();
});

test('a claim that is too old counts as unsent, without having been under way', () => {
  expect(moveRequest('claimed', 'answered_unsent')).toBe('answered_unsent');
  expect(() => moveRequest('claimed', 'answered_settled')).toThrow();
});
