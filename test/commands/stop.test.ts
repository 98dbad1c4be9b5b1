// pushplan stop: after it returns, no new request leaves, whichever process sends. With --all, for a whole environment.
import { expect, test } from 'vitest';
import { readDiagnostics, readRun, readRuns } from '../support/documents.ts';
import { startApply } from '../support/start-apply.ts';

test('a run elsewhere sends no more requests, exits with 8 and names who stopped it; resume sends the rest', async () => {
  await using apply = await startApply({ recipients: 3_000, pace: 120 });
  const { workspace, run } = apply;
  const stopped = await workspace.run('stop', run);
  const { requests } = workspace.sandbox.stats();
  expect(stopped).toMatchObject({ exitCode: 0, stderr: '' });
  expect(stopped.stdout).toMatch(
    new RegExp(
      `^${run} in local: stopped\nNo new request starts anywhere, \\d\\.\\d{3} s after the command began\\.\n` +
        `(?:No request was under way|\\d+ requests? (?:was|were) under way, answered \\d\\.\\d{3} s after the command\\sbegan)\\.\n\n` +
        `Next: pushplan resume ${run} --env local\n$`,
      'v',
    ),
  );

  const ended = await apply.ended;
  expect(ended.exitCode).toBe(8);
  expect(readRun(ended)).toMatchObject({
    state: 'stopped',
    why: 'stopped by tester@test-host',
    totals: { in_doubt: 0 },
    diagnostics: [{ code: 'PP336', message: `Run ${run} was stopped by tester@test-host.` }],
  });
  expect(workspace.sandbox.stats().requests).toBe(requests);

  const resumed = await workspace.run('resume', run, '--json');
  expect(resumed.exitCode).toBe(0);
  expect(readRun(resumed).totals).toMatchObject({ planned: 3_000, accepted: 3_000 });
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 3_000, duplicates: 0 });
});

test('--all --yes stops every run of the environment, also with --json', async () => {
  await using apply = await startApply({ recipients: 3_000, pace: 120 });
  const { workspace, run } = apply;
  const stopped = await workspace.run('stop', '--all', '--env', 'local', '--yes', '--json');
  expect(stopped.exitCode).toBe(0);
  expect(readRuns(stopped)).toMatchObject([{ run, state: 'stopped', why: 'stopped by tester@test-host' }]);
  expect(stopped.stderr).toContain('No new request starts anywhere');
  expect((await apply.ended).exitCode).toBe(8);
  const again = await workspace.run('stop', '--all', '--env', 'local', '--yes');
  expect(again).toMatchObject({ exitCode: 0, stdout: 'Nothing runs in local: there was nothing to stop.\n' });
});

test('stopping again, or after the end, changes nothing', async () => {
  await using apply = await startApply({ recipients: 3_000, pace: 120 });
  const { workspace, run } = apply;
  await workspace.run('stop', run);
  await apply.ended;
  expect((await workspace.run('stop', run)).stdout).toContain(`${run} in local: stopped already\n`);
  await workspace.run('resume', run);
  const finished = await workspace.run('stop', run, '--json');
  expect(finished.exitCode).toBe(0);
  expect(readRun(finished)).toMatchObject({ run, state: 'finished' });
});

test('ambiguous arguments stop nothing and exit with 3', async () => {
  await using apply = await startApply({ recipients: 60 });
  const { workspace, run } = apply;
  for (const [argv, code] of [
    [[], 'PP502'],
    [[run, '--all', '--env', 'local'], 'PP502'],
    [['--all', '--yes'], 'PP337'],
    [['--all', '--env', 'local'], 'PP503'],
    [['--all', '--env', 'lokal', '--yes'], 'PP154'],
    [['run_000000000000'], 'PP412'],
  ] as const) {
    const refused = await workspace.run('stop', ...argv, '--json');
    expect({ argv, exitCode: refused.exitCode }).toEqual({ argv, exitCode: 3 });
    expect(readDiagnostics(refused)).toMatchObject([{ code }]);
  }
  expect(await apply.ended).toMatchObject({ exitCode: 0 });
});
