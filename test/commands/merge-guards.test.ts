// Guards that a pull request cannot loosen: it is planned against the commit that it is merged into, and applied after the merge.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DigestSet } from '../../src/plan/seal.ts';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { commitDate, runGit } from '../support/git-repository.ts';
import { campaignIn, expectNothingSent, makeMergingWorld, type MergingWorld } from '../support/merging.ts';
import { realClock } from '../support/real-clock.ts';
import { localKey } from '../support/sending-workspace.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const nobody = new DigestSet().seal();
const strict = 'policy: { max_recipients: 3 }';
const loose = 'policy: { max_recipients: 100000 }';

/** Reads the set of people and the seal from the saved plan. */
async function readSaved({ planFile }: MergingWorld): Promise<{ readonly set: string; readonly seal: string }> {
  const { seal, saved } = JSON.parse(await readFile(planFile, 'utf8')) as {
    readonly seal: string;
    readonly saved: { readonly set: string };
  };
  return { set: saved.set, seal };
}

describe('the policy is that of pushplan.yaml at the same path in the base', () => {
  test.each([
    ['push', []],
    ['push/campaigns', []],
    ['push/campaigns', ['--env', 'local']],
  ])('a new nested workspace with a campaign sends nothing, planned in %s with %j', async (folder, more) => {
    await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(strict) }));
    await world.merge({ 'push/campaigns/pushplan.yaml': world.settings(), ...campaignIn('push/campaigns/', 500) });
    const sent = await world.send(folder, [...more, '--json']);
    expectNothingSent(sent, [4, 4]);
    const plan = readPlan(sent.planned);
    expect(plan.diagnostics).toMatchObject([
      {
        code: 'PP168',
        severity: 'error',
        message: expect.stringMatching(/^HEAD\^1 has no push\/campaigns\/pushplan\.yaml/v),
        help: expect.stringContaining(
          'Merge pushplan.yaml first, in a pull request of its own; campaigns follow in the next.',
        ),
      },
    ]);
    expect(plan.totals.send).toBe(500);
    expect(await readSaved(world)).toEqual({ set: '', seal: nobody });
    expect(readDiagnostics(sent.applied)).toMatchObject([{ code: 'PP318' }]);
    // Its seal is the seal of an empty plan, and nothing is sent under that.
    const bySeal = await world.run(folder, ['apply', '--yes', '--expect-seal', plan.seal]);
    expect(bySeal.exitCode).toBe(5);
    expect(world.sandbox.stats().requests).toBe(0);
  });

  test('a workspace that moves up and loosens its policy sends nothing', async () => {
    await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(strict) }));
    await world.merge({ 'pushplan.yaml': world.settings(loose), ...campaignIn('', 400) }, ['push']);
    expectNothingSent(await world.send(''), [4, 4]);
  });

  test('a new workspace sends nothing, and an existing one beside it sends what its base allows', async () => {
    await using world = await makeMergingWorld((settings) => ({ 'old/pushplan.yaml': settings() }));
    await world.merge({
      ...campaignIn('old/', 4),
      'new/pushplan.yaml': world.settings(),
      'new/other.campaign.yaml': campaignText({ id: 'other', campId: 8 }),
      'new/people.csv': people(4, 100),
    });
    expectNothingSent(await world.send('new'), [4, 4]);
    const { applied, sends } = await world.send('old');
    expect([applied.exitCode, sends]).toEqual([0, 4]);
  });

  test('if the base has a broken workspace, no policy looser than the defaults applies', async () => {
    await using world = await makeMergingWorld(() => ({ 'push/pushplan.yaml': 'version: 2\n' }));
    await world.merge({
      'push/pushplan.yaml': world.settings('policy: { max_invalid: 50% }'),
      ...campaignIn('push/', 98),
      'push/people.csv': `${people(98)},Ana\n,Bo\n`,
    });
    expectNothingSent(await world.send('push'), [4, 4]);
  });
});

