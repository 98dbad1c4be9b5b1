// Helpers with a body: conditions, loops, and `with`, which names the fields of an object.
import {
  HelperFault,
  asking,
  deciding,
  realOf,
  take,
  type BlockBody,
  type BlockHelper,
  type Given,
  type HelperParameter,
} from './helper.ts';
import { anything, isBlank, isFalsy } from './read-value.ts';
import { makeCellStandIn } from '../stand-in-cell.ts';

const condition = asking(deciding(anything('condition')));
const object = asking(anything('object'));

/** The entries of a list or an object, each with its index or key. */
const entries: HelperParameter<readonly (readonly [string | number, unknown])[]> = {
  name: 'list',
  read: (value) => {
    if (isBlank(value)) return [];
    if (typeof value !== 'object' || value === null) throw new HelperFault('is neither a list nor an object');
    return Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  },
};

/** Returns the key or index to print. A key is data, as its entry is, so it gets a stand-in. An index does not. */
function nameEntry(key: string | number, standIn: boolean): unknown {
  return standIn && typeof key === 'string' ? makeCellStandIn(key) : key;
}

function printEntries(given: Given, body: BlockBody): string {
  const pairs = take(given, entries);
  if (pairs.length === 0) return body.printElse();
  const last = pairs.length - 1;
  return pairs
    .map(([name, entry], index) => {
      const key = nameEntry(name, given.real !== undefined);
      const variables = { key, index, number: index + 1, first: index === 0, last: index === last };
      return body.printEntry(entry, key, variables);
    })
    .join('');
}

function chooseBody(chooses: (value: unknown) => boolean): Pick<BlockHelper, 'chooses' | 'run'> {
  return { chooses, run: (given, body) => (chooses(take(given, condition)) ? body.printSame() : body.printElse()) };
}

export const blockHelpers: readonly BlockHelper[] = [
  {
    kind: 'block',
    name: 'if',
    doc: 'The body if the value is not nothing, 0, false or an empty list; otherwise what follows {{else}} or {{else if}}.',
    names: 'same',
    variables: [],
    parameters: [condition],
    examples: [{ template: '{{#if city}}In {{city}}{{else}}Near you{{/if}}', row: { city: '' }, output: 'Near you' }],
    ...chooseBody((value) => !isFalsy(value)),
  },
  {
    kind: 'block',
    name: 'unless',
    doc: 'The body if #if would not print it.',
    names: 'same',
    variables: [],
    parameters: [condition],
    examples: [{ template: '{{#unless vip}}Join us{{/unless}}', row: { vip: false }, output: 'Join us' }],
    ...chooseBody(isFalsy),
  },
  {
    kind: 'block',
    name: 'each',
    doc: 'The body for each entry of a list. @number counts from 1, @index from 0, @first and @last mark the ends, ../ leads to what is outside of the loop.',
    names: 'entry',
    variables: ['key', 'index', 'number', 'first', 'last'],
    parameters: [entries],
    examples: [
      {
        template: '{{#each items}}{{@number}}. {{name}}{{#unless @last}}, {{/unless}}{{/each}}',
        row: { items: [{ name: 'Shirt' }, { name: 'Scarf' }] },
        output: '1. Shirt, 2. Scarf',
      },
    ],
    run: printEntries,
  },
  {
    kind: 'block',
    name: 'with',
    doc: 'The body with the fields of an object as names; what follows {{else}} if there is no object.',
    names: 'entry',
    variables: [],
    parameters: [object],
    examples: [
      {
        template: '{{#with address}}{{street}}, {{city}}{{/with}}',
        row: { address: { street: 'Elm 1', city: 'Bonn' } },
        output: 'Elm 1, Bonn',
      },
    ],
    run: (given, body) => {
      const isNone = isFalsy(take(realOf(given), object));
      return isNone ? body.printElse() : body.printEntry(take(given, object), undefined, {});
    },
  },
];
