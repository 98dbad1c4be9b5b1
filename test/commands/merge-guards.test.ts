// Guards that a pull request cannot loosen: its plan is made against what it is merged onto, and applied after the merge.
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DigestSet } from '../../src/plan/seal.ts';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { expectNothingSent, makeMergingWorld, type MergingWorld } from '../support/merging.ts';
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

  test('so does one whose folder is written in another case', async () => {
    await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(strict) }));
    await world.merge({ 'Push/pushplan.yaml': world.settings(loose), ...campaign('Push/', 400) }, ['push']);
    expectNothingSent(await world.send('Push'), [4, 4]);
  });

  test('so does one whose file was called Pushplan.yaml', async () => {
    await using world = await makeMergingWorld((settings) => ({ 'push/Pushplan.yaml': settings(strict) }));
    await world.merge({ 'push/pushplan.yaml': world.settings(loose), ...campaign('push/', 400) }, ['push']);
    expectNothingSent(await world.send('push'), [4, 4]);
  });

  test('through a link to the workspace, it is the base that the workspace has', async () => {
    await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(strict) }));
    await world.merge({ 'push/pushplan.yaml': world.settings(loose), ...campaign('push/', 4) });
    await using elsewhere = await makeWorkspace();
    await symlink(join(world.repository.root, 'push'), join(elsewhere.root, 'link'));
    for (const more of [[], ['--env', 'local']]) {
      const planned = await world.run('', [
        'plan',
        '--base',
        'HEAD^1',
        '--json',
        join(elsewhere.root, 'link'),
        ...more,
      ]);
      expect(planned.exitCode).toBe(4);
      const [plan] = readPlan(planned).campaigns;
      expect(plan?.limits[0]).toMatchObject({ guard: 'max_recipients', limit: '3', passed: false });
    }
  });

  test('a link that the change brings in the place of its folder has no base', async () => {
    await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(strict) }));
    const files = { 'other/pushplan.yaml': world.settings(loose), ...campaign('other/', 400) };
    await world.merge(files, ['push'], { push: 'other' });
    expectNothingSent(await world.send('push'), [4, 4]);
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
      'push/people.csv': `${people(98)},\n,\n`,
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
