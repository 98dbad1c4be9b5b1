// The words of a plan about the arms of a test.
import { expect, it } from 'vitest';
import { describePower } from '../../../src/view/plan/arm-words.ts';

function asIs(text: string): string {
  return text;
}

it('describes what one person can show, and what many can', () => {
  const power = { metric: 'opens', people: 1, needed: 1863, shows_pp: null };
  const end = "; the effect asked for needs 1,863. The vendor's panel shows opens for each camp_id";
  expect(describePower(power, asIs)).toBe(`opens: 1 person in the smallest arm shows no difference${end}`);
  expect(describePower({ ...power, people: 877, shows_pp: 3.06 }, asIs)).toBe(
    `opens: 877 people in the smallest arm show a difference of 3.06pp or more${end}`,
  );
});
