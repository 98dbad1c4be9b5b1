// pushplan explain: shows how each step treats one person of an audience, without revealing who it is.
import { expect, test } from 'vitest';
import { isHeldOut } from '../../src/plan/selection/assign-arm.ts';
import type { CliResult } from '../support/cli.ts';
import { readExplain, readPlan } from '../support/documents.ts';
import { runGit } from '../support/git-repository.ts';
import { makeSendingWorkspace, runAt } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const audience = `email,name,lang
a@example.com,A,en
b@example.com,B,tr
A@example.com,A again,en
c@example.com,C,en
d@example.com,D,en
e@example.com,E,en
nobody,N,en
`;
const wished = `key: "{{email}}"
exclude: [{ file: staff.csv }]
schedule: { timezone: UTC, window: { from: "12:00", to: "13:00" } }`;
const files = {
  'hello.campaign.yaml': campaignText({ more: wished }).replace('people.csv }', 'people.csv, where: { lang: en } }'),
  'people.csv': audience,
  'staff.csv': 'email\nc@example.com\n',
  'blocked.csv': 'email\nd@example.com\n',
};

test('every row ends at the step where a plan counts it, with the place of its rule; the person is not shown', async () => {
  await using workspace = await makeSendingWorkspace(files, { more: 'suppress: [{ file: blocked.csv }]' });
  const explain = async (who: string, ...more: readonly string[]): Promise<CliResult> =>
    runAt(workspace, '2026-12-01T10:00', 'explain', 'hello', '--recipient', `email=${who}@example.com`, ...more);
  const endings = async (who: string): Promise<unknown> =>
    readExplain(await explain(who, '--json')).rows.map(({ row, decision, reason, due, steps }) => {
      const { step, verdict, file, line } = steps.at(-1) ?? {};
      return [row, decision, reason ?? due, step, verdict, `${file}:${line}`];
    });
  expect(await endings('a')).toEqual([
    [1, 'deferred', '2026-12-01T12:00:00Z', 'schedule', 'deferred', 'hello.campaign.yaml:5'],
    [3, 'removed', 'duplicate', 'duplicate', 'ended', 'hello.campaign.yaml:3'],
  ]);
  expect(await endings('b')).toEqual([[2, 'removed', 'filtered', 'where', 'ended', 'hello.campaign.yaml:6']]);
  expect(await endings('c')).toEqual([[4, 'removed', 'excluded', 'exclude_list', 'ended', 'hello.campaign.yaml:4']]);
  expect(await endings('d')).toEqual([[5, 'removed', 'suppressed', 'suppress', 'ended', 'pushplan.yaml:4']]);
  expect(readExplain(await explain('d', '--json')).rows).toMatchObject([{ list: 'blocked.csv' }]);
  expect((await explain('c')).stdout.replaceAll(/\s+/gv, ' ')).toContain('what they were sent (list staff.csv)');
  expect(readExplain(await explain('b', '--json')).rows[0]).not.toHaveProperty('list');
  expect(await endings('z')).toEqual([]);
  const plan = readPlan(await runAt(workspace, '2026-12-01T10:00', 'plan', '--json', '--allow', 'list-shrunk'));
  expect(plan.campaigns[0]?.counts).toMatchObject({
    deferred: 2,
    removed: { filtered: 1, excluded: 1, suppressed: 1, duplicate: 1, invalid: 1 },
  });
  const { stdout, stderr, exitCode } = await explain('a');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('Row 1: deferred: due 2026-12-01 12:00 UTC, zone UTC');
  expect(stdout).toContain('  - duplicate  hello.campaign.yaml:3');
  expect(stdout + stderr).not.toContain('a@example.com');
  expect((await explain('z')).stdout).toContain('in no row of the audience');
});

/** A campaign whose recipients also have a uuid. */
function written(id: string, campId: number, ...more: readonly string[]): string {
  const text = campaignText({ id, campId, more: more.join('\n') });
  return text.replace('email: "{{email}}"', 'email: "{{email}}", uuid: "{{id}}"');
}

