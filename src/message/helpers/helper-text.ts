// Helpers that change or replace a text.
import { deciding, keeping, pick, take, HelperFault, type HelperParameter, type ValueHelper } from './helper.ts';
import { countGraphemes, firstGraphemes } from './graphemes.ts';
import { locale } from './locale.ts';
import { capitalize, titlecase } from './title-case.ts';
import { anything, count, isBlank, optionalText, readText, text } from './read-value.ts';
import { makeCellStandIn } from '../stand-in-cell.ts';

const value = keeping(text('value'));
const wellFormed: HelperParameter<string> = {
  name: 'value',
  read: (given) => {
    const from = readText(given);
    if (!from.isWellFormed()) throw new HelperFault('holds half a character');
    return from;
  },
};
const anyValue = anything('value');
const first = keeping(anyValue);
const fallback = keeping(anything('fallback'));
const length = deciding(count('length'));
const ending = optionalText('ending');

function truncate(from: string, most: number, end: string): string {
  // A text never has more graphemes than UTF-16 units, so the common case needs no counting.
  if (from.length <= most || countGraphemes(from) <= most) return from;
  return firstGraphemes(from, Math.max(0, most - countGraphemes(end))).trimEnd() + end;
}

/** Writes a value as JSON. With stand-ins, keys become stand-ins too, since they are data, as the values are. */
function writeJson(value: unknown, standIn: boolean): string {
  if (!standIn || typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((entry) => writeJson(entry, standIn)).join(',')}]`;
  const members = Object.entries(value).map(
    ([key, part]) => `${JSON.stringify(makeCellStandIn(key))}:${writeJson(part, standIn)}`,
  );
  return `{${members.join(',')}}`;
}

export const textHelpers: readonly ValueHelper[] = [
  {
    kind: 'value',
    name: 'default',
    doc: 'The first of the value and the fallbacks that is not empty, missing or only spaces.',
    parameters: [first, fallback],
    rest: fallback,
    picks: true,
    examples: [
      { template: "{{default first_name 'Hello'}}", row: { first_name: '' }, output: 'Hello' },
      { template: "{{default nick first_name 'you'}}", row: { nick: '', first_name: 'Ana' }, output: 'Ana' },
    ],
    run: (given) => {
      const found = pick(given, (candidate) => !isBlank(candidate));
      if (isBlank(found)) return '';
      if (isBlank(take(given, first))) given.note({ kind: 'default' });
      return found;
    },
  },
  {
    kind: 'value',
    name: 'upper',
    doc: 'The text in capital letters, by the rules of the locale.',
    parameters: [value, locale],
    examples: [
      { template: '{{upper city}}', row: { city: 'izmir' }, output: 'IZMIR' },
      { template: "{{upper city 'tr'}}", row: { city: 'izmir' }, output: 'İZMİR' },
    ],
    run: (given) => take(given, value).toLocaleUpperCase(take(given, locale)),
  },
  {
    kind: 'value',
    name: 'lower',
    doc: 'The text in small letters, by the rules of the locale.',
    parameters: [value, locale],
    examples: [{ template: "{{lower city 'tr'}}", row: { city: 'ISPARTA' }, output: 'ısparta' }],
    run: (given) => take(given, value).toLocaleLowerCase(take(given, locale)),
  },
  {
    kind: 'value',
    name: 'capitalize',
    doc: 'The text with a capital first letter, as in titles: ǆ becomes ǅ, ß becomes Ss, and Georgian does not change. The rest of the text does not change. By the rules of the locale, i becomes İ in Turkish, and ij becomes IJ in Dutch.',
    parameters: [value, locale],
    examples: [
      { template: '{{capitalize first_name}}', row: { first_name: 'ana' }, output: 'Ana' },
      { template: "{{capitalize city 'tr'}}", row: { city: 'izmir' }, output: 'İzmir' },
      { template: "{{capitalize city 'nl'}}", row: { city: 'ijmuiden' }, output: 'IJmuiden' },
    ],
    run: (given) => capitalize(take(given, value), take(given, locale)),
  },
  {
    kind: 'value',
    name: 'titlecase',
    doc: 'The text with a capital first letter in each word, as in capitalize, and all other letters small.',
    parameters: [value, locale],
    examples: [
      { template: '{{titlecase name}}', row: { name: 'ANA MARÍA DE-LA CRUZ' }, output: 'Ana María De-La Cruz' },
      { template: "{{titlecase name 'tr'}}", row: { name: 'IŞIL İNCE' }, output: 'Işıl İnce' },
    ],
    run: (given) => titlecase(take(given, value), take(given, locale)),
  },
  {
    kind: 'value',
    name: 'trim',
    doc: 'The text without spaces and line breaks at its start and end.',
    parameters: [value],
    examples: [{ template: '{{trim first_name}}!', row: { first_name: ' Ana ' }, output: 'Ana!' }],
    run: (given) => take(given, value).trim(),
  },
  {
    kind: 'value',
    name: 'truncate',
    doc: 'The text cut to a length in characters as people count them, including the ending (by default an ellipsis).',
    parameters: [value, length, ending],
    examples: [
      { template: '{{truncate name 10}}', row: { name: 'Linen shirt' }, output: 'Linen shi…' },
      { template: "{{truncate name 6 '...'}}", row: { name: 'Linen shirt' }, output: 'Lin...' },
      { template: '{{truncate name 3}}', row: { name: '👩🏽‍🍳👩🏽‍🍳👩🏽‍🍳👩🏽‍🍳' }, output: '👩🏽‍🍳👩🏽‍🍳…' },
    ],
    run: (given) => truncate(take(given, value), take(given, length), take(given, ending) ?? '…'),
  },
  {
    kind: 'value',
    name: 'urlencode',
    doc: "The text escaped for use in a web address. Letters, digits and - _ . ! ~ * ' ( ) do not change.",
    parameters: [wellFormed],
    examples: [
      {
        template: 'https://shop.example.com/?q={{urlencode q}}',
        row: { q: 'a b&c' },
        output: 'https://shop.example.com/?q=a%20b%26c',
      },
    ],
    run: (given) => encodeURIComponent(take(given, wellFormed)),
  },
  {
    kind: 'value',
    name: 'json',
    doc: 'The value as JSON, quotes included, for keys such as ins_dl_json.',
    parameters: [anyValue],
    examples: [{ template: '{ "sku": {{json sku}} }', row: { sku: 'A"1' }, output: '{ "sku": "A\\"1" }' }],
    run: (given) => writeJson(take(given, anyValue) ?? null, given.real !== undefined),
  },
];
