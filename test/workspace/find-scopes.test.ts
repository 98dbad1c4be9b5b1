// The arguments of a command: paths, or ids of campaigns if there is no such path.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Refusal } from '../../src/errors.ts';
import { findScopes } from '../../src/workspace/find-scopes.ts';
import { campaignText, makeWorkspace } from '../support/workspace.ts';

const files = {
  'spring.campaign.yaml': campaignText({ id: 'spring-sale' }),
  'more/welcome.campaign.yaml': campaignText({ id: 'welcome' }),
  'more/torn.campaign.yaml': 'id: "torn\n',
};

async function refused(cwd: string, ...words: readonly string[]): Promise<string> {
  try {
    return `found ${(await findScopes(cwd, words)).selected.join()}`;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.diagnostics.map(({ code, message, help }) => `${code} ${message} | ${help}`).join('\n');
  }
}

test.each([
  [['spring-sale'], ['spring.campaign.yaml']],
  [
    ['welcome', 'spring.campaign.yaml'],
    ['more/welcome.campaign.yaml', 'spring.campaign.yaml'],
  ],
  [
    ['more', 'spring-sale'],
    ['more', 'spring.campaign.yaml'],
  ],
  [['torn'], ['more/torn.campaign.yaml']],
  [['.'], ['']],
  [[], ['']],
])('%j', async (words, selected) => {
  await using workspace = await makeWorkspace(files);
  expect(await findScopes(workspace.root, words)).toEqual({ root: workspace.root, selected });
});

test('an id is looked for in the whole workspace, wherever in it the command runs', async () => {
  await using workspace = await makeWorkspace(files);
  const { selected } = await findScopes(join(workspace.root, 'more'), ['spring-sale']);
  expect(selected).toEqual(['spring.campaign.yaml']);
});

test('a path wins over an id of the same name', async () => {
  await using workspace = await makeWorkspace({
    ...files,
    'welcome/other.campaign.yaml': campaignText({ id: 'other' }),
  });
  expect((await findScopes(workspace.root, ['welcome'])).selected).toEqual(['welcome']);
});

test.each([
  [['welcom'], 'PP150 welcom is not there: no file or folder, and no campaign of that id | Did you mean welcome?'],
  [['spring'], 'PP150 spring is not there: no file or folder, and no campaign of that id | Did you mean spring-sale?'],
  [
    ['zzzzzz'],
    'PP150 zzzzzz is not there: no file or folder, and no campaign of that id | Name a path or the id of a campaign. Campaigns: welcome, spring-sale.',
  ],
  [
    ['welcom.campaign.yaml'],
    'PP150 welcom.campaign.yaml is not there | Name a workspace, a folder or a campaign file.',
  ],
  [['more/nothing'], 'PP150 more/nothing is not there | Name a workspace, a folder or a campaign file.'],
])('%j is refused', async (words, expected) => {
  await using workspace = await makeWorkspace(files);
  expect(await refused(workspace.root, ...words)).toBe(expected);
});

test('without a workspace an argument is a path', async () => {
  await using workspace = await makeWorkspace();
  expect(await refused(join(workspace.root, '..'), 'welcome')).toMatch(/^PP150 welcome is not there \| Name a work/v);
});
