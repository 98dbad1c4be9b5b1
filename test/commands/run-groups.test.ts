// A sent campaign with four languages, two arms and a holdout: status, report and export show each group.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CampaignPlan } from '../../src/generated/plan.ts';
import { readPlan, readRun } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText } from '../support/workspace.ts';

const languages = ['en', 'tr', 'de', 'fr', 'tr-CY'];
const rows = Array.from({ length: 60 }, (_, index) => `p${index}@example.com,P,${languages[index % 5]}`);

const more = `locale: '{{lang}}'
default_locale: en
locales: { tr: { title: Merhaba }, de: { title: Hallo }, fr: { title: Bonjour } }
holdout: 10%
variants:
  - { name: A, weight: 50, camp_id: 501, notification: { message: A } }
  - { name: B, weight: 50, camp_id: 502, notification: { message: B } }`;

/** The number of sends per language of the texts, in the campaign's order. */
function sentByTexts(plan: CampaignPlan | undefined): readonly (readonly [string, number])[] {
  const all = Map.groupBy(plan?.locales ?? [], ({ texts }) => String(texts));
  return Array.from(all, ([texts, of]) => [texts, of.reduce((sum, { send }) => sum + send, 0)]);
}

test('arms and languages add up to what the run sent, in JSON, text, report and export', async () => {
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText({ more }), 'people.csv': ['email,name,lang', ...rows, ''].join('\n') },
    { users: rows.map((_, index) => ({ email: `p${index}@example.com`, opted_out: index < 9 })) },
  );
  const plan = readPlan(await workspace.run('plan', '--json')).campaigns[0];
  const applied = readRun(await workspace.run('apply', '--yes', '--json'));
  const shown = readRun(await workspace.run('status', applied.run, '--json'));
  expect(applied.campaigns).toEqual(shown.campaigns);
  const [campaign] = shown.campaigns;
  if (campaign?.arms === undefined || campaign.locales === undefined) throw new Error('neither arms nor languages');
  const { arms, locales, totals } = campaign;
  expect(arms.map(({ name, camp_id, accepted, refused }) => [name, camp_id, accepted + refused])).toEqual(
    plan?.arms?.map(({ name, camp_id, send }) => [name, camp_id, send]),
  );
  expect(totals.refused).toBeGreaterThan(0);
  expect(locales.map(({ locale, accepted, refused }) => [locale, accepted + refused])).toEqual(sentByTexts(plan));
  for (const groups of [arms, locales]) {
    expect(groups.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(totals.accepted);
    expect(groups.reduce((sum, { refused }) => sum + refused, 0)).toBe(totals.refused);
  }
  const text = await workspace.run('status', applied.run);
  expect(text.stdout).toMatch(/^ {2}arm A, camp_id 501 {2}\d+ accepted/m);
  expect(text.stdout).toMatch(/^ {2}texts tr {12}\d+ accepted/m);
  const markdown = await workspace.run('report', applied.run, '--format', 'markdown');
  expect(markdown.stdout).toContain(`| \`hello\` | arm B, camp\\_id 502 | ${arms[1]?.accepted} |`);
  expect((await workspace.run('report', applied.run)).stdout).toContain('<h2>Arms and texts</h2>');

  await workspace.run('status', applied.run, '--export', 'accepted', '--out', 'out.csv');
  const [head, ...lines] = (await readFile(join(workspace.root, 'out.csv'), 'utf8')).trim().split('\r\n');
  expect(head).toBe('email,name,lang,campaign,outcome,reason,arm,language');
  expect(lines.filter((line) => line.includes(',,A,'))).toHaveLength(Number(arms[0]?.accepted));
  expect(new Set(lines.map((line) => line.replace(/^[^,]*,P,([^,]*),.*,([^,]*)$/, '$1 $2')))).toEqual(
    new Set(['en en', 'tr tr', 'de de', 'fr fr', 'tr-CY tr']),
  );
});

test('a campaign with languages only has no arms, and a plain campaign has neither', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText({ more: more.replace(/holdout[^]*/, '') }),
    'plain.campaign.yaml': campaignText({ id: 'plain', campId: 8 }),
    'people.csv': ['email,name,lang', ...rows.slice(0, 5), ''].join('\n'),
  });
  const { run, campaigns } = readRun(await workspace.run('apply', '--yes', '--json'));
  const counts = { refused: 0, rejected: 0, in_doubt: 0 };
  expect(campaigns[0]?.locales).toEqual([
    { locale: 'en', accepted: 1, ...counts },
    { locale: 'tr', accepted: 2, ...counts },
    { locale: 'de', accepted: 1, ...counts },
    { locale: 'fr', accepted: 1, ...counts },
  ]);
  expect(campaigns[0]?.arms).toBeUndefined();
  expect(campaigns[1]).not.toHaveProperty('locales');
  expect((await workspace.run('status', run)).stdout).toContain('hello: texts tr');
});
