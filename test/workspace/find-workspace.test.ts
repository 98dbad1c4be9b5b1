// Paths of the command line lead to one workspace, and to a part of it.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findWorkspace } from '../../src/workspace/find-workspace.ts';
import { refusalOf } from '../support/findings.ts';
import { campaignText, makeWorkspace, sandboxOnly } from '../support/workspace.ts';

const files = {
  'campaigns/a.campaign.yaml': campaignText(),
  'campaigns/deep/b.campaign.yaml': campaignText(),
  'src/x.ts': '',
};

describe('found', () => {
  test.each([
    ['without a path: campaigns', '', [], ['campaigns']],
    ['without a path, if there is no folder campaigns', 'campaigns', [], ['campaigns']],
    ['the workspace', '', ['.'], ['']],
    ['pushplan.yaml', '', ['pushplan.yaml'], ['']],
    ['a folder', '', ['campaigns/deep'], ['campaigns/deep']],
    ['a parent folder', 'campaigns/deep', ['..'], ['campaigns']],
    [
      'files',
      '',
      ['campaigns/a.campaign.yaml', './campaigns/deep/b.campaign.yaml'],
      ['campaigns/a.campaign.yaml', 'campaigns/deep/b.campaign.yaml'],
    ],
  ])('%s', async (_name, cwd, paths, selected) => {
    await using workspace = await makeWorkspace(files);
    expect(await findWorkspace(join(workspace.root, cwd), paths)).toEqual({ root: workspace.root, selected });
  });

  test('absolute paths, from any folder', async () => {
    await using workspace = await makeWorkspace(files);
    await using elsewhere = await makeWorkspace();
    const path = join(workspace.root, 'campaigns', 'a.campaign.yaml');
    expect(await findWorkspace(elsewhere.root, [path])).toEqual({
      root: workspace.root,
      selected: ['campaigns/a.campaign.yaml'],
    });
  });

  test('campaigns that is a workspace of its own', async () => {
    await using repository = await makeWorkspace({ 'campaigns/pushplan.yaml': sandboxOnly });
    const root = join(repository.root, 'campaigns');
    expect(await findWorkspace(repository.root, [])).toEqual({ root, selected: [''] });
  });

  test('a file called campaigns is not a folder of them', async () => {
    await using workspace = await makeWorkspace({ campaigns: 'a file' });
    expect(await findWorkspace(workspace.root, [])).toEqual({ root: workspace.root, selected: [''] });
  });
});

async function refusal(work: Promise<unknown>): Promise<string> {
  const { exitCode, diagnostics } = await refusalOf(work);
  return diagnostics.map(({ code, message, help }) => `${exitCode} ${code} ${message} | ${help}`).join('\n');
}

describe('refused', () => {
  test.each(['pushplan.yml', '.pushplan.yaml'])('no workspace, but a file called %s', async (name) => {
    await using folder = await makeWorkspace({ [name]: sandboxOnly, 'campaigns/a.campaign.yaml': campaignText() });
    await rm(join(folder.root, 'pushplan.yaml'), { force: true });
    expect(await refusal(findWorkspace(folder.root, []))).toContain(`| Rename ${name}: its name is pushplan.yaml.`);
    const below = join(folder.root, 'campaigns');
    expect(await refusal(findWorkspace(below, ['.']))).toContain(`| Rename ../${name}: its name is pushplan.yaml.`);
  });

  test('a missing path', async () => {
    await using workspace = await makeWorkspace();
    expect(await refusal(findWorkspace(workspace.root, ['sale.campaign.yaml']))).toBe(
      '3 PP150 sale.campaign.yaml is not there | Name a workspace, a folder or a campaign file.',
    );
  });

  test('no workspace', async () => {
    await using folder = await makeWorkspace();
    await rm(join(folder.root, 'pushplan.yaml'));
    expect(await refusal(findWorkspace(folder.root, ['.']))).toBe(
      `3 PP153 no pushplan.yaml in ${folder.root} or above it | Change to the folder of your workspace, or make one with: pushplan init`,
    );
  });

  test('two workspaces', async () => {
    await using outer = await makeWorkspace({ 'other/pushplan.yaml': sandboxOnly });
    expect(await refusal(findWorkspace(outer.root, ['.', 'other']))).toBe(
      '3 PP153 other is in another workspace than . | Run the command once for each workspace.',
    );
  });
});
