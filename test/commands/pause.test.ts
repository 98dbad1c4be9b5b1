// pushplan pause: a run stops sending until it is resumed.
import { expect, test } from 'vitest';
import { readDiagnostics, readRun } from '../support/documents.ts';
import { startApply } from '../support/start-apply.ts';

test('a run elsewhere sends no more requests, exits with 8 and names who paused it; resume sends the rest', async () => {
  await using apply = await startApply({ recipients: 3_000, pace: 120 });
  const { workspace, run } = apply;
  const paused = await workspace.run('pause', run, '--json');
  const { requests } = workspace.sandbox.stats();
  expect(paused.exitCode).toBe(0);
  expect(readRun(paused)).toMatchObject({ run, state: 'paused', why: 'paused by tester@test-host', ended_at: null });
  expect(paused.stderr).toContain(`${run} in local: paused\nNo new request starts anywhere`);

  const ended = await apply.ended;
  expect(ended.exitCode).toBe(8);
  expect(readRun(ended)).toMatchObject({
    state: 'paused',
    totals: { in_doubt: 0 },
    diagnostics: [{ code: 'PP336', message: `Run ${run} was paused by tester@test-host.` }],
  });
  expect(workspace.sandbox.stats().requests).toBe(requests);
  expect((await workspace.run('status', run)).stdout).toMatch(
    new RegExp(`paused\n  paused by tester@test-host\n[^]*Next: pushplan resume ${run} --env local`, 'v'),
  );

  const resumed = await workspace.run('resume', run, '--json');
  expect(resumed.exitCode).toBe(0);
  expect(readRun(resumed)).toMatchObject({ state: 'finished', why: null, totals: { planned: 3_000, accepted: 3_000 } });
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 3_000, duplicates: 0 });
});

test('pausing twice has no further effect, and a paused run can be stopped', async () => {
  await using apply = await startApply({ recipients: 3_000, pace: 120 });
  const { workspace, run } = apply;
  await workspace.run('pause', run);
  await apply.ended;
  expect((await workspace.run('pause', run)).stdout).toContain(`${run} in local: paused already\n`);
  expect((await workspace.run('stop', run)).stdout).toContain(`${run} in local: stopped\n`);
  const again = await workspace.run('pause', run, '--json');
  expect(again.exitCode).toBe(3);
  expect(readDiagnostics(again)).toMatchObject([
    { code: 'PP335', message: `The run ${run} cannot be paused: it has stopped.` },
  ]);
});

test('a run that has finished or is unknown: exits with 3', async () => {
  await using apply = await startApply({ recipients: 60 });
  const { workspace, run } = apply;
  await apply.ended;
  for (const [id, code] of [
    [run, 'PP335'],
    ['run_000000000000', 'PP412'],
  ] as const) {
    const refused = await workspace.run('pause', id, '--json');
    expect(refused.exitCode).toBe(3);
    expect(readDiagnostics(refused)).toMatchObject([{ code }]);
  }
});
