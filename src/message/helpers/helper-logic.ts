// Helpers that compare and combine values, for conditions such as {{#if (gt price 100)}}.
import { asking, deciding, pick, take, type ValueHelper } from './helper.ts';
import { anything, composed, isFalsy, number, readText } from './read-value.ts';

const left = deciding(anything('a'));
const right = deciding(anything('b'));
const leftTruth = asking(left);
const rightTruth = asking(right);
const leftNumber = deciding(number('a'));
const rightNumber = deciding(number('b'));

function isEqual(a: unknown, b: unknown): boolean {
  return composed(readText(a)) === composed(readText(b));
}

function compareNumbers(
  name: string,
  doc: string,
  row: Record<string, unknown>,
  holds: (a: number, b: number) => boolean,
): ValueHelper {
  return {
    kind: 'value',
    name,
    doc: `Whether the first number is ${doc} the second.`,
    parameters: [leftNumber, rightNumber],
    examples: [{ template: `{{#if (${name} points 100)}}yes{{else}}no{{/if}}`, row, output: 'yes' }],
    run: (given) => holds(take(given, leftNumber), take(given, rightNumber)),
  };
}

export const logicHelpers: readonly ValueHelper[] = [
  {
    kind: 'value',
    name: 'eq',
    doc: 'Whether two values are the same text: the number 1 and the text 1 are the same.',
    parameters: [left, right],
    examples: [
      { template: "{{#if (eq language 'tr')}}Merhaba{{else}}Hello{{/if}}", row: { language: 'tr' }, output: 'Merhaba' },
    ],
    run: (given) => isEqual(take(given, left), take(given, right)),
  },
  {
    kind: 'value',
    name: 'ne',
    doc: 'Whether two values are not the same text.',
    parameters: [left, right],
    examples: [
      { template: "{{#if (ne status 'new')}}Welcome back{{/if}}", row: { status: 'old' }, output: 'Welcome back' },
    ],
    run: (given) => !isEqual(take(given, left), take(given, right)),
  },
  compareNumbers('gt', 'greater than', { points: '100.5' }, (a, b) => a > b),
  compareNumbers('gte', 'greater than or equal to', { points: '100' }, (a, b) => a >= b),
  compareNumbers('lt', 'less than', { points: 99 }, (a, b) => a < b),
  compareNumbers('lte', 'less than or equal to', { points: 100 }, (a, b) => a <= b),
  {
    kind: 'value',
    name: 'and',
    doc: 'The first value that counts as false for #if (nothing, 0, false, an empty list), otherwise the last value.',
    parameters: [leftTruth, rightTruth],
    rest: rightTruth,
    picks: true,
    examples: [
      {
        template: '{{#if (and vip city)}}VIP in {{city}}{{/if}}',
        row: { vip: true, city: 'İzmir' },
        output: 'VIP in İzmir',
      },
    ],
    run: (given) => pick(given, isFalsy),
  },
  {
    kind: 'value',
    name: 'or',
    doc: 'The first value that counts as true for #if, otherwise the last value.',
    parameters: [leftTruth, rightTruth],
    rest: rightTruth,
    picks: true,
    examples: [{ template: '{{or nick first_name}}', row: { nick: '', first_name: 'Ana' }, output: 'Ana' }],
    run: (given) => pick(given, (value) => !isFalsy(value)),
  },
  {
    kind: 'value',
    name: 'not',
    doc: 'Whether the value counts as false for #if.',
    parameters: [leftTruth],
    examples: [{ template: '{{#if (not city)}}Where are you?{{/if}}', row: { city: '' }, output: 'Where are you?' }],
    run: (given) => isFalsy(take(given, leftTruth)),
  },
];
