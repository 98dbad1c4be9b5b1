// Caps, rests and exclusions based on what people were sent, as users see them: one cap over three campaigns, and refusals by the API.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { pushplan } from '../support/cli.ts';
import { localKey, makeSendingWorkspace } from '../support/sending-workspace.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { campaignText, people } from '../support/workspace.ts';

function campaign(id: string, campId: number, more: string): Readonly<Record<string, string>> {
  return { [`${id}.campaign.yaml`]: campaignText({ id, campId, more }) };
}

const three = {
  ...campaign('first', 1, 'tags: [promo]'),
  ...campaign('second', 2, 'tags: [promo]'),
  ...campaign('service', 3, 'tags: [service]'),
  'people.csv': people(10),
};
const oncePromo = 'policy: { caps: [{ tag: promo, max: 1, within: 24h }] }';

describe('one promotion a day', () => {
  test('people who got the first campaign do not get the second, and a plan of all campaigns shows it beforehand', async () => {
    await using workspace = await makeSendingWorkspace(three, { more: oncePromo });
    const before = readPlan(await workspace.run('plan', '--json'));
    expect(before.totals).toMatchObject({ rows: 30, send: 20, removed: 10 });
    expect((await workspace.run('apply', 'first.campaign.yaml', '--yes')).exitCode).toBe(0);
    const second = readPlan(await workspace.run('plan', 'second.campaign.yaml', '--json'));
    expect(second.campaigns[0]?.counts).toMatchObject({ send: 0, removed: { capped: 10 } });
    expect(second.campaigns[0]?.often).toEqual([{ rule: 'cap of 1 promo in 24h', met: 10, full: 10 }]);
    const { stdout: comment } = await workspace.run('plan', '--format', 'markdown');
    expect(comment).toContain('| `second` | `cap of 1 promo in 24h` | 10 | 10 |');
    const rest = await workspace.run('apply', '--yes', '--json');
    expect(rest.exitCode).toBe(0);
    expect(readRun(rest).totals).toMatchObject({ planned: 10, accepted: 10 });
    expect(await workspace.reached()).toHaveLength(20);
    expect((await workspace.run('ledger', 'verify')).exitCode).toBe(0);
    using database = new DatabaseSync(join(workspace.root, '.pushplan', 'local.db'));
    database.exec('DELETE FROM claimed_person WHERE req = (SELECT min(req) FROM claimed_person)');
    const damaged = await workspace.run('ledger', 'verify', '--json');
    expect(damaged.exitCode).toBe(4);
    expect(readDiagnostics(damaged)).toMatchObject([
      { message: expect.stringContaining('it finds people by 19 rows') },
    ]);
  });

  test('within one apply the campaign with high priority wins, then the order of paths', async () => {
    const files = { ...three, ...campaign('second', 2, 'tags: [promo]\npriority: high') };
    await using workspace = await makeSendingWorkspace(files, { more: oncePromo });
    const applied = await workspace.run('apply', '--yes', '--json');
    expect(applied.exitCode).toBe(0);
    const { campaigns, totals } = readRun(applied);
    expect(totals).toMatchObject({ planned: 20, accepted: 20 });
    expect(campaigns.map(({ id, totals: { accepted } }) => [id, accepted])).toEqual([
      ['first', 0],
      ['second', 10],
      ['service', 10],
    ]);
    const { stdout } = await workspace.run('plan', 'first.campaign.yaml');
    expect(stdout).toContain('- 10  removed: at a cap: they got enough');
    expect(stdout).toContain('often cap of 1 promo in 24h: 10 got what it counts, 10 are left out');
  });

  test('the cap is counted for everybody whom it leaves out, even if they get another row of the campaign', async () => {
    const files = {
      ...campaign('first', 1, "tags: [promo]\nkey: '{{email}} {{name}}'"),
      'people.csv': `${people(10)}person0@example.com,Other\n`,
    };
    await using workspace = await makeSendingWorkspace(files, { more: oncePromo });
    const [only] = readPlan(await workspace.run('plan', '--json')).campaigns;
    expect(only?.counts).toMatchObject({ send: 10, removed: { capped: 1 } });
    expect(only?.often).toEqual([{ rule: 'cap of 1 promo in 24h', met: 1, full: 1 }]);
  });

  test('a saved plan keeps a cap that pushplan.yaml no longer has', async () => {
    await using workspace = await makeSendingWorkspace(three, { more: oncePromo });
    await workspace.run('plan', 'second.campaign.yaml', '--out', 'second.plan.json');
    await workspace.run('apply', 'first.campaign.yaml', '--yes');
    await workspace.write('pushplan.yaml', `version: 1\nenvironments:\n  local: ${await environmentOf(workspace)}\n`);
    const applied = await workspace.run('apply', 'second.plan.json', '--yes', '--json');
    expect(readRun(applied).totals).toMatchObject({ planned: 0 });
    expect(await workspace.reached()).toHaveLength(10);
  });
});

