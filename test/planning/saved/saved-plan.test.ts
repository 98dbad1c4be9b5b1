// A saved plan: only what was reviewed is sent. People may leave the audience; new people and changes are refused.
import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSavedPlan } from '../../../src/planning/saved/saved-plan.ts';
import { readDiagnostics, readPlan, readRun, readRuns } from '../../support/documents.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../../support/sending-workspace.ts';
import { campaignText, people } from '../../support/workspace.ts';

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(5) };

async function save(workspace: SendingWorkspace, ...argv: readonly string[]): Promise<void> {
  const result = await workspace.run('plan', '--out', 'sale.plan.json', ...argv);
  expect(result.exitCode).toBe(0);
}

function apply(workspace: SendingWorkspace): ReturnType<SendingWorkspace['run']> {
  return workspace.run('apply', 'sale.plan.json', '--yes', '--json');
}

test('it contains what is printed, a set of digests and the files, and no people', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const printed = await workspace.run('plan', '--json', '--out', 'sale.plan.json');
  const text = await readFile(join(workspace.root, 'sale.plan.json'), 'utf8');
  const saved: unknown = JSON.parse(text);
  const place = { pushplan: '0.0.0-test', endpoint: 'loopback', workspace_id: null };
  expect(saved).toMatchObject({
    ...readPlan(printed),
    saved: { version: 3, ...place, later: '', policy: { abort_if: [] }, ledger: null },
  });
  expect(readPlan({ ...printed, stdout: text, json: () => saved }).saved?.files.map(({ path }) => path)).toEqual([
    'hello.campaign.yaml',
    'people.csv',
    'pushplan.yaml',
  ]);
  expect(text).not.toMatch(/person\d/v);
});

test('when applied it sends what it contains, and when applied again nothing', async () => {
  await using workspace = await makeSendingWorkspace(files);
  await save(workspace);
  const first = await apply(workspace);
  expect(first.exitCode).toBe(0);
  expect(readRun(first).totals).toMatchObject({ planned: 5, accepted: 5 });
  const second = await apply(workspace);
  expect(second.exitCode).toBe(0);
  expect(readRun(second).totals.planned).toBe(0);
  expect(workspace.sandbox.stats().deliveries).toBe(5);
});

test('it covers its own campaigns only, wherever in the workspace it is applied', async () => {
  await using workspace = await makeSendingWorkspace({
    ...files,
    'campaigns/other.campaign.yaml': campaignText({ id: 'other', campId: 8 }),
  });
  await save(workspace, 'hello.campaign.yaml');
  expect(readRun(await apply(workspace)).campaigns.map(({ id }) => id)).toEqual(['hello']);
});

describe('it is applied without people who were', () => {
  test('removed from the file, or filtered out since', async () => {
    await using workspace = await makeSendingWorkspace(files);
    await save(workspace);
    await workspace.write('people.csv', people(3, 2));
    const result = await apply(workspace);
    expect(result.exitCode).toBe(0);
    expect(await workspace.reached()).toEqual(['person2@example.com', 'person3@example.com', 'person4@example.com']);
  });

  test('sent the notification since', async () => {
    await using workspace = await makeSendingWorkspace(files);
    await save(workspace);
    await workspace.run('apply', '--yes', '--max-sends', '2');
    const result = await apply(workspace);
    expect(result.exitCode).toBe(0);
    expect(readRun(result).totals).toMatchObject({ planned: 3, accepted: 3 });
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 5, duplicates: 0 });
  });
});

test.each([
  ['newcomers', { 'people.csv': people(7) }, '2 notifications of hello are new', 7, 'people.csv'],
  [
    'a changed row',
    { 'people.csv': people(5).replace('Person 3', 'Percival') },
    '1 notification of hello is new or changed',
    5,
    'people.csv',
  ],
  [
    'one person who joins while two leave',
    { 'people.csv': people(4, 2) },
    '1 notification of hello is new or changed',
    4,
    'people.csv',
  ],
  [
    'a changed template, with newcomers',
    { 'hello.campaign.yaml': campaignText({ title: 'Bye {{name}}' }), 'people.csv': people(7) },
    '7 notifications of hello are new or changed, at least 2 of them new,',
    7,
    'hello.campaign.yaml, people.csv',
  ],
  [
    'a new partial',
    { 'hello.campaign.yaml': campaignText({ title: '{{> greet}}' }), 'partials/greet.hbs': 'Hi {{name}}' },
    '5 notifications of hello are new or changed',
    5,
    'hello.campaign.yaml, partials/greet.hbs',
  ],
])('%s: exit 5 with how many and by which files, and nothing is sent', async (_, changes, who, now, changed) => {
  await using workspace = await makeSendingWorkspace(files);
  await save(workspace);
  for (const [path, text] of Object.entries(changes)) await workspace.write(path, text);
  const result = await apply(workspace);
  expect(result.exitCode).toBe(5);
  const [finding, ...others] = readDiagnostics(result);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ code: 'PP303', file: 'hello.campaign.yaml' });
  expect(finding?.message).toBe(
    `${who} since the plan was saved (it has 5, now there are ${now}); files changed since: ${changed}`,
  );
  expect(workspace.sandbox.stats().requests).toBe(0);
  expect(readRuns(await workspace.run('status', '--json'))).toEqual([]);
});

