// Guards as users meet them: plan and apply end with 4 and say why, where the limit is set and who can change it. Nothing is sent.
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/generated/plan.ts';
import type { Clock } from '../../src/delivery/clock.ts';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const files = { 'hello.campaign.yaml': campaignText({ more: 'owner: crm' }), 'people.csv': people(4) };

function blockersOf(plan: Plan): Plan['diagnostics'] {
  return plan.campaigns.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error'));
}

/** Expects that plan and apply are blocked by the same single finding, and returns it. */
async function expectBlocked(workspace: SendingWorkspace): Promise<Plan['diagnostics'][number] | undefined> {
  const { requests } = workspace.sandbox.stats();
  const planned = await workspace.run('plan', '--json');
  expect(planned.exitCode).toBe(4);
  const found = blockersOf(readPlan(planned));
  const applied = await workspace.run('apply', '--yes', '--json');
  expect(applied.exitCode).toBe(4);
  expect(readDiagnostics(applied)).toEqual(found);
  expect(found).toHaveLength(1);
  expect(workspace.sandbox.stats().requests).toBe(requests);
  return found[0];
}

async function expectSent(workspace: SendingWorkspace, sends: number, ...options: readonly string[]): Promise<void> {
  const applied = await workspace.run('apply', '--yes', '--json', ...options);
  expect(applied.exitCode).toBe(0);
  expect(readRun(applied).totals).toMatchObject({ planned: sends, accepted: sends });
}

test('max_recipients of the policy: shows the line, and who may change it', async () => {
  await using workspace = await makeSendingWorkspace(files, { more: 'policy:\n  max_recipients: 3' });
  expect(await expectBlocked(workspace)).toMatchObject({
    code: 'PP301',
    file: 'pushplan.yaml',
    line: 5,
    message: 'hello would be sent to 4 recipients, and max_recipients is 3',
    help: expect.stringMatching(/set at pushplan\.yaml:5; everybody who may merge can change that\.$/v),
  });
});

test('the plan contains what each guard measured, even if it passed; a default has no line', async () => {
  await using workspace = await makeSendingWorkspace(files, { more: 'policy: { broadcast_above: 9 }' });
  const [campaign] = readPlan(await workspace.run('plan', '--json')).campaigns;
  expect(campaign?.limits).toEqual([
    { guard: 'max_recipients', value: '4', limit: '100000', file: 'pushplan.yaml', line: null, passed: true },
    { guard: 'broadcast_above', value: '4', limit: '9', file: 'pushplan.yaml', line: 4, passed: true },
    { guard: 'max_invalid', value: '0%', limit: '1%', file: 'pushplan.yaml', line: null, passed: true },
  ]);
});

describe('max_growth', () => {
  test('compares with the last run: not applied to the first run, blocks the second', async () => {
    await using workspace = await makeSendingWorkspace(files, { more: 'policy: { max_growth: 2x }' });
    await expectSent(workspace, 4);
    await workspace.write('people.csv', people(4 + 9));
    expect(await expectBlocked(workspace)).toMatchObject({
      code: 'PP307',
      file: 'pushplan.yaml',
      line: 4,
      message: 'hello would be sent to 9 recipients, 2.25x the 4 of its last run, and max_growth is 2x',
    });
    await workspace.write('people.csv', people(4 + 8));
    await expectSent(workspace, 8);
  });

  test('a campaign may be stricter, and its owner is named', async () => {
    const more = 'owner: crm\nmax_growth: 1.5x';
    await using workspace = await makeSendingWorkspace({ ...files, 'hello.campaign.yaml': campaignText({ more }) });
    await expectSent(workspace, 4);
    await workspace.write('people.csv', people(4 + 7));
    expect(await expectBlocked(workspace)).toMatchObject({
      code: 'PP307',
      file: 'hello.campaign.yaml',
      line: 4,
      help: expect.stringMatching(/max_growth is set at hello\.campaign\.yaml:4; crm owns it\.$/v),
    });
  });

  test('sending the rest of an interrupted apply does not count as growth', async () => {
    await using workspace = await makeSendingWorkspace(files, { more: 'policy: { max_growth: 1x }' });
    expect((await workspace.run('apply', '--yes', '--max-sends', '1')).exitCode).toBe(8);
    await expectSent(workspace, 3);
  });
});

test('broadcast_above: a campaign to more recipients needs broadcast: true', async () => {
  await using workspace = await makeSendingWorkspace(files, { more: 'policy: { broadcast_above: 3 }' });
  expect(await expectBlocked(workspace)).toMatchObject({
    code: 'PP308',
    file: 'hello.campaign.yaml',
    message: 'hello would be sent to 4 recipients and does not say broadcast: true, which is needed above 3',
    help: expect.stringContaining('add broadcast: true to hello.campaign.yaml'),
  });
  await workspace.write('hello.campaign.yaml', campaignText({ more: 'broadcast: true' }));
  await expectSent(workspace, 4);
});

