// A missing file is answered with the one that may be meant, and with no name from outside the workspace.
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics } from '../support/documents.ts';
import { campaignText, makeWorkspace, people, sandboxOnly } from '../support/workspace.ts';

const usual = 'Paths are relative to the folder of pushplan.yaml; data files may be in the data folder too.';

test.each([
  ['newcomers.csv', 'Did you mean audiences/newcomers.csv? '],
  ['Newcomers.CSV', 'Did you mean audiences/newcomers.csv? '],
  ['audiences/newcomer.csv', 'Did you mean audiences/newcomers.csv? '],
  ['./audiences/NEWCOMERS.csv', 'Did you mean audiences/newcomers.csv? '],
  ['optouts.csv', 'Did you mean lists/optouts.csv? '],
  ['audiences/others.csv', ''],
  ['away/secrets.csv', ''],
  ['nowhere/newcomers.csv', ''],
])('%s', async (file, meant) => {
  await using elsewhere = await makeWorkspace({ 'secret.csv': 'email\n' });
  await using workspace = await makeWorkspace({
    'pushplan.yaml': sandboxOnly,
    'hello.campaign.yaml': campaignText().replace('people.csv', file),
    'audiences/newcomers.csv': 'email\n',
    'lists/optouts.csv': 'email\n',
  });
  await symlink(elsewhere.root, join(workspace.root, 'away'));
  await mkdir(join(workspace.root, 'audiences/others.csw'));
  await writeFile(join(workspace.root, 'audiences/x.txt'), '');
  const { exitCode, stdout } = await pushplan(['validate', '--json'], { cwd: workspace.root });
  expect(exitCode).toBe(3);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { code: string; help: string }[] };
  expect(diagnostics).toMatchObject([{ code: expect.stringMatching(/PP15[01]/v) }]);
  if (diagnostics[0]?.code === 'PP150') expect(diagnostics[0].help).toBe(`${meant}${usual}`);
  else expect(meant).toBe('');
});

test('a list or a table at an address is answered with the ways to get such a file', async () => {
  const at = 'https://exports.example.com/vip.csv';
  await using workspace = await makeWorkspace({
    'pushplan.yaml': `${sandboxOnly}suppress: [{ file: "${at}" }]\n`,
    'hello.campaign.yaml': campaignText({ more: `data: { prices: { file: "${at}", key: email } }` }),
    'people.csv': people(1),
  });
  const found = readDiagnostics(await pushplan(['validate', '--json'], { cwd: workspace.root }));
  const asked = found.filter(({ code }) => code === 'PP150').map(({ file, help }) => `${file}: ${help}`);
  const help = 'An address is no path. Put the file into the data folder; a list may also be a query of a source.';
  expect(asked.toSorted()).toEqual([`hello.campaign.yaml: ${help}`, `pushplan.yaml: ${help}`]);
});
