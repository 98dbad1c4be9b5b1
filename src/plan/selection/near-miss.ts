// Recognises cells that nearly match what `where` asks for, and describes the difference.
import { findNearest } from '../../campaign/find-nearest.ts';
import { composed, toNumber } from '../../message/helpers/read-value.ts';
import { toTruth } from '../../message/columns/type-value.ts';

/** The kinds of differences between a cell and a wanted text, the smallest first. Each continues after "differs". */
export const differences = [
  'only in capitals',
  'only in spaces around it',
  'only in capitals and spaces around it',
  'only in the form of its characters',
  'only in notation',
  'in a few letters',
] as const;

export type Difference = (typeof differences)[number];

/** Two different words of three letters are rarely misspellings of each other. */
const shortestMisspelt = 4;
/** The maximum number of wanted texts to compare for spelling, because they are compared one by one. */
const mostSpellings = 20;

const levels: readonly (readonly [Difference, (text: string) => string])[] = [
  ['only in capitals', lower],
  ['only in spaces around it', strip],
  ['only in capitals and spaces around it', (text) => lower(strip(text))],
  ['only in the form of its characters', (text) => lower(strip(text.normalize('NFKC')))],
];

/** For cells that match none of the wanted texts. `isSpelt` enables the search for misspellings, which takes longer. */
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

/** Removes blanks of all kinds and invisible characters at both ends. */
function strip(text: string): string {
  return composed(text).replace(/^[\p{White_Space}\p{Cc}\p{Cf}]+|[\p{White_Space}\p{Cc}\p{Cf}]+$/gv, '');
}
