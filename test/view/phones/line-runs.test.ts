import { expect, test } from 'vitest';
import { runsOf } from '../../../src/view/phones/line-runs.ts';
import type { Face } from '../../../src/view/phones/measure-text.ts';
import { wrapMeasured } from '../../../src/view/phones/wrap-measured.ts';

const face: Face = { family: 'Inter', weight: 'regular', size: 15 };

/** The pieces of a line from left to right, with the font of each. */
function seen(text: string): readonly (readonly [string, string | undefined])[] {
  return wrapMeasured(text, { face, width: 10_000, most: 1 })
    .flatMap((line) => runsOf(line, face))
    .map(({ text: shown, family }) => [shown, family]);
}

test('a line in the letters of its own font is one piece', () => {
  expect(seen('Şehir, 50% off: “now” → ✓')).toEqual([['Şehir, 50% off: “now” → ✓', undefined]]);
});

test('each script is a piece in the font that shows it, and Chinese characters beside kana are Japanese', () => {
  expect(seen('Sale 🎉 now')).toEqual([
    ['Sale', undefined],
    ['🎉', 'Noto Emoji'],
    ['now', undefined],
  ]);
  expect(seen('春のセール 50%')).toEqual([
    ['春のセール', 'Noto Sans JP'],
    ['50%', undefined],
  ]);
  expect(seen('中文 한국어 ไทย हिन्दी').map(([, family]) => family)).toEqual([
    'Noto Sans SC',
    'Noto Sans KR',
    'Noto Sans Thai',
    'Noto Sans Devanagari',
  ]);
});

test('right to left: words of a script stay together, and numbers and Latin are where readers look for them', () => {
  expect(seen('خصم كبير 50% على Web Shop!')).toEqual([
    ['!', undefined],
    ['Web Shop', undefined],
    ['على', 'Noto Sans Arabic'],
    ['50%', undefined],
    ['خصم كبير', 'Noto Sans Arabic'],
  ]);
  expect(seen('Say שלום עולם now')).toEqual([
    ['Say', undefined],
    ['שלום עולם', 'Noto Sans Hebrew'],
    ['now', undefined],
  ]);
});

test('pieces are next to each other within the line', () => {
  const [line] = wrapMeasured('خصم 50% 🎉 على كل شيء, Web Shop 春', { face, width: 10_000, most: 1 });
  if (line === undefined) throw new Error('no line');
  const runs = runsOf(line, face);
  const ends = runs.map(({ x, width }) => x + width);
  expect(runs.every(({ x }, index) => x >= (ends[index - 1] ?? 0) - 0.001)).toBe(true);
  expect(ends.at(-1)).toBeLessThanOrEqual(line.width + 0.001);
});
