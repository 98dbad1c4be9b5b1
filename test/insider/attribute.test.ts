import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { readAnswer } from '../../src/insider/answer.ts';
import { payloadOf, payloadsTo, payloadTo, requestOf } from '../support/payloads.ts';
import { tries } from '../support/property-tries.ts';

/** Returns the outcomes in short form: "accepted", "refused OptOut". */
function settle(payloads: readonly string[], body: unknown): readonly string[] {
  const answer = readAnswer({ status: 200, headers: {}, text: JSON.stringify(body), at: 0 }, requestOf(payloads));
  return answer.kind === 'settled' ? answer.outcomes.map(inShort) : [answer.kind];
}

function inShort(outcome: Outcome): string {
  return outcome.kind === 'refused' ? `refused ${outcome.reason}` : outcome.kind;
}

const byEmail = (email: string): string => payloadOf({ 'INSIDER.email': email });
const nameless = { 'INSIDER.uuid': null, 'INSIDER.platform': 'ios' };

test('a recorded answer: nobody found', () => {
  const recorded = { successes: [], errors: { NoUserFound: [{ 'INSIDER.uuid': 'u1u2i3d4' }] } };
  expect(settle([payloadTo('u1u2i3d4')], recorded)).toEqual(['refused NoUserFound']);
});

test('a recorded answer: sent, with attributes that do not identify the person', () => {
  const recorded = { successes: [{ 'INSIDER.app_version': '10.0', 'INSIDER.birthday': null }], errors: {} };
  expect(settle([payloadTo('u1u2i3d4')], recorded)).toEqual(['accepted']);
});

test('people are matched by any identifier, in any order', () => {
  const payloads = [
    payloadOf({ 'INSIDER.uuid': 'a', 'INSIDER.email': 'Ada@Example.com' }),
    payloadOf({ 'INSIDER.phone_number': '+44 7700 900123' }),
    payloadOf({ 'INSIDER.custom.crm': '0017' }),
    byEmail('d@example.com'),
  ];
  const body = {
    successes: [
      { 'INSIDER.email': 'd@example.com', 'INSIDER.uuid': null },
      { 'INSIDER.custom.crm': '0017' },
      { 'INSIDER.email': 'ADA@example.COM', 'INSIDER.uuid': null },
    ],
    errors: { OptOut: [{ phone_number: '447700900123' }] },
  };
  expect(settle(payloads, body)).toEqual(['accepted', 'refused OptOut', 'accepted', 'accepted']);
});

test('attributes are assigned to the recipient they belong to', () => {
  const body = { successes: [{ 'INSIDER.uuid': 'u1', 'INSIDER.age': 36 }, nameless], errors: {} };
  const answer = readAnswer({ status: 200, headers: {}, text: JSON.stringify(body), at: 0 }, requestOf(payloadsTo(2)));
  expect(answer).toMatchObject({ attributes: [null, { 'INSIDER.uuid': 'u1', 'INSIDER.age': 36 }] });
});

test('an undocumented reason counts as refused too', () => {
  const body = {
    successes: [],
    errors: { BadDeviceToken: [{ 'INSIDER.uuid': 'u0' }], 'x@y.example': [{ uuid: 'u1' }] },
  };
  expect(settle(payloadsTo(2), body)).toEqual(['refused BadDeviceToken', 'refused UnknownReason']);
});

test('a person in both lists was reached on a device', () => {
  const body = { successes: [{ 'INSIDER.uuid': 'u0' }], errors: { Unregistered: [{ 'INSIDER.uuid': 'u0' }] } };
  expect(settle(payloadsTo(1), body)).toEqual(['accepted']);
});

test('the first reason of a person counts', () => {
  const body = {
    successes: [],
    errors: { OptOut: [{ 'INSIDER.uuid': 'u0' }], Unregistered: [{ 'INSIDER.uuid': 'u0' }] },
  };
  expect(settle(payloadsTo(1), body)).toEqual(['refused OptOut']);
});

