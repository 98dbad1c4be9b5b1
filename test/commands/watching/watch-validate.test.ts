// pushplan validate --watch: prints the findings of the changed files at each save.
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../../support/cli.ts';
import { save, startWatching } from '../../support/watching.ts';
import { campaignText, makeWorkspace, people, sandboxOnly } from '../../support/workspace.ts';

const broken = campaignText({ id: 'a', campId: 1, title: 'Hello {{nmae}}' });
const sound = campaignText({ id: 'a', campId: 1 });
const files = {
  'a.campaign.yaml': sound,
  'b.campaign.yaml': campaignText({ id: 'b', campId: 2, more: 'resent: never' }),
  'people.csv': people(2),
};

test('prints all findings first, then only those of the saved file, until Ctrl-C ends it with 0', async () => {
  await using workspace = await makeWorkspace(files);
  const watching = await startWatching(['validate', '--watch'], { cwd: workspace.root });
  const first = await watching.until(/Watching/v);
  expect(first).toContain('PP102 b.campaign.yaml:3:1');
  expect(first).toContain('Watching .: again at each save, until Ctrl-C.\n');

  await save(workspace, 'a.campaign.yaml', broken);
  const second = await watching.until(/other files\n/v);
  expect(second).toMatch(/^a\.campaign\.yaml\nerror PP110 a\.campaign\.yaml:9:\d+ [^]*\n1 finding in other files\n$/v);
  expect(second).not.toContain('PP102');

  await save(workspace, 'b.campaign.yaml', campaignText({ id: 'b', campId: 2 }));
  expect(await watching.until(/other files\n/v)).toBe('b.campaign.yaml: no findings, 1 finding in other files\n');
  await save(workspace, 'a.campaign.yaml', sound);
  expect(await watching.until(/no findings\n/v)).toBe('a.campaign.yaml: no findings\n');
  expect(await watching.end()).toMatchObject({ exitCode: 0 });
});

test('follows editors that save by renaming, save after save', async () => {
  await using workspace = await makeWorkspace(files);
  const watching = await startWatching(['validate', '--watch'], { cwd: workspace.root });
  await watching.until(/Watching/v);
  for (const id of ['one', 'two', 'three']) {
    await save(workspace, 'a.campaign.yaml', campaignText({ id, campId: 1, title: '{{nmae}}' }));
    expect(await watching.until(/other files\n/v)).toMatch(/^a\.campaign\.yaml\n/v);
    await save(workspace, 'a.campaign.yaml', campaignText({ id, campId: 1 }));
    expect(await watching.until(/other files\n/v)).toMatch(/^a\.campaign\.yaml: no findings/v);
  }
  await watching.end();
});

test('broken YAML is reported, and its correction too, also in pushplan.yaml', async () => {
  await using workspace = await makeWorkspace({ 'a.campaign.yaml': sound, 'people.csv': people(2) });
  const watching = await startWatching(['validate', '--watch'], { cwd: workspace.root });
  expect(await watching.until(/Watching/v)).toMatch(/^1 campaign, no findings\n/v);
  for (const [file, text] of [
    ['a.campaign.yaml', sound],
    ['pushplan.yaml', sandboxOnly],
  ] as const) {
    await save(workspace, file, `${text}\n  - [`);
    const shown = await watching.until(/warning/v);
    expect(shown).toMatch(new RegExp(`^${file}\nerror PP103 ${file}:`, 'v'));
    await save(workspace, file, text);
    expect(await watching.until(/no findings\n/v)).toBe(`${file}: no findings\n`);
  }
  await watching.end();
});

test('follows files and folders that are added, deleted or renamed', async () => {
  await using workspace = await makeWorkspace({ ...files, 'b.campaign.yaml': campaignText({ id: 'b', campId: 2 }) });
  const watching = await startWatching(['validate', '--watch'], { cwd: workspace.root });
  await watching.until(/Watching/v);
  const inFolder = campaignText({ id: 'c', campId: 3 });
  await save(workspace, 'spring/c.campaign.yaml', inFolder);
  expect(await watching.until(/findings\n/v)).toBe('spring/c.campaign.yaml: no findings\n');
  await rm(join(workspace.root, 'b.campaign.yaml'));
  expect(await watching.until(/findings\n/v)).toBe('b.campaign.yaml (gone): no findings\n');

  await save(workspace, 'other/c.campaign.yaml', inFolder.replace('id: c', 'id: d'));
  await watching.until(/PP120/v);
  await rm(join(workspace.root, 'spring'), { recursive: true });
  await watching.until(/\(gone\)/v);
  await rename(join(workspace.root, 'other'), join(workspace.root, 'spring'));
  await watching.until(/other\/c\.campaign\.yaml \(gone\)/v);
  await save(workspace, 'spring/c.campaign.yaml', inFolder.replace('id: c', 'id: e'));
  expect(await watching.until(/findings\n/v)).toBe('spring/c.campaign.yaml: no findings\n');
  await watching.end();
});

