// Random requests and random answers to them: reports that are almost right, and texts that are almost reports.
import * as fc from 'fast-check';
import type { Person } from './answer-oracle.ts';

export interface AskedRequest {
  readonly people: readonly Person[];
  readonly isAsync: boolean;
}

interface GivenText {
  readonly status: number;
  readonly text: string | null;
}

/** Nobody appears twice, in any spelling of an identifier. */
export const anyRequest: fc.Arbitrary<AskedRequest> = fc.record({
  people: fc
    .uniqueArray(fc.record({ name: fc.constantFrom('uuid', 'email', 'phone_number'), at: fc.nat({ max: 9 }) }), {
      selector: ({ name, at }) => `${name}${at}`,
      minLength: 1,
      maxLength: 6,
    })
    .map((people) => people.map(({ name, at }): Person => ({ name, value: valueOf(name, at) }))),
  isAsync: fc.boolean(),
});

export function anyAnswer(request: AskedRequest): fc.Arbitrary<{ answer: GivenText; request: AskedRequest }> {
  const entry = anyEntry(request.people);
  const entries = fc.oneof({ weight: 9, arbitrary: fc.array(entry, { maxLength: 7 }) }, fc.jsonValue({ maxDepth: 2 }));
  const reason = fc.constantFrom(
    'OptOut',
    'NoUserFound',
    'Unregistered',
    'Odd',
    '__proto__',
    '',
    'a b',
    '<b>',
    'errors',
  );
  const report = fc.record(
    {
      successes: fc.oneof({ weight: 9, arbitrary: fc.array(entry, { maxLength: 7 }) }, fc.jsonValue({ maxDepth: 2 })),
      errors: fc.oneof(
        { weight: 9, arbitrary: fc.dictionary(reason, entries, { maxKeys: 3 }) },
        fc.jsonValue({ maxDepth: 2 }),
      ),
      message: fc.jsonValue({ maxDepth: 1 }),
      error: fc.constantFrom<unknown>('invalid_payload', 'negative_integer', 'maintenance', 'bad_api_key', null, {}),
    },
    { requiredKeys: [] },
  );
  const whole = fc.oneof({ weight: 9, arbitrary: report }, fc.jsonValue()).map((value) => JSON.stringify(value));
  const text = fc.oneof({ weight: 3, arbitrary: whole }, damaged(whole), said(whole), fc.string(), fc.constant(null));
  const status = fc.oneof(
    { weight: 9, arbitrary: fc.constant(200) },
    fc.constantFrom(202, 400, 401, 403, 404, 429, 500, 503),
    fc.integer({ min: 200, max: 599 }),
  );
  return fc.record({ answer: fc.record({ status, text }), request: fc.constant(request) });
}

/** An entry about a person of the request, a stranger, several people, nobody, or not an entry at all. */
function anyEntry(people: readonly Person[]): fc.Arbitrary<unknown> {
  const name = fc.constantFrom(
    'INSIDER.uuid',
    'INSIDER.email',
    'INSIDER.phone_number',
    'uuid',
    'Insider.email',
    'email',
  );
  const other = fc.constantFrom('INSIDER.age', 'INSIDER.device_token', 'INSIDER.uuid ', 'UUID', 'INSIDER.', '');
  const odd = fc.oneof(
    fc.constantFrom<unknown>(null, '', true, 7, 1e300, '7', [], {}, ['u1'], { value: 'u1' }),
    fc.nat({ max: 9 }).map((at) => `u${at}`),
    fc.nat({ max: 9 }),
  );
  const ours = fc.constantFrom(...people).chain((person) =>
    fc.constantFrom('INSIDER.', '', 'insider.').chain((prefix) => {
      const spelt = fc.constantFrom(
        person.value,
        person.value.toUpperCase(),
        ` ${person.value}`,
        person.value.slice(1),
      );
      return spelt.map((value): Record<string, unknown> => ({ [`${prefix}${person.name}`]: value }));
    }),
  );
  const rest = fc.dictionary(fc.oneof(name, other), odd, { maxKeys: 2 });
  return fc.oneof(
    { weight: 6, arbitrary: ours },
    { weight: 3, arbitrary: fc.tuple(ours, rest).map(([one, more]): unknown => ({ ...more, ...one })) },
    { weight: 2, arbitrary: fc.tuple(ours, ours).map(([one, two]): unknown => ({ ...one, ...two })) },
    { weight: 3, arbitrary: rest },
    { weight: 2, arbitrary: fc.constant({ 'INSIDER.device_token': 't' }) },
    fc.jsonValue({ maxDepth: 2 }),
  );
}

/** Cuts the text, or omits, repeats or replaces a piece of it. */
function damaged(whole: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const piece = fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '\\', '\u0000', '\uD800', 'null', '1', ' ');
  return fc
    .tuple(whole, fc.nat(), fc.nat({ max: 12 }), piece, fc.boolean())
    .map(([text, seed, length, put, isTwice]) => {
      const at = seed % (text.length + 1);
      const taken = text.slice(at, at + length);
      return `${text.slice(0, at)}${isTwice ? taken + taken : put}${text.slice(at + length)}`;
    });
}

/** Repeats one of its keys with another value. */
function said(whole: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const again = fc.constantFrom(
    '"errors":{}',
    '"successes":[]',
    '"successes":[{"t":1}]',
    '"err\\u006frs":{}',
    '"x":{"y":1,"y":2}',
  );
  return fc.tuple(whole, again, fc.boolean()).map(([text, pair, isFirst]) => {
    const inside = text.slice(1, -1);
    if (!text.startsWith('{') || inside === '') return text;
    return isFirst ? `{${pair},${inside}}` : `{${inside},${pair}}`;
  });
}

function valueOf(name: Person['name'], at: number): string {
  if (name === 'email') return `Person.${at}@example.com`;
  return name === 'phone_number' ? `+15550000${at}` : `u${at}`;
}