test.each([
  ['deleted', 'other.campaign.yaml', 'other'],
  ['moved', 'later/hello.campaign.yaml', 'hello'],
])('a campaign file that was %s makes it stale: exit 5, and nothing is sent', async (_, file, id) => {
  await using workspace = await makeSendingWorkspace(files);
  await save(workspace);
  await rm(join(workspace.root, 'hello.campaign.yaml'));
  await workspace.write(file, campaignText({ id }));
  const result = await apply(workspace);
  expect(result.exitCode).toBe(5);
  expect(readDiagnostics(result)).toMatchObject([
    {
      code: 'PP303',
      file: 'hello.campaign.yaml',
      message: 'the file of hello when the plan was saved no longer exists',
    },
  ]);
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test('a file that changed without changing who gets what is accepted', async () => {
  await using workspace = await makeSendingWorkspace(files);
  await save(workspace);
  await workspace.write('hello.campaign.yaml', `# reviewed\n${campaignText({ more: 'owner: crm' })}`);
  expect((await apply(workspace)).exitCode).toBe(0);
  expect(workspace.sandbox.stats().deliveries).toBe(5);
});

/** Two applies, and a plan for two more people; the ledger of the first apply is kept in `old`. */
async function makePlanned(): Promise<SendingWorkspace> {
  const workspace = await makeSendingWorkspace(files);
  await workspace.run('apply', '--yes');
  await cp(join(workspace.root, '.pushplan'), join(workspace.root, 'old'), { recursive: true });
  await workspace.write('people.csv', people(6));
  await workspace.run('apply', '--yes');
  await workspace.write('people.csv', people(8));
  await save(workspace);
  return workspace;
}

describe('the ledger it was made with', () => {
  test.each([
    ['gone back in time', 'old', 'PP311'],
    ['gone', undefined, 'PP310'],
  ])('is %s: exit 4, nothing is sent', async (_, copy, code) => {
    await using workspace = await makePlanned();
    const ledger = join(workspace.root, '.pushplan');
    await rm(ledger, { recursive: true });
    if (copy !== undefined) await cp(join(workspace.root, copy), ledger, { recursive: true });
    const result = await apply(workspace);
    expect(result.exitCode).toBe(4);
    expect(readDiagnostics(result)).toMatchObject([{ severity: 'error', code }]);
    expect(workspace.sandbox.stats().deliveries).toBe(6);
  });

  test('is another one: exit 4, nothing is sent', async () => {
    await using workspace = await makePlanned();
    await rm(join(workspace.root, '.pushplan'), { recursive: true });
    await workspace.write('people.csv', people(1));
    await workspace.run('apply', '--yes');
    await workspace.write('people.csv', people(8));
    const before = workspace.sandbox.stats().deliveries;
    const result = await apply(workspace);
    expect(result.exitCode).toBe(4);
    expect(readDiagnostics(result)).toMatchObject([{ severity: 'error', code: 'PP310' }]);
    expect(workspace.sandbox.stats().deliveries).toBe(before);
  });

  test('may have newer runs', async () => {
    await using workspace = await makePlanned();
    await workspace.run('apply', '--yes', '--max-sends', '1');
    const result = await apply(workspace);
    expect(result.exitCode).toBe(0);
    expect(readRun(result).totals.accepted).toBe(1);
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 8, duplicates: 0 });
  });
});

test.each([
  ['other paths beside it', ['sale.plan.json', '.'], 'PP502', 'give no other path'],
  ['another environment', ['sale.plan.json', '--env', 'production'], 'PP502', 'Leave --env out'],
  ['a plan that was only printed', ['printed.json'], 'PP101', '--out FILE'],
])('%s: exit 3', async (_, argv, code, help) => {
  await using workspace = await makeSendingWorkspace(files);
  await save(workspace);
  await workspace.write('printed.json', (await workspace.run('plan', '--json')).stdout);
  const result = await workspace.run('apply', '--yes', '--json', ...argv);
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([{ code, help: expect.stringContaining(help) }]);
});

test('a plan is saved to a new or empty file or in place of an older plan, and never replaces another file', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const saveAs = (name: string) => workspace.run('plan', '--out', name);
  const read = (name: string) => readFile(join(workspace.root, name), 'utf8');
  const others = { 'README.md': '# The campaigns of this shop\n', 'package.json': '{ "name": "shop" }\n' };
  for (const [name, text] of Object.entries(others)) {
    await workspace.write(name, text);
    const { exitCode, stderr } = await saveAs(name);
    expect(exitCode).toBe(3);
    const said = stderr.replaceAll(/\s+/gv, ' ');
    expect(said).toContain(`PP505 the plan cannot be written to ${name}: it exists and is not a plan`);
    expect(said).toContain('Name another file, or remove this one.');
    expect(await read(name)).toBe(text);
  }
  // An empty file, as mktemp makes it.
  await workspace.write('empty', '');
  expect((await saveAs('empty')).exitCode).toBe(0);
  await workspace.write('people.csv', people(7));
  expect((await saveAs('empty')).exitCode).toBe(0);
  expect((await readSavedPlan(workspace.root, 'empty'))?.totals.rows).toBe(7);
  // An older plan that was cut off, for example by a full disk, may be replaced too.
  await workspace.write('empty', (await read('empty')).slice(0, 300));
  expect((await saveAs('empty')).exitCode).toBe(0);
});
