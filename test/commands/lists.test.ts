// Lists of people who must not get a campaign, as users see them: what plan and apply leave out, and lists that block both.
import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const suppress = 'suppress: [{ file: suppressed.csv, match: email }]';
const exclude = 'exclude: [{ file: staff.csv }]';

const files = {
  'hello.campaign.yaml': campaignText({ more: exclude }),
  'people.csv': people(20),
  'suppressed.csv': 'email\nPERSON3@EXAMPLE.COM\n',
  'staff.csv': 'email\nperson7@example.com\nperson8@example.com\n',
};

test('people who are suppressed or excluded are left out of plan and apply, regardless of upper and lower case', async () => {
  await using workspace = await makeSendingWorkspace(files, { more: suppress });
  const plan = readPlan(await workspace.run('plan', '--json'));
  expect(plan.campaigns[0]?.counts).toMatchObject({ rows: 20, send: 17, removed: { suppressed: 1, excluded: 2 } });
  const lists = [
    { name: 'suppressed.csv', entries: 1, removed: 1, age: expect.any(Number) },
    { name: 'staff.csv', entries: 2, removed: 2, age: expect.any(Number) },
  ];
  expect(plan.campaigns[0]?.lists).toEqual(lists);
  expect(plan.lists).toEqual(lists);
  const applied = await workspace.run('apply', '--yes', '--json');
  expect(applied.exitCode).toBe(0);
  expect(readRun(applied).totals).toMatchObject({ planned: 17, accepted: 17 });
  expect(await workspace.reached()).not.toContain('person3@example.com');
});

test('a list without a known ending is reported at the place where it is named', async () => {
  await using workspace = await makeWorkspace({
    ...files,
    'hello.campaign.yaml': campaignText({ more: 'exclude: [{ file: staff.txt }]' }),
    'staff.txt': files['staff.csv'],
    'pushplan.yaml': sandboxWith('suppress: [{ file: suppressed.txt }]'),
    'suppressed.txt': files['suppressed.csv'],
  });
  const find = async () => readDiagnostics(await pushplan(['validate', '--json'], { cwd: workspace.root }));
  const said = 'has no ending that pushplan can read';
  expect(await find()).toMatchObject([
    {
      code: 'PP213',
      file: 'pushplan.yaml',
      line: expect.any(Number),
      message: `the name of the list suppressed.txt ${said}`,
    },
  ]);
  await workspace.write('pushplan.yaml', sandboxWith(''));
  expect(await find()).toMatchObject([
    {
      code: 'PP213',
      file: 'hello.campaign.yaml',
      line: expect.any(Number),
      message: `the name of the list staff.txt ${said}`,
    },
  ]);
});

test('text and comment show how many rows each list removes', async () => {
  await using workspace = await makeWorkspace({ ...files, 'pushplan.yaml': sandboxWith(suppress) });
  const inWorkspace = async (...argv: readonly string[]) => (await pushplan(argv, { cwd: workspace.root })).stdout;
  const text = await inWorkspace('plan');
  expect(text).toContain('-  1  removed: in a list of suppress');
  expect(text).toMatch(/list suppressed\.csv removes 1 row; it has 1 entry and is \d+ seconds? old/v);
  const comment = await inWorkspace('plan', '--format', 'markdown');
  expect(comment).toContain('<b>Lists of people who are left out</b>: 2 lists, 3 rows');
  expect(comment).toMatch(/\| `staff\.csv` \| 2 \| 2 \| \d+ seconds? old \|/v);
});

