import { expect, test } from 'vitest';
import { picturesSection, type ShownPicture } from '../../../src/view/markdown/plan-markdown-pictures.ts';

function pictureOf(campaign: string, number: number): ShownPicture {
  return { campaign, sample: `sample-${number}`, address: `../blob/c/${campaign}.${number}.png`, isLink: false };
}

test('at most 12 are shown, the first of each campaign before the second of any, with the number of all', () => {
  const all = [...Array.from({ length: 20 }, (_, index) => pictureOf('a_b', index)), pictureOf('c', 0)];
  const { parts, tail } = picturesSection(all);
  const shown = parts.map((part) => part());
  expect(shown).toHaveLength(12);
  expect(shown.slice(0, 3)).toEqual([
    String.raw`![a\_b, sample 0](../blob/c/a_b.0.png)`,
    '![c, sample 0](../blob/c/c.0.png)',
    String.raw`![a\_b, sample 1](../blob/c/a_b.1.png)`,
  ]);
  expect(tail).toContain('9 more of 21 pictures in this change');
  expect(picturesSection([]).parts).toEqual([]);
});