function defers(within: string): string {
  return `policy: { caps: [{ tag: promo, max: 1, within: ${within}, when: defer }] }`;
}

function atTen(): ReturnType<typeof virtualClock> {
  return virtualClock(Date.parse('2026-12-01T10:00Z'));
}

describe('a cap that defers', () => {
  test('the plan shows until when people are deferred, and the next apply defers them as well', async () => {
    await using workspace = await makeSendingWorkspace(three, { more: defers('24h') });
    const run = (...argv: readonly string[]) =>
      pushplan(argv, { cwd: workspace.root, env: { KEY: localKey }, clock: atTen() });
    const before = readPlan(await run('plan', '--json'));
    expect(before.totals).toMatchObject({ rows: 30, send: 20, deferred: 10 });
    expect(before.campaigns[1]).toMatchObject({
      timetable: [{ due: '2026-12-02T10:00:00Z', zone: 'UTC', count: 10 }],
      often: [{ rule: 'cap of 1 promo in 24h, which defers', met: 10, full: 0, put_off: 10 }],
    });
    const { stdout: comment } = await run('plan', '--format', 'markdown');
    expect(comment).toContain('| `second` | `cap of 1 promo in 24h, which defers` | 10 | 10 | 0 |');
    const applied = await run('apply', '--yes', '--json');
    expect(applied.exitCode).toBe(0);
    expect(readRun(applied)).toMatchObject({ state: 'finished', totals: { planned: 20, accepted: 20 }, deferred: 10 });
    const { stdout } = await run('plan', 'second.campaign.yaml');
    expect(stdout).toContain('10 got what it counts, 10 are put');
    const explained = await run('explain', 'second', '--recipient', 'email=person1@example.com');
    expect(explained.stdout).toContain('Row 2: deferred: due 2026-12-02 10:01 UTC');
    expect(explained.stdout).toContain('  > caps  pushplan.yaml:4');
  });

  test('a run that waits sends to them when the cap allows it, also from a saved plan', async () => {
    await using workspace = await makeSendingWorkspace(three, { more: defers('5m') });
    const at = atTen();
    const run = (...argv: readonly string[]) =>
      pushplan(argv, { cwd: workspace.root, env: { KEY: localKey }, clock: at });
    await run('plan', '--out', 'all.plan.json');
    const applied = await run('apply', 'all.plan.json', '--wait', '--yes', '--json');
    expect(applied.exitCode).toBe(0);
    expect(applied.stderr).toContain('the first of them due at 2026-12-01 10:05 UTC');
    expect(readRun(applied)).toMatchObject({ state: 'finished', totals: { planned: 30, accepted: 30 } });
    expect(at.now()).toBeGreaterThanOrEqual(Date.parse('2026-12-01T10:05Z'));
    expect(await workspace.reached()).toHaveLength(30);
  });
});

async function environmentOf({ sandbox }: { readonly sandbox: { readonly url: string } }): Promise<string> {
  return `{ endpoint: ${sandbox.url}, api_key_env: KEY, requests_per_minute: 6000, message_center: off }`;
}

