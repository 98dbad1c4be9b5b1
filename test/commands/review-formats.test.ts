// The output for reviewers and CI servers: the comment of a plan, and the report of validate.
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics, readPlan } from '../support/documents.ts';
import { findTriggers, readMarkdown } from '../support/markdown-reader.ts';
import { readXml } from '../support/strict-xml.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

test('plan --format markdown starts with the decision and the figures of the JSON, and ends with the seal', async () => {
  await using workspace = await makeWorkspace({ 'hello.campaign.yaml': campaignText(), 'people.csv': people(1234) });
  const result = await pushplan(['plan', '--format', 'markdown'], { cwd: workspace.root });
  const plan = readPlan(await pushplan(['plan', '--json'], { cwd: workspace.root }));
  const lines = result.stdout.trimEnd().split('\n');
  expect(result.exitCode).toBe(0);
  expect(plan.totals.send).toBe(1234);
  expect(lines[0]).toMatch(/^### Merging sends \*\*1,234\*\* push notifications in about /v);
  expect(lines.at(-1)).toContain(`Seal \`${plan.seal}\``);
  expect(result.stdout).not.toMatch(/person\d|Person \d/v);
});

test('plan --format markdown of a blocked plan: the reason and the remedy, and exit code 4', async () => {
  await using workspace = await makeWorkspace({
    'hello.campaign.yaml': campaignText({ more: 'max_recipients: 4' }),
    'people.csv': people(5),
  });
  const result = await pushplan(['plan', '--format', 'markdown'], { cwd: workspace.root });
  expect(result.exitCode).toBe(4);
  expect(result.stdout).toMatch(/^### Blocked: merging sends nothing until \*\*1 error\*\* is fixed\.\n/v);
  expect(result.stdout).toContain('> [!CAUTION]');
  expect(result.stdout).toContain('PP301');
});

test('without a plan, the comment and the JSON show the errors, with exit code 3', async () => {
  await using workspace = await makeWorkspace({ 'hello.campaign.yaml': campaignText({ title: '{{nmae}} @team' }) });
  const page = await pushplan(['plan', '--format', 'markdown'], { cwd: workspace.root });
  expect(page.exitCode).toBe(3);
  expect(page.stdout).toMatch(/^### Blocked: there is no plan until \*\*1 error\*\* is fixed\.\n/v);
  expect(page.stdout).toContain('`hello.campaign.yaml:4`, `PP150`');
  expect(findTriggers(readMarkdown(page.stdout))).toEqual([]);
  const json = await pushplan(['plan', '--format', 'json'], { cwd: workspace.root });
  expect(json.exitCode).toBe(3);
  expect(readDiagnostics(json)).toMatchObject([{ code: 'PP150', file: 'hello.campaign.yaml' }]);
  const text = await pushplan(['plan'], { cwd: workspace.root });
  expect(text.stdout).toBe('');
});

test('values of an audience are harmless in the comment', async () => {
  const names = [
    '@octocat',
    '#1',
    '</details>',
    '![x](https://evil.example/x.png)',
    'www.evil.example',
    '**x**',
    '$x$',
  ];
  const rows = names.map((name, index) => `person${index}@example.com,${name} and Ada,en`);
  await using workspace = await makeWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': ['email,name,language', ...rows, ''].join('\n'),
  });
  const { stdout } = await pushplan(['plan', '--format', 'markdown'], { cwd: workspace.root });
  const page = readMarkdown(stdout);
  expect(page.tags.filter((tag) => /^<(?:a|img)\b/v.test(tag))).toEqual([]);
  expect(findTriggers(page)).toEqual([]);
});

test('validate --format junit: a passed case for a campaign without findings, a failed one for an error', async () => {
  await using workspace = await makeWorkspace({
    'good.campaign.yaml': campaignText({ id: 'good', campId: 1 }),
    'bad.campaign.yaml': campaignText({ id: 'bad', campId: 2, more: 'colour: "]]>"' }),
    'people.csv': people(1),
  });
  const result = await pushplan(['validate', '--format', 'junit'], { cwd: workspace.root });
  expect(result.exitCode).toBe(3);
  const root = readXml(result.stdout);
  expect(root.attributes).toMatchObject({ tests: '2', failures: '1', skipped: '0' });
  expect(root.children.map(({ attributes }) => attributes['name'])).toEqual([
    'bad.campaign.yaml',
    'good.campaign.yaml',
  ]);
  expect(root.children[0]?.children[0]?.children[0]?.attributes['type']).toBe('PP102');
});
