// pushplan status: lists the runs of a ledger, or shows one of them in full.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { readDiagnostics, readRun, readRuns } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const files = {
  'hello.campaign.yaml': campaignText(),
  'other.campaign.yaml': campaignText({ id: 'other', campId: 8, title: 'Other' }),
  'people.csv': people(4),
};

test('without a ledger there are no runs, and no ledger is created', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const before = await readdir(workspace.root);
  expect((await workspace.run('status')).stdout).toBe('No runs yet.\n');
  expect(readRuns(await workspace.run('status', '--json'))).toEqual([]);
  expect(await readdir(workspace.root)).toEqual(before);
});

test('lists the runs, the newest first', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const first = readRun(await workspace.run('apply', '--yes', '--json', 'hello.campaign.yaml'));
  const second = readRun(await workspace.run('apply', '--yes', '--json', '--max-sends', '1', 'other.campaign.yaml'));
  const runs = readRuns(await workspace.run('status', '--json'));
  expect(runs.map(({ run, state, totals }) => ({ run, state, accepted: totals.accepted }))).toEqual([
    { run: second.run, state: 'stopped', accepted: 1 },
    { run: first.run, state: 'finished', accepted: 4 },
  ]);
  const { stdout } = await workspace.run('status');
  expect(stdout.indexOf(second.run)).toBeLessThan(stdout.indexOf(first.run));
  expect(stdout).toContain('planned 4 = accepted 1 + refused 0 + rejected 0 + in doubt 0 + not sent 3');
});

test('shows one run, campaign by campaign, with the same figures as apply', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const { settled_before: _before, ...applied } = readRun(await workspace.run('apply', '--yes', '--json'));
  const { figures, ...shown } = readRun(await workspace.run('status', applied.run, '--json'));
  expect(shown).toEqual({ ...applied, diagnostics: [] });
  expect(figures?.answers).toEqual([{ status: 200, error: null, requests: applied.requests }]);
  expect(shown.campaigns.map(({ id, totals }) => [id, totals.accepted])).toEqual([
    ['hello', 4],
    ['other', 4],
  ]);
  const { stdout } = await workspace.run('status', applied.run);
  expect(stdout).toMatch(/^ +hello +4 +4 +0 +0 +0 +0$/mv);
});

test.each([
  ['loading', (run: string) => ['pushplan apply --env local', `pushplan status ${run} --env local says whether`]],
  [
    'running',
    (run: string) => [`pushplan resume ${run} --env local`, `Then pushplan resume ${run} --env local continues`],
  ],
] as const)('for a run whose process was killed while it was %s, it suggests how to continue', async (state, words) => {
  await using workspace = await makeSendingWorkspace(files);
  const { run } = readRun(await workspace.run('apply', '--yes', '--json', '--max-sends', '1'));
  using database = new DatabaseSync(join(workspace.root, '.pushplan', 'local.db'));
  database.prepare('UPDATE run SET state = ?, ended_at = NULL').run(state);
  const [next, advice] = words(run);
  const { stdout } = await workspace.run('status', run);
  expect(stdout).toContain('  its process is gone, so nobody sends it\n');
  expect(stdout).toContain(`Next: ${next}\n`);
  const help = (await workspace.run('doctor')).stdout.replaceAll(/\s+/gv, ' ');
  expect(help).toContain(advice);
  expect(help).toContain(state === 'loading' ? 'Then the next apply replaces it.' : 'continues it.');
});

test('an unknown run: exits with 3', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const result = await workspace.run('status', 'run_000000000000', '--json');
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([{ code: 'PP412' }]);
});
