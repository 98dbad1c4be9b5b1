// People in a list are left out, whichever of their identifiers it has. A person in several lists counts for the first.
import { expect, test } from 'vitest';
import { insider } from '../../../src/insider/insider.ts';
import { noHistory } from '../../../src/plan/history.ts';
import { planCampaign } from '../../../src/plan/plan-campaign.ts';
import {
  hashedText,
  leaveOutListed,
  listedText,
  sumOf,
  type HeldList,
} from '../../../src/plan/selection/leave-out-listed.ts';
import { ListedPeople, PersonPrint } from '../../../src/plan/selection/listed-people.ts';
import { aCampaign, aRecipient, rendererOf, type CampaignParts } from '../../support/a-campaign.ts';

const parts = {
  notification: { identifiers: { uuid: '{{id}}', email: '{{mail}}' }, title: 'Hi' },
} as const;

function listOf(key: string, reason: HeldList['reason'], texts: readonly string[], isHashed = false): HeldList {
  const people = new ListedPeople();
  const print = new PersonPrint();
  for (const text of texts) people.add(print.read(text));
  return { key, reason, isHashed, people };
}

async function plan(
  lists: readonly HeldList[],
  rows: readonly Readonly<Record<string, string>>[],
  from: CampaignParts = parts,
) {
  const renderer = rendererOf(from, ['id', 'mail']);
  const { counts, listed } = await planCampaign({
    campaign: aCampaign(from),
    renderer,
    selectors: [leaveOutListed(lists, renderer.person, insider.comparable)],
    history: noHistory,
    keep: async () => {},
    blocks: (async function* blocks() {
      yield rows.map((values, index) => ({ ...aRecipient(values), row: index + 1, line: index + 2 }));
    })(),
  });
  return { counts, listed: Object.fromEntries(listed) };
}

test('a person is found by each identifier, in the form in which people are told apart', async () => {
  const lists = [
    listOf('suppress a', 'suppressed', [listedText('INSIDER.email', 'ana@example.com'), listedText('uuid', 'c-2')]),
  ];
  const { counts, listed } = await plan(lists, [
    { id: 'c-1', mail: ' Ana@Example.COM ' },
    { id: 'c-2', mail: 'bob@example.com' },
    { id: 'c-3', mail: 'c-2@example.com' },
  ]);
  expect(counts).toMatchObject({ rows: 3, send: 1, removed: { suppressed: 2, excluded: 0 } });
  expect(listed).toEqual({ 'suppress a': 2 });
});

test('sums are those of the same form, and are found only in a list of sums', async () => {
  const sum = hashedText(sumOf('ana@example.com').toUpperCase());
  const rows = [{ id: 'c-1', mail: 'ANA@example.com' }];
  const hashed = await plan([listOf('suppress sums', 'suppressed', [sum], true)], rows);
  expect(hashed.counts).toMatchObject({ send: 0, removed: { suppressed: 1 } });
  const plain = await plan([listOf('suppress sums', 'suppressed', [sum], false)], rows);
  expect(plain.counts).toMatchObject({ send: 1, removed: { suppressed: 0 } });
});

test('a person in several lists counts for the first of them, whichever identifier that has', async () => {
  const lists = [
    listOf('suppress a', 'suppressed', [hashedText(sumOf('ana@example.com'))], true),
    listOf('suppress b', 'suppressed', [listedText('uuid', 'c-1'), listedText('uuid', 'c-2')]),
    listOf('exclude c', 'excluded', [listedText('email', 'bob@example.com'), listedText('email', 'eve@example.com')]),
  ];
  const { counts, listed } = await plan(lists, [
    { id: 'c-1', mail: 'ana@example.com' },
    { id: 'c-2', mail: 'bob@example.com' },
    { id: 'c-3', mail: 'eve@example.com' },
  ]);
  expect(counts).toMatchObject({ send: 0, removed: { suppressed: 2, excluded: 1 } });
  expect(listed).toEqual({ 'suppress a': 1, 'suppress b': 1, 'exclude c': 1 });
});

test('a row without a key is invalid before any list is checked', async () => {
  const { counts } = await plan([listOf('suppress a', 'suppressed', [])], [{ id: '', mail: '' }]);
  expect(counts).toMatchObject({ send: 0, removed: { invalid: 1, suppressed: 0 } });
});

test('forgotten people are found by the prefix that the ledger hashes before an identity, with phone numbers as digits', async () => {
  const from = {
    ...parts,
    notification: { ...parts.notification, identifiers: { phone_number: '{{id}}', email: '{{mail}}' } },
  };
  const rows = [
    { id: '+90 555 111 22 33', mail: 'ana@example.com' },
    { id: '+905551112244', mail: 'Bob@example.com' },
    { id: '+905551112255', mail: 'eve@example.com' },
  ];
  const forgotten = listOf('forgotten', 'suppressed', ['keyphone_number=905551112233', 'keyemail=bob@example.com']);
  const plain = listOf('suppress a', 'suppressed', [listedText('email', 'eve@example.com')]);
  const { counts, listed } = await plan([{ ...forgotten, prefix: 'key' }, plain], rows, from);
  expect(counts).toMatchObject({ rows: 3, send: 0, removed: { suppressed: 3 } });
  expect(listed).toEqual({ forgotten: 2, 'suppress a': 1 });
  const other = await plan([{ ...forgotten, prefix: 'of another ledger' }], rows, from);
  expect(other.counts.send).toBe(3);
});
