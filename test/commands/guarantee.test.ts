// `guarantee: at_least_once` is shown in the plan, before sending and in the result, and a policy can forbid it. Also abort_if.
import { expect, test } from 'vitest';
import { readDiagnostics, readRun, readRuns } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const files = { 'hello.campaign.yaml': campaignText({ more: 'guarantee: at_least_once' }), 'people.csv': people(2) };

test('it is shown wherever somebody decides or looks at a run', async () => {
  await using workspace = await makeSendingWorkspace(files, { faults: [{ kind: '500-after-send', requests: [1] }] });
  expect((await workspace.run('plan')).stdout).toContain('guarantee at_least_once');
  const applied = await workspace.run('apply', '--yes');
  expect(applied.exitCode).toBe(0);
  expect(applied.stderr).toContain('guarantee at_least_once (hello): sent again if in doubt');
  expect(applied.stdout).toContain('maybe twice');
  const [run] = readRuns(await workspace.run('status', '--json'));
  expect(run).toMatchObject({ totals: { planned: 2, accepted: 2 }, maybe_twice: 1 });
});

test('a policy that forbids it blocks plan and apply with 4, and names both places', async () => {
  await using workspace = await makeSendingWorkspace(files, { more: 'policy: { forbid: [at_least_once] }' });
  const plan = await workspace.run('plan');
  expect(plan.exitCode).toBe(4);
  expect(plan.stdout).toContain('PP306 hello.campaign.yaml:3:12');
  const apply = await workspace.run('apply', '--yes', '--json');
  expect(apply.exitCode).toBe(4);
  expect(readDiagnostics(apply)).toMatchObject([
    {
      code: 'PP306',
      file: 'hello.campaign.yaml',
      line: 3,
      message: 'hello has guarantee: at_least_once, which policy.forbid at pushplan.yaml:4 does not allow',
    },
  ]);
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test('abort_if of campaign and policy is stored with the run, and stops a resumed run too', async () => {
  const users = Array.from({ length: 600 }, (_, index) => ({
    email: `person${index}@example.com`,
    opted_out: index >= 100,
  }));
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText({ more: 'abort_if: { rejected: 0 }' }), 'people.csv': people(600) },
    { users, more: 'policy: { abort_if: { OptOut: 30% } }' },
  );
  const first = readRun(await workspace.run('apply', '--yes', '--json', '--max-sends', '100'));
  expect(first).toMatchObject({ state: 'stopped', totals: { accepted: 100 } });
  const result = await workspace.run('resume', first.run, '--json');
  expect(result.exitCode).toBe(8);
  const run = readRun(result);
  expect(run.state).toBe('stopped');
  expect(run.why).toContain('OptOut');
  expect(run.totals.not_sent).toBeGreaterThan(0);
});