test('if a step has several rules, the place is that of the rule that decided', async () => {
  const policy = `workspace_id: ws_0123456789ab
suppress:
  - { name: staff, file: staff.csv }
  - { name: blocked, file: blocked.csv, tags: [promo] }
policy:
  holdout: { share: 10%, except_tags: [loud] }
  quiet_hours: { from: "22:00", to: "08:00", timezone: UTC, except_tags: [loud] }
  caps:
    - { max: 9, within: 7d }
    - { max: 1, within: 7d, tag: promo, when: defer }
    - { max: 1, within: 24h, tag: promo }`;
  const rows = Array.from({ length: 60 }, (_, index) => `p${index}@example.com,P${index},Asia/Tokyo,u${index}`);
  const everybody = ['email,name,tz,id', ...rows, 'x@example.com,X,Mars,', ''].join('\n');
  await using workspace = await makeSendingWorkspace(
    {
      'first.campaign.yaml': written('first', 11, 'tags: [promo, loud]', 'key: "{{email}}"'),
      'many.campaign.yaml': written('many', 12, 'tags: [promo]', 'holdout: 10%', 'key: "{{email}}"'),
      'zoned.campaign.yaml': written(
        'zoned',
        13,
        'tags: [loud]',
        'schedule:',
        '  timezone: { column: tz, fallback: UTC }',
        'every: { period: day, zone: UTC, starts: 2027-01-01 }',
      ),
      'drawn.campaign.yaml': written('drawn', 14, 'tags: [loud]', 'assign_by: uuid', 'holdout: 1%'),
      'people.csv': everybody,
      'staff.csv': 'email\nnobody@example.com\n',
      'blocked.csv': 'email\np0@example.com\n',
    },
    { more: policy },
  );
  const endingOf = async (campaign: string, who: string): Promise<string> => {
    const words = ['explain', campaign, '--recipient', `email=${who}@example.com`, '--json'];
    const { rows: found } = readExplain(await runAt(workspace, '2026-12-01T10:00', ...words));
    const [{ decision, reason, steps } = { decision: 'none', reason: null, steps: [] }] = found;
    const { step, file, line } = steps.at(-1) ?? {};
    return `${reason ?? decision} ${step} ${file}:${line}`;
  };
  expect(await endingOf('many', 'p0')).toBe('suppressed suppress pushplan.yaml:7');
  expect(await endingOf('zoned', 'x')).toBe('invalid schedule zoned.campaign.yaml:5');
  expect(await endingOf('zoned', 'p1')).toBe('deferred schedule zoned.campaign.yaml:6');
  expect(await endingOf('drawn', 'x')).toBe('invalid holdout drawn.campaign.yaml:4');
  const held = { policy: isHeldBy('ws_0123456789ab'), campaign: isHeldBy('many') };
  const ids = rows.map((_, index) => `p${index}`).slice(1);
  const ofPolicy = ids.find((who) => held.policy(who) && !held.campaign(who)) ?? '';
  const ofCampaign = ids.find((who) => held.campaign(who) && !held.policy(who)) ?? '';
  const free = ids.find((who) => !held.campaign(who) && !held.policy(who)) ?? '';
  expect(await endingOf('many', ofPolicy)).toBe('holdout holdout pushplan.yaml:9');
  expect(await endingOf('many', ofCampaign)).toBe('holdout holdout many.campaign.yaml:4');
  const sent = await runAt(workspace, '2026-12-01T09:00', 'apply', 'first.campaign.yaml', '--yes');
  expect(sent.exitCode).toBe(0);
  expect(await endingOf('many', free)).toBe('capped caps pushplan.yaml:14');
});

/** Tells whether a holdout with this salt draws a person, by the uuid that the audience gives them. */
function isHeldBy(salt: string): (who: string) => boolean {
  const holdout = { of: 'policy', share: 0.1, salt } as const;
  return (who) => isHeldOut(holdout, { name: 'INSIDER.uuid', text: who.replace('p', 'u') });
}

test('names the cap that holds a row back because of another row of the same campaign', async () => {
  const policy = `policy:
  caps:
    - { max: 9, within: 7d }
    - { max: 1, within: 24h, when: defer }
    - { max: 3, within: 7d }`;
  const orders = [1, 2, 3, 4].map((order) => `a@example.com,A,${order}`);
  await using workspace = await makeSendingWorkspace(
    {
      'orders.campaign.yaml': campaignText({ id: 'orders', more: 'key: "{{email}} {{order}}"' }),
      'people.csv': ['email,name,order', ...orders, ''].join('\n'),
    },
    { more: policy },
  );
  const words = ['explain', 'orders', '--recipient', 'email=a@example.com'];
  const { rows } = readExplain(await runAt(workspace, '2026-12-01T10:00', ...words, '--json'));
  const endings = rows.map(({ decision, reason, due, steps }) => {
    const { step, file, line } = steps.at(-1) ?? {};
    return [reason ?? decision, due, decision === 'send' ? null : `${step} ${file}:${line}`];
  });
  expect(endings).toEqual([
    ['send', null, null],
    ['deferred', '2026-12-02T10:00:00Z', 'caps pushplan.yaml:7'],
    ['deferred', '2026-12-03T10:00:00Z', 'caps pushplan.yaml:7'],
    ['capped', null, 'caps pushplan.yaml:8'],
  ]);
  expect((await runAt(workspace, '2026-12-01T10:00', ...words)).stdout).toContain('> caps  pushplan.yaml:7');
});