test('unmatched people are accepted if as many successes name nobody', () => {
  const errors = { OptOut: [{ 'INSIDER.uuid': 'u1' }] };
  expect(settle(payloadsTo(3), { successes: [nameless, nameless], errors })).toEqual([
    'accepted',
    'refused OptOut',
    'accepted',
  ]);
});

test.each([
  ['fewer successes than people', { successes: [nameless], errors: {} }],
  ['an error of a stranger', { successes: [nameless, nameless], errors: { OptOut: [{ 'INSIDER.uuid': 'zz' }] } }],
  ['an error that is not a list', { successes: [nameless, nameless], errors: { OptOut: 'u0' } }],
  ['successes of strangers', { successes: [{ 'INSIDER.uuid': 'x' }, { 'INSIDER.uuid': 'y' }], errors: {} }],
  ['empty successes', { successes: [{}, {}], errors: {} }],
  ['no successes and no errors', { successes: [], errors: {} }],
])('unmatched people are in doubt after %s', (_name, body) => {
  expect(settle(payloadsTo(2), body)).toEqual(['in_doubt', 'in_doubt']);
});

test('a success that names two people of the request names neither', () => {
  const payloads = [payloadTo('a'), byEmail('b@example.com')];
  const body = { successes: [{ 'INSIDER.uuid': 'a', 'INSIDER.email': 'b@example.com' }], errors: {} };
  expect(settle(payloads, body)).toEqual(['in_doubt', 'in_doubt']);
});

test('an identifier of two notifications matches neither', () => {
  const body = { successes: [{ 'INSIDER.uuid': 'a' }], errors: {} };
  expect(settle([payloadTo('a'), payloadTo('a')], body)).toEqual(['in_doubt', 'in_doubt']);
});

test('a number that was rounded when it was parsed matches nobody', () => {
  const text = '{"successes":[{"INSIDER.uuid":5971351231234567890}],"errors":{}}';
  const payloads = [payloadTo('5971351231234568000'), payloadTo('b')];
  const answer = readAnswer({ status: 200, headers: {}, text, at: 0 }, requestOf(payloads));
  expect(answer).toMatchObject({ outcomes: [{ kind: 'in_doubt' }, { kind: 'in_doubt' }] });
});

const identifiers = fc.constantFrom('u0', 'u1', 'u2', 'u9', '', null, 1);
const entry = fc.oneof(
  fc.record({ 'INSIDER.uuid': identifiers }),
  fc.record({ uuid: identifiers, 'INSIDER.email': fc.string() }),
  fc.jsonValue(),
);
const report = fc.record({
  successes: fc.oneof(fc.array(entry), fc.jsonValue()),
  errors: fc.oneof(fc.dictionary(fc.string(), fc.oneof(fc.array(entry), fc.jsonValue())), fc.jsonValue()),
});
const bodies = fc.oneof(
  report.map((value) => JSON.stringify(value)),
  fc.json(),
  fc.string(),
);

test('any body with any status results in an answer, and a settled one has an outcome for every notification', () => {
  const statuses = fc.oneof(fc.constant(200), fc.integer({ min: 100, max: 999 }));
  fc.assert(
    fc.property(statuses, bodies, fc.integer({ min: 1, max: 20 }), fc.boolean(), (status, text, size, async) => {
      const answer = readAnswer({ status, headers: {}, text, at: 0 }, requestOf(payloadsTo(size), { async }));
      if (answer.kind !== 'settled') return;
      expect(answer.outcomes).toHaveLength(size);
      expect(answer.attributes).toHaveLength(size);
    }),
    { numRuns: tries(2_000) },
  );
});

test('no more people are accepted than there are successes', () => {
  fc.assert(
    fc.property(report, fc.integer({ min: 1, max: 5 }), (value, size) => {
      const successes = Array.isArray(value.successes) ? value.successes.length : 0;
      const accepted = settle(payloadsTo(size), value).filter((outcome) => outcome === 'accepted');
      expect(accepted.length).toBeLessThanOrEqual(successes);
    }),
    { numRuns: tries(2_000) },
  );
});
