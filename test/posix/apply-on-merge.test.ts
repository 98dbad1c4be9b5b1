// The job of a merge that is cancelled in the middle or started twice, with a real process and sandbox: nobody gets a notification twice.
import { describe, expect, test } from 'vitest';
import { readDiagnostics, readPlan, readRuns } from '../support/documents.ts';
import { holdAnswers, type HeldAnswers } from '../support/held-answers.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { spawnCli, type SpawnedCli } from '../support/spawn-cli.ts';
import { untilRequests } from '../support/until-requests.ts';
import { campaignText, people } from '../support/workspace.ts';

/** 60 requests at the pace of the sandbox, long enough for something to happen meanwhile. */
const count = 1200;

/** Ways to pass the approved plan to the job. Each returns arguments for apply. */
const ways: [string, (workspace: SendingWorkspace) => Promise<readonly string[]>][] = [
  [
    'apply PLAN',
    async (workspace) => {
      expect((await workspace.run('plan', '--out', 'sale.plan.json')).exitCode).toBe(0);
      return ['sale.plan.json'];
    },
  ],
  [
    'apply --expect-seal --expect-sends',
    async (workspace) => {
      const { seal, totals } = readPlan(await workspace.run('plan', '--json'));
      return ['--expect-seal', seal, '--expect-sends', String(totals.send)];
    },
  ],
];

async function makeApproved(approve: (typeof ways)[number][1]): Promise<{
  readonly workspace: SendingWorkspace;
  readonly job: readonly string[];
  /** Holds all answers but the first few until letGo(). */
  readonly answers: HeldAnswers;
}> {
  const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(count) };
  const answers = holdAnswers(5);
  const latency = { sent: 1, none: 1, jitter: 0 };
  const workspace = await makeSendingWorkspace(files, { latency, clock: answers.clock });
  return { workspace, answers, job: ['apply', '--yes', '--json', ...(await approve(workspace))] };
}

/** Starts the job in a process of its own, and returns when it has requests under way. */
async function startSending({ root, sandbox }: SendingWorkspace, job: readonly string[]): Promise<SpawnedCli> {
  const started = spawnCli(job, { cwd: root, env: { KEY: localKey } });
  await untilRequests(sandbox, 6, [started.ended]);
  return started;
}

async function countInDoubt(workspace: SendingWorkspace): Promise<number> {
  const runs = readRuns(await workspace.run('status', '--json'));
  return runs.reduce((sum, { totals }) => sum + totals.in_doubt, 0);
}

describe.each(ways)('%s', (_, approve) => {
  test.each([
    ['SIGINT', 8, 0],
    ['SIGKILL', null, 7],
  ] as const)('cancelled by %s and repeated, nobody gets it twice', async (signal, cut, done) => {
    const { workspace, job, answers } = await makeApproved(approve);
    await using disposed = workspace;
    const first = await startSending(disposed, job);
    first.process.kill(signal);
    answers.letGo();
    expect((await first.ended).exitCode).toBe(cut);
    expect(workspace.sandbox.stats().deliveries).toBeLessThan(count);

    // What a killed process had under way is in doubt, and is not sent again automatically.
    expect((await workspace.run(...job)).exitCode).toBe(done);
    const reached = await workspace.reached();
    expect(new Set(reached).size).toBe(reached.length);
    expect(count - reached.length).toBeLessThanOrEqual(await countInDoubt(workspace));

    const { requests } = workspace.sandbox.stats();
    expect((await workspace.run(...job)).exitCode).toBe(done);
    expect(workspace.sandbox.stats()).toMatchObject({ requests, duplicates: 0 });
  });

  test('started twice, one sends and the other reports it', async () => {
    const { workspace, job, answers } = await makeApproved(approve);
    await using disposed = workspace;
    const first = await startSending(disposed, job);
    const second = await workspace.run(...job);
    answers.letGo();
    expect(second.exitCode).toBe(9);
    expect(readDiagnostics(second)).toMatchObject([{ code: 'PP409' }]);
    expect((await first.ended).exitCode).toBe(0);
    expect(await workspace.reached()).toHaveLength(count);
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: count, duplicates: 0 });
  });
});
