// The campaigns that a command selects, checked against the whole workspace.
import { describe, expect, test } from 'vitest';
import { loadCampaigns, type LoadedCampaigns } from '../../src/workspace/load-campaigns.ts';
import { readWorkspace } from '../../src/workspace/read-workspace.ts';
import { refusalOf } from '../support/findings.ts';
import { campaignText, makeWorkspace, sandboxOnly } from '../support/workspace.ts';

async function load(files: Record<string, string | Uint8Array>, scopes: readonly string[]): Promise<LoadedCampaigns> {
  await using folder = await makeWorkspace(files);
  return await loadCampaigns(await readWorkspace(folder.root), scopes);
}

const places = ({ diagnostics }: LoadedCampaigns): readonly string[] =>
  diagnostics.map(({ severity, code, file, line }) => `${severity} ${code} ${file}:${line ?? '-'}`);

const shop = {
  'b.campaign.yaml': campaignText({ id: 'b', campId: 2 }),
  'a/a.campaign.yaml': campaignText({ id: 'a', campId: 1 }),
  'a/c.campaign.yaml': campaignText({ id: 'c', campId: 3 }),
  'partials/footer.hbs': 'Bye',
  'partials/deep/other.hbs': 'not a partial',
  'notes.yaml': 'not: a campaign',
};

describe('selected', () => {
  test.each([
    ['all, in path order', [''], ['a', 'c', 'b']],
    ['a folder', ['a'], ['a', 'c']],
    ['files', ['b.campaign.yaml', 'a/c.campaign.yaml'], ['c', 'b']],
    ['a file and its folder, once', ['a', 'a/a.campaign.yaml'], ['a', 'c']],
  ])('%s', async (_name, scopes, ids) => {
    const loaded = await load(shop, scopes);
    expect(loaded.campaigns.map(({ id }) => id)).toEqual(ids);
    expect(loaded.diagnostics).toEqual([]);
    expect([...loaded.ids].toSorted()).toEqual(['a', 'b', 'c']);
  });

  test('texts and partials', async () => {
    const { partials, sources } = await load(shop, ['a/a.campaign.yaml']);
    expect([...partials]).toEqual([['footer', { file: 'partials/footer.hbs', text: 'Bye' }]]);
    expect(sources.get('pushplan.yaml')).toBe(sandboxOnly);
    expect(sources.get('a/a.campaign.yaml')).toBe(shop['a/a.campaign.yaml']);
    expect(sources.get('partials/footer.hbs')).toBe('Bye');
  });
});

describe('findings', () => {
  test('of all selected files at once, and campaigns without errors beside them', async () => {
    const files = {
      ...shop,
      'd.campaign.yaml': 'version: [',
      'e.campaign.yaml': Buffer.from('title: \u00fc', 'latin1'),
    };
    const loaded = await load(files, ['']);
    expect(places(loaded)).toEqual(['error PP103 d.campaign.yaml:1', 'error PP109 e.campaign.yaml:1']);
    expect(loaded.campaigns).toHaveLength(3);
  });

  test('of other files only what concerns the selection', async () => {
    const files = {
      ...shop,
      'copy.campaign.yaml': campaignText({ id: 'b', campId: 2 }),
      'broken.campaign.yaml': 'version: [',
    };
    expect(places(await load(files, ['a']))).toEqual([]);
    expect(places(await load(files, ['b.campaign.yaml']))).toEqual([
      'error PP121 b.campaign.yaml:2',
      'error PP120 b.campaign.yaml:7',
    ]);
  });

  test('of partials that cannot be read', async () => {
    const files = { ...shop, 'partials/bad.hbs': Buffer.from('\u00fc', 'latin1') };
    expect(places(await load(files, ['a']))).toEqual(['error PP109 partials/bad.hbs:1']);
  });

  test('a name that almost ends like that of a campaign', async () => {
    const files = { ...shop, 'x.campaign.yml': '' };
    expect(places(await load(files, ['a']))).toEqual(['warning PP158 x.campaign.yml:-']);
  });

  test('a campaign looser than the policy', async () => {
    const files = {
      'pushplan.yaml': `${sandboxOnly}policy: { max_recipients: 100, max_invalid: 1% }\n`,
      'a.campaign.yaml': campaignText({ more: 'max_recipients: 200\nmax_invalid: 7%' }),
      'b.campaign.yaml': campaignText({ id: 'b', campId: 8, more: 'max_recipients: 100\nmax_invalid: 1%' }),
      'c.campaign.yaml': campaignText({ id: 'c', campId: 9, more: 'max_invalid: 5000' }),
    };
    const loaded = await load(files, ['']);
    expect(places(loaded)).toEqual(['warning PP157 a.campaign.yaml:3', 'warning PP157 a.campaign.yaml:4']);
    expect(loaded.diagnostics.map(({ message }) => message)).toEqual([
      "max_recipients 200 is above the workspace's 100, which stays in force",
      "max_invalid 7% is above the workspace's 1%, which stays in force",
    ]);
    expect(loaded.campaigns).toHaveLength(3);
  });

  test('of growth and of age', async () => {
    const strict = withPolicy('max_growth: 2x, max_age: 7d');
    const looser = await load({ 'pushplan.yaml': strict, 'a.campaign.yaml': growing('3x', '8d') }, ['']);
    expect(looser.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "PP157 max_growth 3x is above the workspace's 2x, which stays in force",
      "PP157 max_age 8d is above the workspace's 7d, which stays in force",
    ]);
    const atIt = await load({ 'pushplan.yaml': strict, 'a.campaign.yaml': growing('2x', '168h') }, ['']);
    expect(atIt.diagnostics).toEqual([]);
    const alone = await load({ 'pushplan.yaml': withPolicy(''), 'a.campaign.yaml': growing('9x', '90d') }, ['']);
    expect(alone.diagnostics).toEqual([]);
  });
});

function growing(growth: string, age: string): string {
  return campaignText({ more: `max_growth: ${growth}` }).replace('people.csv', `people.csv, max_age: ${age}`);
}

function withPolicy(text: string): string {
  return `${sandboxOnly}policy: { ${text} }\n`;
}

describe('refused', () => {
  test.each([
    ['no campaigns in a folder', ['partials'], 'PP158 no .campaign.yaml file in partials'],
    [
      'a file that is not a campaign',
      ['notes.yaml'],
      'PP158 notes.yaml is not a campaign: its name does not end in .campaign.yaml',
    ],
  ])('%s', async (_name, scopes, expected) => {
    const { exitCode, diagnostics } = await refusalOf(load(shop, scopes));
    expect(exitCode).toBe(3);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([expected]);
  });
});
