// pushplan resume: continues a run from its spool, if the run can be continued.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDiagnostics, readRun } from '../support/documents.ts';
import { makeSendingWorkspace, runAt, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

async function makeStopped(): Promise<{ workspace: SendingWorkspace; run: string }> {
  const workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(30),
  });
  const result = await workspace.run('apply', '--yes', '--json', '--max-sends', '10');
  expect(result.exitCode).toBe(8);
  return { workspace, run: readRun(result).run };
}

test('needs only pushplan.yaml, and sends what was planned then', async () => {
  const { workspace, run } = await makeStopped();
  await using _ = workspace;
  await rm(join(workspace.root, 'hello.campaign.yaml'));
  await rm(join(workspace.root, 'people.csv'));
  const result = await workspace.run('resume', run, '--json');
  expect(result.exitCode).toBe(0);
  expect(readRun(result)).toMatchObject({ run, state: 'finished', totals: { planned: 30, accepted: 30 } });
  const titles = (await workspace.arrivals()).map(({ notification }) => notification['title']);
  expect(new Set(titles).size).toBe(30);
  expect(workspace.sandbox.stats().duplicates).toBe(0);
});

test('the requests of the last minute include those of the process before', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(70),
  });
  const requests = (): number => workspace.sandbox.stats().requests;
  const first = await runAt(workspace, '2026-12-01T12:00', 'apply', '--yes', '--json', '--max-sends', '20');
  const before = requests();
  expect(first.stderr.trimEnd()).toMatch(new RegExp(`, ${before} requests in the last minute$`, 'v'));
  const { run } = readRun(first);
  const second = await runAt(workspace, '2026-12-01T12:00:40', 'resume', run, '--max-sends', '20', '--json');
  expect(second.stderr.trimEnd()).toMatch(new RegExp(`, ${requests()} requests in the last minute$`, 'v'));
  // Those of the first process are more than a minute ago.
  const third = await runAt(workspace, '2026-12-01T12:01:20', 'resume', run, '--json');
  expect(third.stderr.trimEnd()).toMatch(new RegExp(`, ${requests() - before} requests in the last minute$`, 'v'));
});

test('status of a stopped run shows how to continue', async () => {
  const { workspace, run } = await makeStopped();
  await using _ = workspace;
  const { stdout } = await workspace.run('status', run);
  expect(stdout).toContain(`pushplan resume ${run} --env local`);
});

test('a run that a later apply replaced is not resumed, and its rest counts as not sent', async () => {
  const { workspace, run } = await makeStopped();
  await using _ = workspace;
  const later = await workspace.run('apply', '--yes', '--json');
  expect(readRun(later).totals).toMatchObject({ planned: 20, accepted: 20 });
  const status = readRun(await workspace.run('status', run, '--json'));
  expect(status).toMatchObject({ state: 'superseded', totals: { planned: 30, accepted: 10, not_sent: 20 } });
  const result = await workspace.run('resume', run, '--json');
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([
    { code: 'PP413', message: `The run ${run} cannot be resumed: a later apply took its place.` },
  ]);
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 30, duplicates: 0 });
});

test('a finished run is not resumed', async () => {
  const { workspace, run } = await makeStopped();
  await using _ = workspace;
  await workspace.run('resume', run);
  const result = await workspace.run('resume', run, '--json');
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([{ code: 'PP413', message: expect.stringContaining('has finished') }]);
});

test('for an unknown run, a hint suggests another environment', async () => {
  await using workspace = await makeSendingWorkspace({});
  const result = await workspace.run('resume', 'run_000000000000', '--json');
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([
    { code: 'PP412', message: 'local has no run run_000000000000', help: expect.stringContaining('pushplan status') },
  ]);
});

describe('--only', () => {
  const files = {
    'a.campaign.yaml': campaignText({ id: 'first' }),
    'b.campaign.yaml': campaignText({ id: 'second', campId: 8, title: 'Second' }),
    'people.csv': people(30),
  };

  test('with a campaign: only that campaign is sent, and the rest can be resumed later', async () => {
    await using workspace = await makeSendingWorkspace(files);
    const { run } = readRun(await workspace.run('apply', '--yes', '--json', '--max-sends', '10'));
    const one = await workspace.run('resume', run, '--only', 'second', '--json');
    expect(one.exitCode).toBe(8);
    const { state, campaigns } = readRun(one);
    expect(state).toBe('stopped');
    expect(campaigns.map(({ id, totals }) => [id, totals.accepted, totals.not_sent])).toEqual([
      ['first', 10, 20],
      ['second', 30, 0],
    ]);
    const rest = await workspace.run('resume', run, '--only', 'not_sent', '--json');
    expect(rest.exitCode).toBe(0);
    expect(readRun(rest).totals).toMatchObject({ planned: 60, accepted: 60 });
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 60, duplicates: 0 });
  });

  test('with a campaign that the run does not have: exits with 3, and nothing is sent', async () => {
    await using workspace = await makeSendingWorkspace(files);
    const { run } = readRun(await workspace.run('apply', '--yes', '--json', '--max-sends', '10'));
    const before = workspace.sandbox.stats().requests;
    const result = await workspace.run('resume', run, '--only', 'secnd', '--json');
    expect(result.exitCode).toBe(3);
    expect(readDiagnostics(result)).toMatchObject([
      { code: 'PP502', message: `--only secnd: run ${run} has no such campaign; did you mean second?` },
    ]);
    expect(workspace.sandbox.stats().requests).toBe(before);
  });
});
