import { expect, test } from 'vitest';
import { Turns } from '../../../src/delivery/jobs/turns.ts';

function take(turns: Turns, count: number): string[] {
  return Array.from({ length: count }, () => turns.next());
}

test.each([0, 0.25, 0.5, 0.999])('starting at %d, one of any four turns in a row is for normal priority', (begin) => {
  const seen = take(new Turns(() => begin), 20);
  for (let index = 0; index + 4 <= seen.length; index += 1) {
    expect(seen.slice(index, index + 4).toSorted()).toEqual(['high', 'high', 'high', 'normal']);
  }
});

test('workers that take one job each cover all turns, since they start at random ones', () => {
  const begins = [0, 0.25, 0.5, 0.75].map((begin) => new Turns(() => begin).next());
  expect(begins.toSorted()).toEqual(['high', 'high', 'high', 'normal']);
});
