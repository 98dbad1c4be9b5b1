// Helpers for lists: join, length and lookup.
import { deciding, take, HelperFault, type HelperParameter, type ValueHelper } from './helper.ts';
import { countGraphemes } from './graphemes.ts';
import { anything, isBlank, list, optionalText, readText, text } from './read-value.ts';

const values: HelperParameter<readonly unknown[]> = { ...list('list'), parts: true };
const separator = optionalText('separator');
const measured = deciding(anything('value'));

const from: HelperParameter<object> = {
  name: 'from',
  parts: true,
  read: (value) => {
    if (isBlank(value)) return {};
    if (typeof value !== 'object' || value === null) throw new HelperFault('is neither a list nor an object');
    return value;
  },
};

const key = deciding(text('key'));

export const listHelpers: readonly ValueHelper[] = [
  {
    kind: 'value',
    name: 'join',
    doc: 'The entries of a list as one text, with a separator between them (by default a comma and a space).',
    parameters: [values, separator],
    examples: [
      { template: '{{join sizes}}', row: { sizes: ['S', 'M'] }, output: 'S, M' },
      { template: "{{join sizes ' or '}}", row: { sizes: ['S', 'M'] }, output: 'S or M' },
    ],
    run: (given) =>
      take(given, values)
        .map(readText)
        .join(take(given, separator) ?? ', '),
  },
  {
    kind: 'value',
    name: 'length',
    doc: 'The number of entries of a list, or of characters of a text.',
    parameters: [measured],
    examples: [
      { template: '{{length items}}', row: { items: ['a', 'b'] }, output: '2' },
      { template: '{{length city}}', row: { city: 'İzmir' }, output: '5' },
    ],
    run: (given) => {
      const value = take(given, measured);
      return Array.isArray(value) ? value.length : countGraphemes(readText(value));
    },
  },
  {
    kind: 'value',
    name: 'lookup',
    doc: 'The field of an object, or the entry of a list (counted from 0), that another value names.',
    parameters: [from, key],
    examples: [
      {
        template: '{{lookup labels status}}',
        row: { labels: { sent: 'on its way' }, status: 'sent' },
        output: 'on its way',
      },
    ],
    run: (given) => {
      const name = take(given, key);
      const field: unknown = Object.getOwnPropertyDescriptor(take(given, from), name)?.value;
      return field;
    },
  },
];