test('a list applies to campaigns with its tags, and not to those with a tag that it excepts', async () => {
  const lists = `suppress:
  - { name: promotions, file: suppressed.csv, tags: [promo] }
  - { name: all, file: staff.csv, except_tags: [service] }`;
  await using workspace = await makeWorkspace({
    ...files,
    'pushplan.yaml': sandboxWith(lists),
    'hello.campaign.yaml': campaignText({ id: 'plain' }),
    'promo.campaign.yaml': campaignText({ id: 'promo', campId: 8, more: 'tags: [promo]' }),
    'service.campaign.yaml': campaignText({ id: 'service', campId: 9, more: 'tags: [promo, service]' }),
  });
  const plan = readPlan(await pushplan(['plan', '--json'], { cwd: workspace.root }));
  expect(
    plan.campaigns.map(({ id, lists = [] }) => [id, lists.map(({ name, removed }) => `${name} ${removed}`)]),
  ).toEqual([
    ['plain', ['all 2']],
    ['promo', ['promotions 1', 'all 2']],
    ['service', ['promotions 1']],
  ]);
  expect(plan.lists).toMatchObject([{ removed: 2 }, { removed: 4 }]);
});

function sandboxWith(more: string): string {
  return `version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\n${more}\n`;
}

async function expectStopped(workspace: SendingWorkspace, exitCode: number, finding: object): Promise<void> {
  for (const argv of [
    ['plan', '--json'],
    ['apply', '--yes', '--json'],
    ['validate', '--format', 'json'],
  ]) {
    const result = await workspace.run(...argv);
    expect(result.exitCode).toBe(exitCode);
    const { diagnostics } = result.json() as { readonly diagnostics: readonly object[] };
    expect(diagnostics).toContainEqual(expect.objectContaining(finding));
  }
  expect(workspace.sandbox.stats().requests).toBe(0);
}

describe('a list that is not reliable blocks plan and apply, and validate reports it', () => {
  test('because it is missing: reported where it is named', async () => {
    await using workspace = await makeSendingWorkspace(files, { more: suppress });
    await rm(join(workspace.root, 'suppressed.csv'));
    await expectStopped(workspace, 3, { code: 'PP150', file: 'pushplan.yaml', line: 4, column: 20 });
    await workspace.write('suppressed.csv', 'email\nx@example.com\n');
    await rm(join(workspace.root, 'staff.csv'));
    await expectStopped(workspace, 3, { code: 'PP150', file: 'hello.campaign.yaml', line: 3 });
  });

  test('because it is empty or contains no usable identifiers', async () => {
    await using workspace = await makeSendingWorkspace({ ...files, 'suppressed.csv': 'email\n' }, { more: suppress });
    await expectStopped(workspace, 4, { code: 'PP350', file: 'pushplan.yaml', line: 4 });
  });

  test('because it is older than its max_age', async () => {
    const more = 'suppress: [{ file: suppressed.csv, max_age: 7d }]';
    await using workspace = await makeSendingWorkspace(files, { more });
    expect((await workspace.run('plan')).exitCode).toBe(0);
    await utimes(join(workspace.root, 'suppressed.csv'), new Date(0), new Date('2020-01-01'));
    await expectStopped(workspace, 4, {
      code: 'PP351',
      message: 'the list suppressed.csv is of 2020-01-01T00:00:00Z, and max_age is 7d',
    });
  });

  test('because it has no usable column, or mixes hashes and addresses', async () => {
    await using workspace = await makeSendingWorkspace(
      { ...files, 'suppressed.csv': 'a,b\nx,y\n' },
      { more: suppress },
    );
    await expectStopped(workspace, 3, { code: 'PP270', file: 'suppressed.csv', line: 1 });
    await workspace.write('suppressed.csv', `email\nx@example.com\n${'ab'.repeat(32)}\n`);
    await expectStopped(workspace, 3, { code: 'PP271', file: 'suppressed.csv', line: 3 });
  });
});

test('lists need different names', async () => {
  const lists = 'suppress: [{ file: a.csv }, { file: b.csv, name: a.csv }, { file: a.csv, name: c }, { file: a.csv }]';
  await using workspace = await makeWorkspace({ ...files, 'pushplan.yaml': sandboxWith(lists) });
  const result = await pushplan(['plan', '--json'], { cwd: workspace.root });
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([
    { code: 'PP173', line: 4, column: 50, message: 'two lists of suppress have the name "a.csv"' },
    { code: 'PP173', line: 4 },
  ]);
});
