import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListedPeople, PersonPrint } from '../../../src/plan/selection/listed-people.ts';
import '../../support/property-seed.ts';

const print = new PersonPrint();

describe('ListedPeople', () => {
  it('contains everybody who was added, whatever their identity, and nobody else', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (added, asked) => {
        const people = new ListedPeople();
        for (const text of added) people.add(print.read(text));
        const expected = new Set(added);
        expect(people.size).toBe(expected.size);
        for (const text of [...added, ...asked]) expect(people.has(print.read(text))).toBe(expected.has(text));
      }),
    );
  });

  it('keeps people while it grows, and counts each once', () => {
    const people = new ListedPeople();
    for (let round = 0; round < 2; round += 1) {
      for (let index = 0; index < 5_000; index += 1) people.add(print.read(`email=person${index}@example.com`));
    }
    expect(people.size).toBe(5_000);
    const lost = Array.from({ length: 5_000 }, (_, index) => index).filter(
      (index) => !people.has(print.read(`email=person${index}@example.com`)),
    );
    expect(lost).toEqual([]);
    expect(people.has(print.read('email=person5000@example.com'))).toBe(false);
  });

  it('has room for the given number of people in one table, and grows beyond it', () => {
    const people = ListedPeople.withRoomFor(5_000);
    const { slots } = people.table;
    for (let index = 0; index < 5_000; index += 1) people.add(print.read(`${index}`));
    expect(people.table.slots).toBe(slots);
    for (let index = 5_000; index < 9_000; index += 1) people.add(print.read(`${index}`));
    expect([people.size, people.has(print.read('4999')), people.has(print.read('9000'))]).toEqual([9_000, true, false]);
    expect(ListedPeople.withRoomFor(0).size).toBe(0);
  });

  it('forgets everybody', () => {
    const people = new ListedPeople();
    people.add(print.read('email=ana@example.com'));
    people.forget();
    expect([people.size, people.has(print.read('email=ana@example.com'))]).toEqual([0, false]);
    people.add(print.read('email=ana@example.com'));
    expect(people.has(print)).toBe(true);
  });

  it('takes no hash for a free place', () => {
    const people = new ListedPeople();
    const [zeros, low, high] = [
      { low: 0, high: 1 },
      { low: 7, high: 0 },
      { low: 0, high: 7 },
    ];
    for (const one of [low, high]) people.add(one);
    expect([zeros, low, high].map((one) => people.has(one))).toEqual([false, true, true]);
    expect(people.size).toBe(2);
  });
});
