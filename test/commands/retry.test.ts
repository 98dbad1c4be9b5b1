// pushplan retry: the next apply tries refusals for one reason again, and sends to nobody else.
import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { readPlan, readRun } from '../support/documents.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const because = ['--reason', 'certificate renewed'];

/** A run over ten people, five of them on a platform with an expired certificate. A second sandbox stands for the renewed one. */
async function makeRefused(): Promise<{ readonly workspace: SendingWorkspace; readonly run: string }> {
  const users = Array.from({ length: 10 }, (_, index) => ({
    email: `person${index}@example.com`,
    ...(index < 5 ? { refused: 'InvalidCertificate' as const } : {}),
  }));
  const workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(10) },
    { users },
  );
  const result = await workspace.run('apply', '--yes', '--json');
  return { workspace, run: readRun(result).run };
}

test('five of ten were refused: retry opens them, and apply sends to those five only', async () => {
  const { workspace, run } = await makeRefused();
  await using _ = workspace;
  expect(readRun(await workspace.run('status', run, '--json'))).toMatchObject({ refused: { InvalidCertificate: 5 } });
  expect((await workspace.run('status', run)).stdout).toContain(
    `pushplan retry ${run} --env local --only InvalidCertificate --reason TEXT`,
  );
  await using renewed = await startSandbox({
    latency: { sent: 0, none: 0, jitter: 0 },
    shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
  });
  await workspace.write(
    'pushplan.yaml',
    `version: 1\nenvironments:\n  local: { endpoint: ${renewed.url}, api_key_env: KEY, message_center: off }\n`,
  );
  expect(readRun(await workspace.run('apply', '--yes', '--json'))).toMatchObject({ totals: { planned: 0 } });
  const retried = await workspace.run('retry', run, '--only', 'InvalidCertificate', ...because, '--json');
  expect(retried).toMatchObject({ exitCode: 0 });
  expect(readRun(retried)).toMatchObject({ run, opened: 5, refused: { InvalidCertificate: 5 } });
  // The notifications were refused, not rejected: the report calls them opened again.
  expect((await workspace.run('report', run, '--format', 'markdown')).stdout).toMatch(
    /\| a person \| opened again \| 5 \|/v,
  );
  expect(readPlan(await workspace.run('plan', '--json')).totals).toMatchObject({ retry: 5, send: 0, settled: 5 });
  expect((await workspace.run('plan')).stdout).toMatch(/5 {2}to try again: refused before/v);
  const sent = await workspace.run('apply', '--yes', '--json');
  expect(sent.exitCode).toBe(0);
  expect(readRun(sent)).toMatchObject({ totals: { planned: 5, accepted: 5 } });
  expect(readPlan(await workspace.run('plan', '--json')).totals).toMatchObject({ retry: 0, settled: 10 });
  expect((await workspace.run('ledger', 'verify')).exitCode).toBe(0);
  expect(
    readRun(await workspace.run('retry', run, '--only', 'InvalidCertificate', ...because, '--json')),
  ).toMatchObject({ opened: 0, opened_refusals: { InvalidCertificate: 5 } });
});

test('the suggested next command: retry while refusals are closed, then apply', async () => {
  const { workspace, run } = await makeRefused();
  await using _ = workspace;
  const advice = `pushplan retry ${run}`;
  expect((await workspace.run('status', run)).stdout).toContain(advice);
  const retried = await workspace.run('retry', run, '--only', 'InvalidCertificate', ...because);
  expect(retried.stdout).toContain('Next: pushplan apply --env local\n');
  expect(retried.stdout).not.toContain(advice);
  expect((await workspace.run('status', run)).stdout).not.toContain('pushplan retry');
});

test('refused: no reason, an unknown run, nothing refused for that reason, or a reason that may never be tried again', async () => {
  const { workspace, run } = await makeRefused();
  await using _ = workspace;
  const only = ['--only', 'InvalidCertificate'];
  for (const [argv, exitCode, code] of [
    [[run, ...only], 3, 'PP502'],
    [[run, ...because], 3, 'PP502'],
    [['run_nowhere00000', ...only, ...because], 3, 'PP'],
    [[run, '--only', 'NoUserFound', ...because], 3, 'PP384'],
    [[run, '--only', 'OptOut', ...because], 4, 'PP383'],
  ] as const) {
    const result = await workspace.run('retry', ...argv);
    expect([argv, result.exitCode]).toEqual([argv, exitCode]);
    expect(result.stderr).toContain(code);
  }
  const never = campaignText({ more: 'retry: { InvalidCertificate: never }' });
  await workspace.write('hello.campaign.yaml', never);
  const barred = await workspace.run('retry', run, ...only, ...because);
  expect(barred.exitCode).toBe(4);
  expect(barred.stderr).toContain('PP383 hello.campaign.yaml:3:30');
});
