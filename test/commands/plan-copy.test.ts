// The copy audit as a user sees it: counts in the plan, warnings, and findings that block.
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readPlan } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, makeWorkspace } from '../support/workspace.ts';

const long = 'Maximiliane-Theodora von und zu Hohenlohe-Langenburg';
const rows = ['email,name,language', `a@example.com,${long},de`, 'b@example.com,Bo,en', 'c@example.com,,tr', ''].join(
  '\n',
);
const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': rows };
const withCopy = (copy: string): string => `policy:\n  max_recipients: 100\n  copy:\n    ${copy}\n`;

test('counts and warns, with the worst row and without its person', async () => {
  await using workspace = await makeWorkspace(files);
  const result = await pushplan(['plan', '--json'], { cwd: workspace.root });
  expect(result.exitCode).toBe(0);
  const [campaign] = readPlan(result).campaigns;
  expect(
    campaign?.audit.map(({ check, surface, count, of, worst_row }) => ({ check, surface, count, of, worst_row })),
  ).toEqual([
    { check: 'title_cut', surface: 'Android lock screen', count: 1, of: 3, worst_row: 1 },
    { check: 'title_cut', surface: 'iOS lock screen', count: 1, of: 3, worst_row: 1 },
    { check: 'empty_slot', surface: 'title', count: 1, of: 3, worst_row: 3 },
  ]);
  expect(campaign?.diagnostics.map(({ severity, code, line, message }) => [severity, code, line, message])).toEqual([
    [
      'warning',
      'PP230',
      9,
      'title is cut on the Android lock screen for 1 of 3 (33.3%), worst in row 1: 49 of 58 characters are shown',
    ],
    [
      'warning',
      'PP230',
      9,
      'title is cut on the iOS lock screen for 1 of 3 (33.3%), worst in row 1: 40 of 58 characters are shown',
    ],
    [
      'warning',
      'PP232',
      9,
      'an expression in title prints nothing for 1 of 3 (33.3%), worst in row 3: one prints nothing',
    ],
  ]);
  expect(campaign?.samples.map(({ why, row, language }) => [why, row, language])).toEqual([
    ['longest_title', 1, 'de'],
    ['emptiest', 3, 'tr'],
    ['language', 2, 'en'],
  ]);
  expect(result.stdout).not.toMatch(/Maximiliane|Hohenlohe|a@example/v);
});

test('level error blocks plan and apply with 4, and says where it is set and who can change it', async () => {
  await using workspace = await makeSendingWorkspace(files, { more: withCopy('empty_slot: error') });
  const plan = await workspace.run('plan');
  expect(plan.exitCode).toBe(4);
  const text = plan.stdout.replaceAll(/\s+/gv, ' ');
  expect(text).toContain('error PP232 hello.campaign.yaml:9:10 an expression in title prints nothing for 1 of 3');
  expect(text).toContain('copy.empty_slot is error at pushplan.yaml:7; everybody who may merge can change that.');
  expect(text).toContain('Blocked by 1 error');
  const apply = await workspace.run('apply', '--yes', '--json');
  expect(apply.exitCode).toBe(4);
  expect(apply.stdout + apply.stderr).toContain('PP232');
  expect(workspace.sandbox.stats().requests).toBe(0);
  // After the row is corrected, everybody gets the notification.
  await workspace.write('people.csv', rows.replace('c@example.com,,', 'c@example.com,Chi,'));
  expect((await workspace.run('apply', '--yes', '--json')).exitCode).toBe(0);
  expect(await workspace.reached()).toHaveLength(3);
});

test('a check that is off reports nothing', async () => {
  await using workspace = await makeSendingWorkspace(files, {
    more: withCopy('{ title_cut: off, empty_slot: off }'),
  });
  const result = await workspace.run('plan', '--json');
  expect(result.exitCode).toBe(0);
  const [campaign] = readPlan(result).campaigns;
  expect({ audit: campaign?.audit, diagnostics: campaign?.diagnostics }).toEqual({ audit: [], diagnostics: [] });
});

test('level info counts, without a warning', async () => {
  await using workspace = await makeSendingWorkspace(files, {
    more: withCopy('{ title_cut: info, empty_slot: info }'),
  });
  const [campaign] = readPlan(await workspace.run('plan', '--json')).campaigns;
  expect(campaign?.audit.map(({ check, level }) => [check, level])).toEqual([
    ['title_cut', 'info'],
    ['title_cut', 'info'],
    ['empty_slot', 'info'],
  ]);
  expect(campaign?.diagnostics).toEqual([]);
});

test('people who have got it already are not audited again', async () => {
  await using workspace = await makeSendingWorkspace(files);
  expect((await workspace.run('apply', '--yes', '--json')).exitCode).toBe(0);
  await workspace.write('people.csv', `${rows}d@example.com,,pl\n`);
  const [campaign] = readPlan(await workspace.run('plan', '--json')).campaigns;
  expect(campaign?.counts).toMatchObject({ send: 1, settled: 3 });
  expect(campaign?.audit).toMatchObject([{ check: 'empty_slot', count: 1, of: 1, worst_row: 4 }]);
});