describe('without campaigns', () => {
  test('a new workspace is planned and applied but sends nothing, and campaigns follow in the next change', async () => {
    await using world = await makeMergingWorld(() => ({ 'readme.txt': '' }));
    await world.merge({ 'push/pushplan.yaml': world.settings(loose) });
    const first = await world.send('push', ['--json']);
    expectNothingSent(first, [0, 0]);
    expect(readPlan(first.planned)).toMatchObject({
      seal: nobody,
      campaigns: [],
      diagnostics: [{ code: 'PP168', severity: 'warning' }],
    });
    expect(readRun(first.applied)).toMatchObject({ totals: { planned: 0 }, campaigns: [] });
    await world.merge(campaignIn('push/', 5));
    const second = await world.send('push');
    expect([second.planned.exitCode, second.applied.exitCode, second.sends]).toEqual([0, 0, 5]);
  });

  test('deleting the last campaign is listed, and the plan without campaigns can be applied', async () => {
    await using world = await makeMergingWorld((settings) => ({
      'push/pushplan.yaml': settings(),
      ...campaignIn('push/', 5),
    }));
    await world.merge({}, ['push/hello.campaign.yaml']);
    const sent = await world.send('push', ['--json']);
    expectNothingSent(sent, [0, 0]);
    expect(readPlan(sent.planned)).toMatchObject({
      base: { removed: [{ id: 'hello', file: 'hello.campaign.yaml' }] },
      campaigns: [],
      diagnostics: [],
    });
    for (const format of ['text', 'markdown']) {
      const shown = await world.run('push', ['plan', '--base', 'HEAD^1', '--format', format]);
      expect([shown.exitCode, shown.stderr]).toEqual([0, '']);
      expect(shown.stdout).toMatch(/hello[\s\S]*removed/v);
    }
    // Without a base, a workspace without campaigns is more likely a mistake.
    expect((await world.run('push', ['plan'])).exitCode).toBe(3);
  });

  test('campaigns that are added after such a plan are not sent under it', async () => {
    await using world = await makeMergingWorld(() => ({ 'readme.txt': '' }));
    await world.merge({ 'push/pushplan.yaml': world.settings(loose) });
    await world.send('push');
    await world.merge(campaignIn('push/', 5));
    const applied = await world.run('push', ['apply', world.planFile, '--yes', '--json']);
    expect(readRun(applied).totals.planned).toBe(0);
    expect(world.sandbox.stats().requests).toBe(0);
  });
});

test('a change that only adds three people sends to those three', async () => {
  await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings() }));
  await world.merge(campaignIn('push/', 5));
  expect((await world.send('push')).sends).toBe(5);
  await world.merge({ 'push/people.csv': people(8) });
  const { planned, applied, sends } = await world.send('push');
  expect([planned.exitCode, applied.exitCode, sends]).toEqual([0, 0, 3]);
});

describe('max_age of the base', () => {
  const policy = 'policy: { max_age: 7d }';
  const soon = { clock: { ...realClock, now: () => commitDate + 86_400_000 } };

  test('applies even if the change removes it', async () => {
    await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(policy) }));
    await world.merge({ 'push/pushplan.yaml': world.settings(), ...campaignIn('push/', 5) });
    expectNothingSent(await world.send('push'), [4, 4]);
    expect(await world.send('push', [], { plan: soon })).toMatchObject({ planned: { exitCode: 0 }, sends: 0 });
  });

  test('blocks an audience whose age is unknown because the clone is shallow or broken', async () => {
    await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(policy) }));
    await world.merge(campaignIn('push/', 5));
    expect((await world.run('push', ['plan', '--base', 'HEAD^1', '--out', world.planFile], soon)).exitCode).toBe(0);
    world.repository.git('commit', '-q', '--allow-empty', '-m', 'Something else');
    await using runner = await makeWorkspace();
    runGit(runner.root, ['clone', '-q', '--depth', '1', `file://${world.repository.root}`, 'clone']);
    const cwd = join(runner.root, 'clone', 'push');
    const apply = (): Promise<CliResult> =>
      pushplan(['apply', world.planFile, '--yes', '--json'], { cwd, env: { KEY: localKey }, ...soon });
    const shallow = await apply();
    expect(shallow.exitCode).toBe(4);
    expect(readDiagnostics(shallow)).toMatchObject([
      {
        code: 'PP317',
        message: expect.stringContaining('the age of people.csv, the audience of hello, is not known'),
        help: expect.stringContaining('git fetch --unshallow'),
      },
    ]);
    await runner.write('clone/.git/config', '[core\n');
    const broken = await apply();
    expect(broken.exitCode).toBe(4);
    expect(readDiagnostics(broken)[0]?.message).toContain('bad config line');
    expect(world.sandbox.stats().requests).toBe(0);
  });
});