test('what was sent before is settled, and listed with its outcome', async () => {
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': 'email,name\na@example.com,A\n' },
    { more: 'policy: { caps: [{ max: 1, within: 24h }] }' },
  );
  const explain = async (): Promise<ReturnType<typeof readExplain>> =>
    readExplain(await workspace.run('explain', 'hello', '--recipient', 'email=a@example.com', '--json'));
  expect((await explain()).rows).toMatchObject([{ decision: 'send', steps: { length: 14 } }]);
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  expect(await explain()).toMatchObject({
    rows: [{ decision: 'settled', steps: { 7: { step: 'ledger', verdict: 'ended', file: null } } }],
    past: [{ campaign: 'hello', became: 'accepted', reason: null, request: 1, rollout_step: null, commit: null }],
  });
  const { run, seal } = (await explain()).past[0] ?? {};
  const text = await workspace.run('explain', 'hello', '--recipient', 'email=a@example.com');
  expect(text.stdout.replaceAll(/\s+/gv, ' ')).toContain(`hello: accepted ${run}, request 1, seal ${seal}`);
  await workspace.write('other.campaign.yaml', campaignText({ id: 'other', campId: 8 }));
  const capped = await workspace.run('explain', 'other', '--recipient', 'email=a@example.com');
  expect(capped.stdout).toContain('left out: at a cap: they got enough');
  expect(capped.stdout).toContain('- caps  pushplan.yaml:4');
  await workspace.write('other.campaign.yaml', campaignText({ id: 'other', campId: 8, more: 'draft: true' }));
  const draft = await workspace.run('explain', 'other', '--recipient', 'email=a@example.com');
  expect(draft.stdout).toContain('Row 1: not sent: the campaign is a draft');
  await workspace.write('hello.campaign.yaml', campaignText({ more: 'rollout: [100%]' }));
  await workspace.write('people.csv', 'email,name\nb@example.com,B\n');
  runGit(workspace.root, ['init', '--quiet']);
  runGit(workspace.root, ['add', '.']);
  const author = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.com'];
  runGit(workspace.root, [...author, 'commit', '--quiet', '--message', 'all']);
  const commit = runGit(workspace.root, ['rev-parse', 'HEAD']).trim();
  const other = async (...more: readonly string[]) =>
    workspace.run('explain', 'hello', '--recipient', 'email=b@example.com', ...more);
  expect((await other()).stdout).toContain('Row 1: sent by the next apply, in step 1 of its rollout');
  expect((await workspace.run('apply', '--yes', '--allow', 'list-shrunk')).exitCode).toBe(0);
  expect(readExplain(await other('--json')).past).toMatchObject([{ rollout_step: 1, commit }]);
  expect((await other()).stdout.replaceAll(/\s+/gv, ' ')).toMatch(
    new RegExp(`request \\d+, step 1 of its rollout, seal pp1:\\w+, commit ${commit.slice(0, 12)}`, 'v'),
  );
});

test.each([
  [['hello'], 'PP502'],
  [['PP102'], 'pushplan help PP102 explains a rule.'],
  [['--recipient', 'email=a@example.com'], 'PP502'],
  [['hello', '--recipient', 'mail=a@example.com'], 'PP354'],
])('%j: exits with 3', async (words, said) => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': 'email,name\na@example.com,A\n',
  });
  const { exitCode, stderr } = await workspace.run('explain', ...words);
  expect(exitCode).toBe(3);
  expect(stderr).toContain(said);
});

test('shows the arm of a person, who stays in it when the weights change', async () => {
  const more = `holdout: 0%
variants:
  - { name: A, weight: 50, camp_id: 501 }
  - { name: B, weight: 50, camp_id: 502, notification: { title: Hi } }`;
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText({ more }),
    'people.csv': people(12),
  });
  const explain = (index: number, ...argv: readonly string[]): Promise<CliResult> =>
    workspace.run('explain', 'hello', '--recipient', `email=person${index}@example.com`, ...argv);
  const arms = async (): Promise<readonly unknown[]> =>
    Promise.all(
      Array.from({ length: 12 }, async (_, index) => readExplain(await explain(index, '--json')).rows[0]?.arm),
    );
  const before = await arms();
  expect(new Set(before)).toEqual(new Set(['A', 'B']));
  expect((await explain(0)).stdout).toContain(`Row 1, arm ${String(before[0])}: sent by the next apply`);
  await workspace.run('apply', '--yes');
  await workspace.write(
    'hello.campaign.yaml',
    campaignText({ more: more.replace('weight: 50', 'weight: 99').replace('weight: 50', 'weight: 1') }),
  );
  expect(await arms()).toEqual(before);
  expect((await explain(0)).stdout).toContain(`Row 1, arm ${String(before[0])}: settled`);
});
