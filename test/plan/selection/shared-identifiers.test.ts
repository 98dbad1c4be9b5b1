import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SharedIdentifiers } from '../../../src/plan/selection/shared-identifiers.ts';
import { aRecipient } from '../../support/a-campaign.ts';

const recipient = aRecipient({});
const email = { name: 'INSIDER.email', text: 'ana@example.com' };
const other = { name: 'INSIDER.uuid', text: 'ana@example.com' };

test('counts a value once, however many keys have it, and separately for each identifier', () => {
  const shared = new SharedIdentifiers();
  shared.look(recipient, [email, other]);
  expect(shared.list('people.csv')).toEqual([]);
  for (let times = 0; times < 3; times += 1) shared.look({ ...recipient, line: 7 + times }, [email]);
  expect(shared.list('people.csv')).toMatchObject([
    {
      code: 'PP225',
      file: 'people.csv',
      line: 7,
      message: expect.stringMatching(/^1 identifier is under more than one key \(1 of INSIDER\.email\)/),
    },
  ]);
});

test('reports above a limit of rows that it did not check, and stops counting', () => {
  const shared = new SharedIdentifiers(2);
  for (let row = 0; row < 2; row += 1) shared.look(recipient, [email]);
  shared.look(recipient, []);
  expect(shared.list('people.csv')).toMatchObject([{ message: expect.stringMatching(/^1 identifier is/) }]);
  for (let row = 0; row < 2; row += 1) shared.look(recipient, [email]);
  expect(shared.list('people.csv')).toMatchObject([
    { code: 'PP225', message: expect.stringMatching(/^with more than 2 rows, plan did not check/) },
  ]);
});

test('knows where each of any number of values was seen first, also in another part', () => {
  const [one, next] = [new SharedIdentifiers(), new SharedIdentifiers()];
  for (const [part, start] of [
    [one, 0],
    [next, 4000],
  ] as const) {
    for (let row = start; row < start + 5000; row += 1) {
      part.look({ ...recipient, line: row + 2 }, [{ name: 'INSIDER.uuid', text: `c-${row}` }]);
    }
  }
  expect(one.list('people.csv')).toEqual([]);
  one.merge(next.state());
  expect(one.list('people.csv')).toMatchObject([
    { line: 4002, message: expect.stringMatching(/^1,000 identifiers are under more than one key/) },
  ]);
  next.merge(one.state());
  expect(next.list('people.csv')).toMatchObject([{ message: expect.stringMatching(/^5,000 identifiers are/) }]);
});

test('counts repeated values and names the first line of each, however the rows are divided among parts', () => {
  const texts = fc.array(
    fc.nat(30).map((number) => `c-${number}`),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 5 }), (parts) => {
      const whole = new SharedIdentifiers();
      let line = 2;
      for (const part of parts) {
        const shared = new SharedIdentifiers();
        for (const text of part) {
          shared.look({ ...recipient, line }, [{ name: 'INSIDER.uuid', text }]);
          line += 1;
        }
        whole.merge(shared.state());
      }
      const all = parts.flat();
      const again = all.flatMap((text, index) => (all.indexOf(text) < index ? [index] : []));
      const [found] = whole.list('people.csv');
      expect(found?.line).toBe(again[0] === undefined ? undefined : again[0] + 2);
      const count = new Set(again.map((index) => all[index])).size;
      expect(found?.message.split(' ')[0]).toBe(count === 0 ? undefined : String(count));
    }),
  );
});
