// Which rows of fetched data belong to a person: by identifiers as the campaign makes them, and by columns with their names.
import { expect, test } from 'vitest';
import { judgeRows } from '../../../src/sources/forgetting/row-judge.ts';
import { aCampaign, aRecipient, type CampaignParts } from '../../support/a-campaign.ts';

type Cells = Readonly<Record<string, unknown>>;

const rows: readonly Cells[] = [
  { id: '12', email: 'Ana@example.com', phone: '905551112233', seats: '12', friend: 'bob@example.com' },
  { id: '13', email: 'bob@example.com', phone: '905551112244', seats: '1', friend: '' },
];
const identifiers = { uuid: '{{id}}', 'custom.crm': 'C-{{upper id}}-{{seats}}', phone_number: '+{{phone}}' };

function find(wanted: string, parts?: CampaignParts) {
  const [name = '', text = ''] = wanted.split('=');
  const campaign = parts && aCampaign(parts);
  const owner = campaign && { campaign, partials: new Map() };
  const judge = judgeRows({ name, text }, Object.keys(rows[0] ?? {}), owner);
  const found = rows.flatMap((row, index) => (judge.isTheirs(aRecipient(row)) ? [index] : []));
  return { found, others: judge.others().map((one) => `${one.name}=${one.text}`) };
}

const everyOther = ['uuid=12', 'custom.crm=C-12-12', 'phone_number=+905551112233'];

test.each([
  ['uuid=12', [0]],
  ['phone_number=+905551112233', [0]],
  ['custom.crm=C-12-12', [0]],
  // Not an identifier of the campaign, but the name of a column. A row that only mentions the person elsewhere stays.
  ['email=ana@example.com', [0]],
  ['uuid=1', []],
] as const)('%s', (wanted, found) => {
  const judged = find(wanted, { notification: { identifiers } });
  expect(judged).toEqual({ found, others: found.length === 0 ? [] : everyOther });
});

test('cells are read if the campaign no longer exists or cannot be compiled', () => {
  expect(find('email=bob@example.com')).toEqual({ found: [1], others: [] });
  expect(find('uuid=12')).toEqual({ found: [], others: [] });
  const broken = { notification: { identifiers: { uuid: '{{id}}' }, title: '{{nobody_knows}}' } };
  expect(find('uuid=13', broken)).toEqual({ found: [1], others: [] });
});

test('each of the rows that become one recipient belongs to the person', () => {
  const group: CampaignParts = { notification: { identifiers: { uuid: '{{id}}' }, title: '{{items.length}}' } };
  expect(find('uuid=12', group).found).toEqual([0]);
});

test('an invalid row is read as well', () => {
  const judge = judgeRows({ name: 'uuid', text: '12' }, ['id', 'email'], {
    campaign: aCampaign({ notification: { identifiers: { uuid: '{{id}}', email: '{{email}}' } } }),
    partials: new Map(),
  });
  expect(judge.isTheirs(aRecipient({ id: ' 12 ', email: 'no address' }))).toBe(true);
  expect(judge.isTheirs(aRecipient({ id: null, email: '' }))).toBe(false);
  expect(judge.others()).toEqual([]);
});
