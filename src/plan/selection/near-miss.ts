// A cell that is nearly what `where` asks for, and by what it differs.
import { findNearest } from '../../campaign/find-nearest.ts';
import { composed, toNumber } from '../../message/helpers/read-value.ts';
import { toTruth } from '../../message/columns/type-value.ts';

/** By what a cell differs from a wanted text, the least first; each goes on after "differs". */
export const differences = [
  'only in capitals',
  'only in spaces around it',
  'only in capitals and spaces around it',
  'only in the form of its characters',
  'only in notation',
  'in a few letters',
] as const;

export type Difference = (typeof differences)[number];

/** Two words of three letters are hardly ever the same one misspelt. */
const shortestMisspelt = 4;
/** Spellings are compared one by one. */
const mostSpellings = 20;

const levels: readonly (readonly [Difference, (text: string) => string])[] = [
  ['only in capitals', lower],
  ['only in spaces around it', strip],
  ['only in capitals and spaces around it', (text) => lower(strip(text))],
  ['only in the form of its characters', (text) => lower(strip(text.normalize('NFKC')))],
];

/** For cells that are none of the wanted texts. `isSpelt` is whether to look for other spellings too, which takes longer. */
export function createNearMiss(wanted: readonly string[]): (cell: string, isSpelt: boolean) => Difference | undefined {
  const sets = levels.map(([difference, simplify]) => ({ difference, simplify, texts: new Set(wanted.map(simplify)) }));
  const [truths, numbers] = [new Set(wanted.map(toTruth)), new Set(wanted.map(toNumber))];
  const spellings = wanted.filter(({ length }) => length >= shortestMisspelt).slice(0, mostSpellings);
  return (cell, isSpelt) => {
    const close = sets.find(({ simplify, texts }) => texts.has(simplify(cell)));
    if (close !== undefined) return close.difference;
    if (isIn(truths, toTruth(cell)) || isIn(numbers, toNumber(cell))) return 'only in notation';
    const isMisspelt = isSpelt && cell.length >= shortestMisspelt && findNearest(cell, spellings) !== undefined;
    return isMisspelt ? 'in a few letters' : undefined;
  };
}

function isIn<T>(known: ReadonlySet<T>, value: T): boolean {
  return value !== undefined && known.has(value);
}

function lower(text: string): string {
  return composed(text).toLowerCase();
}

/** Blanks of all kinds, and what is not seen at all. */
function strip(text: string): string {
  return composed(text).replace(/^[\p{White_Space}\p{Cc}\p{Cf}]+|[\p{White_Space}\p{Cc}\p{Cf}]+$/gv, '');
}
