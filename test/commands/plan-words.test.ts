// Campaigns in several languages and with arms: what is sent matches the plan, and other weights move nobody to another arm.
import { expect, it } from 'vitest';
import { readPlan } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';

function campaign(...more: readonly string[]): string {
  return [
    'version: 1',
    'id: words',
    'audience: { file: people.csv }',
    ...more,
    'notification:',
    '  identifiers: { email: "{{email}}" }',
    '  camp_id: 500',
    '  camp_name: Words',
    '  title: Bonjour',
    '  message: "Salut {{name}}"',
    '  image_url: https://img.example.com/a.jpg',
    '',
  ].join('\n');
}

const languages = [
  'locale: "{{lang}}"',
  'default_locale: fr',
  'locales: { tr: { title: Merhaba }, en: { title: Hello } }',
];

it('a campaign in three languages is blocked by rows without texts, and sends the default texts if that is allowed', async () => {
  const rows = ['tr', 'en', 'tr-CY', 'de'].flatMap((lang) =>
    Array.from({ length: 10 }, (_, index) => `${lang}${index}@example.com,Ana,${lang}`),
  );
  await using workspace = await makeSendingWorkspace({
    'words.campaign.yaml': campaign(...languages),
    'people.csv': ['email,name,lang', ...rows, ''].join('\n'),
  });
  const blocked = await workspace.run('plan', '--json');
  expect(blocked.exitCode).toBe(4);
  const [without] = readPlan(blocked).campaigns;
  expect(without?.locales?.map(({ locale, texts, send, missing }) => [locale, texts, send, missing])).toEqual([
    ['fr', 'fr', 0, 0],
    ['tr', 'tr', 10, 0],
    ['tr-CY', 'tr', 10, 0],
    ['en', 'en', 10, 0],
    ['de', null, 0, 10],
  ]);

  await workspace.write('words.campaign.yaml', campaign(...languages, 'locale_fallback: allow'));
  const { stdout } = await workspace.run('plan', '--format', 'markdown');
  expect(stdout).toContain('| `words` | tr-CY | those of tr | **10** | 0 | 0 |');
  expect(stdout).toContain('| `words` | de | fr, since there are no others | **10** | 0 | 0 |');
  const text = await workspace.run('plan');
  expect(text.stdout).toContain('language tr-CY: 10 to send, texts: those of tr');
  expect(text.stdout).toContain('language de, row 31');
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  const titles = Map.groupBy(await workspace.arrivals(), ({ notification }) => notification['title']);
  expect(Array.from(titles, ([title, sent]) => [title, sent.length])).toEqual([
    ['Merhaba', 20],
    ['Hello', 10],
    ['Bonjour', 10],
  ]);
});

function variants(a: number, b: number): readonly string[] {
  return [
    'resend: on_change',
    'holdout: 10%',
    'variants:',
    `  - { name: A, weight: ${a}, camp_id: 501, notification: { title: A } }`,
    `  - { name: B, weight: ${b}, camp_id: 502, notification: { title: B } }`,
  ];
}

it('the plan decides who is in which arm, and other weights do not move people who were sent to', async () => {
  const people = Array.from({ length: 2_000 }, (_, index) => `p${index}@example.com,Ana`);
  await using workspace = await makeSendingWorkspace({
    'words.campaign.yaml': campaign(
      ...variants(50, 50),
      'experiment: { metric: opens, baseline: 4%, smallest_effect: 2pp, allow_underpowered: true }',
    ),
    'people.csv': ['email,name', ...people, ''].join('\n'),
  });
  const plan = readPlan(await workspace.run('plan', '--json'));
  const [planned] = plan.campaigns;
  const { arms = [], power, counts } = planned ?? {};
  expect(counts?.removed.holdout).toBeGreaterThan(100);
  expect(power).toMatchObject({ metric: 'opens', needed: 1863 });
  const text = await workspace.run('plan', '--format', 'markdown');
  expect(text.stdout).toContain(`| \`words\` | A | 501 | **${arms[0]?.send}** | 0 |`);
  expect(text.stdout).toContain('Test of `words`, opens:');

  expect((await workspace.run('apply', '--yes', '--expect-seal', plan.seal ?? '')).exitCode).toBe(0);
  const sent = Map.groupBy(await workspace.arrivals(), ({ notification }) => notification['camp_id']);
  expect(arms.map(({ camp_id: id }) => sent.get(id)?.length)).toEqual(arms.map(({ send }) => send));

  await workspace.write('words.campaign.yaml', campaign(...variants(90, 10)));
  const again = readPlan(await workspace.run('plan', '--json'));
  expect(again.totals).toMatchObject({ send: 0, resend: 0, settled: counts?.send });
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  expect(await workspace.reached()).toHaveLength(counts?.send ?? 0);
});
