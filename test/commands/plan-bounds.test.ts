// What a plan shows of the numbers and dates that texts print, and that it reveals nobody.
import { expect, test } from 'vitest';
import type { CampaignPlan } from '../../src/generated/plan.ts';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readPlan } from '../support/documents.ts';
import { makeWorkspace } from '../support/workspace.ts';

const campaign = `version: 1
id: sale
audience: { file: people.csv, columns: { points: integer } }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: 7
  camp_name: Sale
  title: "{{product}} for {{currency price 'EUR'}}"
  message: "You have {{points}} points until {{date due}}."
  image_url: https://img.example.com/a.jpg
`;

const open = campaign.replace('points: integer }', 'points: integer }, public: [product, price, due]');

/** The first price has lost its digits, and all others are 1299. Points start at 4317. */
function people(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const price = index === 0 ? '1.30' : '1299';
    return `person${index}@mail.example,Scarf,${price},${4317 + index},${index === 0 ? '2026-12-24' : '2027-01-31'}`;
  });
  return ['email,product,price,points,due', ...rows, ''].join('\n');
}

async function planOf(text: string, count: number, ...more: readonly string[]): Promise<CliResult> {
  await using workspace = await makeWorkspace({ 'sale.campaign.yaml': text, 'people.csv': people(count) });
  return await pushplan(['plan', ...more], { cwd: workspace.root });
}

async function boundsOf(text: string, count: number): Promise<CampaignPlan['bounds']> {
  return readPlan(await planOf(text, count, '--json')).campaigns[0]?.bounds;
}

const rounded = { kind: 'number', recipients: 20, exact: false, middle: null };

test('a price of 1.30 among prices of 1299 is visible, whether the column is public or not', async () => {
  expect((await planOf(open, 20)).stdout).toContain(
    [
      '  values price 1.30 to 1,299, median 1,299',
      '  values points 4,000 to 5,000, rounded outwards',
      '  values due 2026-12-24 to 2027-01-31, median 2027-01-31',
    ].join('\n'),
  );
  expect((await planOf(campaign, 20)).stdout).toContain(
    [
      '  values price 1 to 2,000, rounded outwards',
      '  values points 4,000 to 5,000, rounded outwards',
      '  values due 2026 to 2027',
    ].join('\n'),
  );
  expect((await planOf(open, 20, '--format', 'markdown')).stdout).toContain(
    'Values: `price` 1.30 to 1,299, median 1,299; `points` 4,000 to 5,000, rounded outwards; `due` 2026-12-24 to 2027-01-31, median 2027-01-31.',
  );
  expect(await boundsOf(open, 20)).toEqual([
    { column: 'price', kind: 'number', recipients: 20, exact: true, least: 1.3, middle: 1299, greatest: 1299 },
    { column: 'points', ...rounded, least: 4000, greatest: 5000 },
    {
      column: 'due',
      kind: 'date',
      recipients: 20,
      exact: true,
      least: '2026-12-24',
      middle: '2027-01-31',
      greatest: '2027-01-31',
    },
  ]);
});

test('for 19 people only public columns are shown, and for 20 no value of a person', async () => {
  expect(await boundsOf(campaign, 19)).toEqual([]);
  expect((await planOf(campaign, 19)).stdout).not.toContain('values ');
  expect((await planOf(campaign, 19, '--format', 'markdown')).stdout).not.toContain('Values:');
  expect(await boundsOf(open, 19)).toMatchObject([{ column: 'price' }, { column: 'due' }]);
  const plans = [[], ['--json'], ['--format', 'markdown']].map((more) => planOf(campaign, 20, ...more));
  for (const { stdout } of await Promise.all(plans)) {
    expect(stdout).toMatch(/price/v);
    // A seal may contain any digits.
    expect(stdout.replace(/pp1:\w+/v, '')).not.toMatch(/1\.30?|1,?299|43[123]\d|12-24|01-31|person\d|Scarf/v);
  }
});

test('covers the people who will be sent to, not rows that are filtered, invalid or duplicates', async () => {
  const where = campaign.replace('integer }', 'integer }, where: { product: Scarf }');
  const others =
    'a@mail.example,Hat,9999999,1,2031-01-01\nnobody,Scarf,9999999,1,2031-01-01\nperson1@mail.example,Scarf,9999999,1,2031-01-01\n';
  await using workspace = await makeWorkspace({ 'sale.campaign.yaml': where, 'people.csv': people(20) + others });
  const plan = readPlan(await pushplan(['plan', '--json'], { cwd: workspace.root }));
  expect(plan.campaigns[0]).toMatchObject({
    counts: { send: 20, removed: { filtered: 1, invalid: 1, duplicate: 1 } },
    bounds: [
      { column: 'price', greatest: 2000 },
      { column: 'points', greatest: 5000 },
      { column: 'due', greatest: '2027' },
    ],
  });
});