function clockAhead(days: number): Clock {
  return {
    now: () => Date.now() + days * 86_400_000,
    monotonic: () => performance.now(),
    sleep: async () => undefined,
  };
}

describe('max_age', () => {
  const more = 'policy: { max_age: 7d }';

  test('reports an audience that is too old with its date, and blocks only if somebody would be sent to', async () => {
    await using workspace = await makeSendingWorkspace(files, { more });
    await expectSent(workspace, 4);
    const old = new Date('2026-01-02T03:04:05.678Z');
    await utimes(join(workspace.root, 'people.csv'), old, old);
    expect((await workspace.run('plan')).exitCode).toBe(0);
    await workspace.write('people.csv', people(5));
    await utimes(join(workspace.root, 'people.csv'), old, old);
    expect(await expectBlocked(workspace)).toMatchObject({
      code: 'PP317',
      file: 'pushplan.yaml',
      line: 4,
      message: 'people.csv, the audience of hello, is of 2026-01-02T03:04:05Z, and max_age is 7d',
    });
  });

  test('a plan of the same audience is the same days later, until the file is too old', async () => {
    await using workspace = await makeSendingWorkspace(files, { more });
    const planIn = (days: number): ReturnType<SendingWorkspace['run']> =>
      pushplan(['plan', '--json'], { cwd: workspace.root, clock: clockAhead(days) });
    const today = await planIn(0);
    expect(await planIn(6)).toMatchObject({ exitCode: 0, stdout: today.stdout });
    expect((await planIn(8)).exitCode).toBe(4);
  });
});

function resending(title: string): string {
  return campaignText({ more: 'owner: crm\nresend: on_change', title });
}

async function makeChanged(): Promise<SendingWorkspace> {
  const workspace = await makeSendingWorkspace({ ...files, 'hello.campaign.yaml': resending('Hello {{name}}') });
  await expectSent(workspace, 4);
  await workspace.write('hello.campaign.yaml', resending('Dear {{name}}'));
  return workspace;
}

describe('resend', () => {
  test('is blocked unless it is allowed', async () => {
    await using workspace = await makeChanged();
    expect(await expectBlocked(workspace)).toMatchObject({
      code: 'PP309',
      file: 'hello.campaign.yaml',
      line: 4,
      message:
        'hello would be sent to 4 recipients again, since what they get has changed, and that has not been allowed',
    });
    const allowed = await workspace.run('plan', '--json', '--allow', 'resend', '--allow', 'resend');
    expect(allowed.exitCode).toBe(0);
    expect(readPlan(allowed)).toMatchObject({ allowed: ['resend'], totals: { resend: 4 } });
    expect((await workspace.run('plan', '--allow', 'resend')).stdout).toContain('pushplan apply --allow resend\n');
    await expectSent(workspace, 4, '--allow', 'resend');
    expect(workspace.sandbox.stats().deliveries).toBe(8);
  });

  test('allowed in a saved plan, it is allowed when the plan is applied', async () => {
    await using workspace = await makeChanged();
    expect((await workspace.run('plan', '--out', 'sale.plan.json', '--allow', 'resend')).exitCode).toBe(0);
    const applied = await workspace.run('apply', 'sale.plan.json', '--yes', '--json');
    expect(readRun(applied).totals.accepted).toBe(4);
  });

  test('not allowed in a saved plan, it is not allowed when the plan is applied', async () => {
    await using workspace = await makeChanged();
    expect((await workspace.run('plan', '--out', 'sale.plan.json')).exitCode).toBe(4);
    const applied = await workspace.run('apply', 'sale.plan.json', '--yes', '--json');
    expect(applied.exitCode).toBe(4);
    expect(readDiagnostics(applied)).toMatchObject([
      {
        code: 'PP318',
        message: expect.stringMatching(/^sale\.plan\.json was blocked when it was made: PP309 hello /v),
      },
    ]);
    expect(workspace.sandbox.stats().deliveries).toBe(4);
  });

  test('a seal does not record what was allowed, so it has to be allowed again', async () => {
    await using workspace = await makeChanged();
    const { seal } = readPlan(await workspace.run('plan', '--json', '--allow', 'resend'));
    const without = await workspace.run('apply', '--yes', '--json', '--expect-seal', seal);
    expect(without.exitCode).toBe(4);
    expect(readDiagnostics(without)).toMatchObject([{ code: 'PP309' }]);
    await expectSent(workspace, 4, '--expect-seal', seal, '--allow', 'resend');
  });

  test.each(['plan', 'apply'])('%s --allow accepts nothing else', async (command) => {
    await using workspace = await makeSendingWorkspace(files);
    const result = await workspace.run(command, '--json', '--allow', 'everything');
    expect(result.exitCode).toBe(3);
    expect(readDiagnostics(result)).toMatchObject([
      { code: 'PP502', message: '--allow everything: what can be allowed is resend, list-shrunk and tags' },
    ]);
  });
});