test('an audience whose header changes is checked again, and so are campaigns that use a changed partial', async () => {
  await using workspace = await makeWorkspace({
    'a.campaign.yaml': campaignText({ id: 'a', campId: 1, message: '{{> footer}}' }),
    'b.campaign.yaml': campaignText({ id: 'b', campId: 2, file: 'others.csv' }),
    'partials/footer.hbs': 'See you',
    'people.csv': people(2),
    'others.csv': people(2),
  });
  const watching = await startWatching(['validate', '--watch'], { cwd: workspace.root });
  await watching.until(/Watching/v);
  await save(workspace, 'people.csv', people(2).replace('name', 'nom'));
  const renamed = await watching.until(/\d warning/v);
  expect(renamed).toMatch(/^a\.campaign\.yaml, people\.csv\nerror PP110 a\.campaign\.yaml:9/v);
  await save(workspace, 'people.csv', people(3));
  expect(await watching.until(/no findings\n/v)).toBe('a.campaign.yaml, people.csv: no findings\n');
  await save(workspace, 'partials/footer.hbs', 'See you, {{nmae}}');
  expect(await watching.until(/\d warning/v)).toMatch(/^partials\/footer\.hbs\nerror PP110 partials\/footer\.hbs:1/v);
  await watching.end();
});

test('rows are read again when the audience or the policy changes, but never with --no-rows', async () => {
  await using workspace = await makeWorkspace({ 'a.campaign.yaml': sound, 'people.csv': people(2) });
  const watching = await startWatching(['validate', '--watch'], { cwd: workspace.root });
  await watching.until(/Watching/v);
  await save(workspace, 'people.csv', `${people(2)},Nobody\n`);
  const found = await watching.until(/\d warning/v);
  expect(found).toMatch(/^people\.csv, pushplan\.yaml\nwarning PP221 people\.csv:4[^]*error PP302 pushplan\.yaml:1/v);
  await save(workspace, 'pushplan.yaml', `${sandboxOnly}policy: { max_invalid: 1 }\n`);
  expect(await watching.until(/other files\n/v)).toBe('pushplan.yaml: no findings, 1 finding in other files\n');
  await watching.end();

  const quick = await startWatching(['validate', '--watch', '--no-rows'], { cwd: workspace.root });
  expect(await quick.until(/Watching/v)).toMatch(/^1 campaign, no findings\n/v);
  await save(workspace, 'people.csv', `${people(2)},Anybody\n`);
  expect(await quick.until(/no findings\n/v)).toBe('people.csv: no findings\n');
  await quick.end();
});

test('follows a save that writes into the same file, even if it is incomplete for a while', async () => {
  await using workspace = await makeWorkspace(files);
  const watching = await startWatching(['validate', '--watch'], { cwd: workspace.root });
  await watching.until(/Watching/v);
  await workspace.write('a.campaign.yaml', sound.slice(0, 20));
  await watching.until(/error PP\d+ a\.campaign\.yaml/v);
  await workspace.write('a.campaign.yaml', sound);
  expect(await watching.until(/: no findings, /v)).toContain(
    'a.campaign.yaml: no findings, 1 finding in other files\n',
  );
  await watching.end();
});

test('a save without changes and saves of other files print nothing', async () => {
  await using workspace = await makeWorkspace({ ...files, 'push.md': 'Notes' });
  const watching = await startWatching(['validate', '--watch', 'a.campaign.yaml'], { cwd: workspace.root });
  await watching.until(/Watching/v);
  await save(workspace, 'push.md', 'More notes');
  await save(workspace, 'b.campaign.yaml', campaignText({ id: 'b', campId: 2, more: 'resnet: never' }));
  await save(workspace, 'a.campaign.yaml', sound);
  await save(workspace, 'a.campaign.yaml', broken);
  expect(await watching.until(/warning/v)).toMatch(/^a\.campaign\.yaml\nerror PP110/v);
  await watching.end();
});

test('on a terminal the first line has the time, and findings show the source line', async () => {
  await using workspace = await makeWorkspace({ 'a.campaign.yaml': sound, 'people.csv': people(2) });
  const watching = await startWatching(['validate', '--watch'], { cwd: workspace.root, isTerminal: true });
  await watching.until(/Watching/v);
  await save(workspace, 'a.campaign.yaml', broken);
  const text = await watching.until(/warning/v);
  expect(text).toMatch(/^\d\d:\d\d:\d\d a\.campaign\.yaml\nerror PP110/v);
  expect(text).toContain('title: "Hello {{nmae}}"');
  await watching.end();
});

test('ends with 3 if the workspace is deleted', async () => {
  await using workspace = await makeWorkspace({});
  await mkdir(join(workspace.root, 'push'));
  await workspace.write('push/pushplan.yaml', sandboxOnly);
  await workspace.write('push/a.campaign.yaml', sound);
  await workspace.write('push/people.csv', people(1));
  const watching = await startWatching(['validate', '--watch', 'push'], { cwd: workspace.root });
  expect(await watching.until(/Watching/v)).toContain('Watching push:');
  await rm(join(workspace.root, 'push'), { recursive: true });
  await watching.until(/PP153/v);
  expect(await watching.end()).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('is gone') });
});

test.each([
  ['json', ['validate', '--watch', '--json']],
  ['sarif', ['validate', '--watch', '--format', 'sarif']],
  ['--out', ['plan', '--watch', '--out', 'plan.json']],
  ['json', ['plan', '--watch', '--format', 'json']],
  ['--detailed-exitcode', ['plan', '--watch', '--detailed-exitcode']],
])('options for scripts are refused: %s of %j', async (what, argv) => {
  await using workspace = await makeWorkspace(files);
  const { exitCode, stderr } = await pushplan(argv, { cwd: workspace.root });
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(/^error PP502 --watch does not go with /v);
  expect(stderr).toContain(what);
});