test('a backtest compares a changed cap with what people got from every campaign, and names nobody', async () => {
  await using workspace = await makeSendingWorkspace(three);
  await workspace.run('apply', '--yes');
  const environment = await environmentOf(workspace);
  await workspace.write('pushplan.yaml', `version: 1\nenvironments:\n  local: ${environment}\n${oncePromo}\n`);
  const result = await workspace.run('plan', 'second.campaign.yaml', '--backtest', '30d', '--json');
  expect(result.stdout).not.toContain('user1');
  expect(readPlan(result).backtest).toMatchObject({
    sent: 30,
    spared: 10,
    people: 10,
    campaigns: [
      { id: 'first', sent: 10, spared: 0, base_spared: null },
      { id: 'second', spared: 10, rules: [{ rule: 'cap of 1 promo in 24h', spared: 10, base_spared: null }] },
      { id: 'service', spared: 0, rules: [] },
    ],
  });
  const { stdout } = await workspace.run('plan', '--backtest', '1m');
  expect(stdout).toContain('  out 10, to 10 people.');
  expect(stdout).toContain("sends from the vendor's panel are not seen");
  await workspace.write('pushplan.yaml', `version: 1\nenvironments:\n  local: ${environment}\n`);
  const free = await workspace.run('plan', '--backtest', '30d', '--format', 'markdown');
  expect(free.stdout).toContain('these caps and exclusions would have left out none.');
  for (const wrong of ['30', '0d', 'a month']) {
    const refused = await workspace.run('plan', '--backtest', wrong, '--json');
    expect(refused.exitCode).toBe(3);
    expect(readDiagnostics(refused)).toMatchObject([{ code: 'PP502' }]);
  }
});

test('people who have opted out rest in all campaigns except those that are excepted', async () => {
  const more = 'policy: { rest: { OptOut: 30d, except_tags: [service] } }';
  const shares = { noUserFound: 0, optOut: 1, unregistered: 0 };
  await using workspace = await makeSendingWorkspace(three, { more, shares });
  expect((await workspace.run('apply', 'first.campaign.yaml', '--yes', '--json')).exitCode).toBe(0);
  const plan = readPlan(await workspace.run('plan', '--json'));
  expect(plan.campaigns.map(({ counts }) => counts)).toMatchObject([
    { settled: 10, removed: { resting: 0 } },
    { send: 0, removed: { resting: 10 } },
    { send: 10, removed: { resting: 0 } },
  ]);
});

describe('exclusions by what was sent', () => {
  test('leave out people who got that campaign or one with that tag, and are an error for an unknown campaign', async () => {
    const files = {
      ...three,
      ...campaign('second', 2, 'exclude: [{ sent: first, within: 24h }]'),
      ...campaign('service', 3, 'exclude: [{ tag: promo, within: 7d }]'),
      ...campaign('third', 4, 'exclude: [{ sent: frist, within: 1h }, { tag: prono, within: 1h }]'),
    };
    await using workspace = await makeSendingWorkspace(files);
    await workspace.run('apply', 'first.campaign.yaml', '--yes');
    const plan = readPlan(await workspace.run('plan', 'second.campaign.yaml', 'service.campaign.yaml', '--json'));
    expect(plan.totals).toMatchObject({ send: 0, removed: 20 });
    expect(plan.campaigns.map(({ counts }) => counts.removed.excluded)).toEqual([10, 10]);
    for (const argv of [['plan'], ['apply', '--yes'], ['validate']]) {
      const result = await workspace.run(...argv, 'third.campaign.yaml', '--json');
      expect(result.exitCode).toBe(3);
      const found =
        argv[0] === 'plan'
          ? readPlan(result).campaigns.flatMap(({ diagnostics }) => diagnostics)
          : readDiagnostics(result);
      expect(found).toContainEqual(
        expect.objectContaining({
          code: 'PP175',
          file: 'third.campaign.yaml',
          line: 3,
          column: 19,
          help: 'Did you mean "first"?',
        }),
      );
    }
    const validated = readDiagnostics(await workspace.run('validate', 'third.campaign.yaml', '--json'));
    expect(validated).toContainEqual(expect.objectContaining({ code: 'PP176', severity: 'warning', line: 3 }));
    expect(await workspace.reached()).toHaveLength(10);
  });
});
