// Paths that lead to no workspace, to no campaign, or out of the workspace.
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import {
  apply,
  environment,
  expectFinding,
  expectHarmless,
  expectRefusal,
  findingsOf,
  makeBadWorkspace,
  plan,
  startCounter,
  type BadInput,
  type Expected,
} from '../support/bad-input.ts';
import { repositoryRoot } from '../support/repository.ts';
import { campaignText, makeWorkspace } from '../support/workspace.ts';

const sandbox = await startCounter();
afterAll(() => sandbox.close());

const remove = (path: string) => (root: string) => rmSync(join(root, path));

function putFolder(root: string): void {
  rmSync(`${root}/pushplan.yaml`);
  mkdirSync(`${root}/pushplan.yaml`);
}

const broken: readonly [string, BadInput, Expected][] = [
  [
    'no campaign in the workspace',
    { arrange: remove('a.campaign.yaml') },
    { code: 'PP158', at: '', says: 'no .campaign.yaml file in', help: 'NAME.campaign.yaml', by: [plan, apply] },
  ],
  [
    'no pushplan.yaml anywhere above',
    { arrange: remove('pushplan.yaml') },
    { code: 'PP153', at: '', says: 'no pushplan.yaml in', help: 'pushplan init' },
  ],
  [
    'a folder in the place of pushplan.yaml',
    { arrange: putFolder },
    { code: 'PP153', at: '', says: 'no pushplan.yaml in' },
  ],
  [
    'a campaign that is a link out of the workspace',
    {
      arrange: (root) =>
        symlinkSync(join(repositoryRoot, 'campaigns/loyalty-points.campaign.yaml'), `${root}/b.campaign.yaml`),
    },
    { code: 'PP151', at: 'b.campaign.yaml', says: 'b.campaign.yaml leads out of the workspace' },
  ],
  [
    'a campaign that is a link to nothing',
    { arrange: (root) => symlinkSync(`${root}/none`, `${root}/b.campaign.yaml`) },
    { code: 'PP150', at: 'b.campaign.yaml', says: 'b.campaign.yaml is not there' },
  ],
  [
    'a pushplan.yaml that is a link out of the workspace',
    {
      arrange: (root) => {
        rmSync(`${root}/pushplan.yaml`);
        symlinkSync(join(repositoryRoot, 'campaigns/pushplan.yaml'), `${root}/pushplan.yaml`);
      },
    },
    { code: 'PP151', at: 'pushplan.yaml', says: 'pushplan.yaml leads out of the workspace' },
  ],
];

describe('a workspace with', () => {
  test.each(broken)('%s', async (_name, bad, expected) => {
    await expectRefusal(sandbox, bad, expected);
  });

  test('no campaign yet passes validate, which says so; a folder without campaigns does not pass if others have some', async () => {
    await using workspace = await makeWorkspace({ 'notes/a.txt': '' });
    const run = (...argv: readonly string[]): ReturnType<typeof pushplan> => pushplan(argv, { cwd: workspace.root });
    const result = await run('validate', '--json');
    expect(result.exitCode).toBe(0);
    expectFinding(findingsOf(result), { code: 'PP158', at: '', says: 'no .campaign.yaml file in', help: 'NAME' });
    await workspace.write('a.campaign.yaml', campaignText());
    expect((await run('validate', 'notes')).exitCode).toBe(3);
  });

  test('a campaign with almost the right name causes a warning, since it is not read', async () => {
    await using workspace = await makeBadWorkspace(sandbox, { files: { 'b.campaign.yml': campaignText() } });
    const result = await pushplan(['validate', '--json'], { cwd: workspace.root, env: environment });
    expect(result.exitCode).toBe(0);
    expectFinding(findingsOf(result), { code: 'PP158', at: 'b.campaign.yml', says: 'is not read', help: 'Rename it' });
  });
});

const operands: readonly [string, readonly string[], Expected][] = [
  [
    'a path to nothing',
    ['none'],
    { code: 'PP150', at: 'none', says: 'none is not there', help: 'Name a path or the id of a campaign' },
  ],
  [
    'a file that is not a campaign',
    ['people.csv'],
    { code: 'PP158', at: 'people.csv', says: 'does not end in .campaign.yaml' },
  ],
  [
    'a folder outside any workspace',
    [tmpdir()],
    { code: 'PP153', at: '', says: 'no pushplan.yaml in', help: 'pushplan init' },
  ],
  ['two workspaces', ['.', 'other'], { code: 'PP153', at: '', says: 'in another workspace', help: 'once for each' }],
  ['an empty path', [''], { code: 'PP502', at: '', says: 'an empty argument', help: '--help' }],
];

describe('a command line that names', () => {
  test.each(operands)('%s', async (_name, paths, expected) => {
    const files = { 'other/pushplan.yaml': 'version: 1\nenvironments: { sandbox: { endpoint: sandbox } }\n' };
    const by = [
      ['validate', ...paths],
      ['plan', ...paths],
      ['apply', '--yes', ...paths],
    ];
    await expectRefusal(sandbox, { files }, { ...expected, by });
  });
});

test('nothing of a file outside the workspace is printed', async () => {
  await using outside = await makeBadWorkspace(sandbox, { files: { 'list.csv': 'email,name\nOutsider,x\n' } });
  const arrange = (root: string): void => symlinkSync(join(outside.root, 'list.csv'), `${root}/list.csv`);
  await using workspace = await makeBadWorkspace(sandbox, {
    files: { 'a.campaign.yaml': campaignText({ file: 'list.csv' }) },
  });
  arrange(workspace.root);
  for (const line of ['validate', 'plan', 'render a.campaign.yaml', 'apply --yes']) {
    const result = await pushplan(line.split(' '), { cwd: workspace.root, env: environment });
    expectHarmless(result);
    expect(result.exitCode).toBe(3);
    expect(result.stdout + result.stderr).not.toContain('Outsider');
  }
});
