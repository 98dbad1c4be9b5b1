// Guards that a pull request cannot loosen: its plan is made against what it is merged onto, and applied after the merge.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DigestSet } from '../../src/plan/seal.ts';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { commitDate, runGit } from '../support/git-repository.ts';
import { expectNothingSent, makeMergingWorld, type MergingWorld } from '../support/merging.ts';
import { realClock } from '../support/real-clock.ts';
import { localKey } from '../support/sending-workspace.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const nobody = new DigestSet().seal();
const strict = 'policy: { max_recipients: 3 }';
const loose = 'policy: { max_recipients: 100000 }';

function campaign(folder: string, count: number): Readonly<Record<string, string>> {
  return { [`${folder}hello.campaign.yaml`]: campaignText(), [`${folder}people.csv`]: people(count) };
}

/** Of the file that was saved: what is in its set, and its seal. */
async function readSaved({ planFile }: MergingWorld): Promise<{ readonly set: string; readonly seal: string }> {
  const { seal, saved } = JSON.parse(await readFile(planFile, 'utf8')) as {
    readonly seal: string;
    readonly saved: { readonly set: string };
  };
  return { set: saved.set, seal };
}

describe('the policy is that of pushplan.yaml at the same path', () => {
  test.each([
    ['push', []],
    ['push/campaigns', []],
    ['push/campaigns', ['--env', 'local']],
  ])('a nested workspace with a campaign sends nothing, planned in %s with %j', async (folder, more) => {
    await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(strict) }));
    await world.merge({ 'push/campaigns/pushplan.yaml': world.settings(), ...campaign('push/campaigns/', 500) });
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
    // Its seal is that of nobody, which none is sent under.
    const bySeal = await world.run(folder, ['apply', '--yes', '--expect-seal', plan.seal]);
    expect(bySeal.exitCode).toBe(5);
    expect(world.sandbox.stats().requests).toBe(0);
  });

  test('a workspace that moves up and is loosened sends nothing', async () => {
    await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(strict) }));
    await world.merge({ 'pushplan.yaml': world.settings(loose), ...campaign('', 400) }, ['push']);
    expectNothingSent(await world.send(''), [4, 4]);
  });

  test('of two workspaces the one that is new sends nothing, the other what its base allows', async () => {
    await using world = await makeMergingWorld((settings) => ({ 'old/pushplan.yaml': settings() }));
    await world.merge({
      ...campaign('old/', 4),
      'new/pushplan.yaml': world.settings(),
      'new/other.campaign.yaml': campaignText({ id: 'other', campId: 8 }),
      'new/people.csv': people(4, 100),
    });
    expectNothingSent(await world.send('new'), [4, 4]);
    const { applied, sends } = await world.send('old');
    expect([applied.exitCode, sends]).toEqual([0, 4]);
  });

  test('one that is broken in the base is judged by no looser policy than the defaults', async () => {
    await using world = await makeMergingWorld(() => ({ 'push/pushplan.yaml': 'version: 2\n' }));
    await world.merge({
      'push/pushplan.yaml': world.settings('policy: { max_invalid: 50% }'),
      ...campaign('push/', 98),
      'push/people.csv': `${people(98)},Ana\n,Bo\n`,
    });
    expectNothingSent(await world.send('push'), [4, 4]);
  });
});

describe('without campaigns', () => {
  test('a new workspace is planned and applied, and sends nothing; campaigns follow', async () => {
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
    await world.merge(campaign('push/', 5));
    const second = await world.send('push');
    expect([second.planned.exitCode, second.applied.exitCode, second.sends]).toEqual([0, 0, 5]);
  });

  test('the last campaign that is deleted is listed, and the plan without any is applied', async () => {
    await using world = await makeMergingWorld((settings) => ({
      'push/pushplan.yaml': settings(),
      ...campaign('push/', 5),
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
    // Without a base it is more likely a mistake.
    expect((await world.run('push', ['plan'])).exitCode).toBe(3);
  });

  test('what is added after such a plan is not sent under it', async () => {
    await using world = await makeMergingWorld(() => ({ 'readme.txt': '' }));
    await world.merge({ 'push/pushplan.yaml': world.settings(loose) });
    await world.send('push');
    await world.merge(campaign('push/', 5));
    const applied = await world.run('push', ['apply', world.planFile, '--yes', '--json']);
    expect(readRun(applied).totals.planned).toBe(0);
    expect(world.sandbox.stats().requests).toBe(0);
  });
});

test('three people more and nothing else: those three are sent to', async () => {
  await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings() }));
  await world.merge(campaign('push/', 5));
  expect((await world.send('push')).sends).toBe(5);
  await world.merge({ 'push/people.csv': people(8) });
  const { planned, applied, sends } = await world.send('push');
  expect([planned.exitCode, applied.exitCode, sends]).toEqual([0, 0, 3]);
});

describe('max_age of the base', () => {
  const policy = 'policy: { max_age: 7d }';
  const soon = { clock: { ...realClock, now: () => commitDate + 86_400_000 } };

  test('holds where the change removes it', async () => {
    await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(policy) }));
    await world.merge({ 'push/pushplan.yaml': world.settings(), ...campaign('push/', 5) });
    expectNothingSent(await world.send('push'), [4, 4]);
    expect(await world.send('push', [], { plan: soon })).toMatchObject({ planned: { exitCode: 0 }, sends: 0 });
  });

  test('blocks what a runner with a shallow clone, or with a broken one, does not know the age of', async () => {
    await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(policy) }));
    await world.merge(campaign('push/', 5));
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
