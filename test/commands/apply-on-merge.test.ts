// CI applies on merge, and jobs may be repeated: each run sends only what is missing in the ledger, so repeating a job is harmless.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CliResult } from '../support/cli.ts';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

type Job = (workspace: SendingWorkspace) => Promise<CliResult>;

/** Plans as a pull request does, and returns the job that applies the approved plan. */
type Approve = (workspace: SendingWorkspace, name: string) => Promise<Job>;

const byFile: Approve = async (workspace, name) => {
  expect((await workspace.run('plan', '--out', `${name}.plan.json`)).exitCode).toBe(0);
  return (later) => later.run('apply', `${name}.plan.json`, '--yes', '--json');
};

const bySeal: Approve = async (workspace) => {
  const { seal, totals } = readPlan(await workspace.run('plan', '--json'));
  const sends = String(totals.send + totals.resend);
  return (later) => later.run('apply', '--yes', '--json', '--expect-seal', seal, '--expect-sends', sends);
};

const ways: [string, Approve][] = [
  ['apply PLAN', byFile],
  ['apply --expect-seal --expect-sends', bySeal],
];

/** A job that stops after 11 notifications. */
const applyPart: Job = async (workspace) => {
  const { seal } = readPlan(await workspace.run('plan', '--json'));
  return workspace.run('apply', '--yes', '--json', '--max-sends', '11', '--expect-seal', seal);
};

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(30) };

test.each(ways)('%s: a job that is run again sends nothing', async (_, approve) => {
  await using workspace = await makeSendingWorkspace(files);
  const job = await approve(workspace, 'first');
  expect(readRun(await job(workspace)).totals.accepted).toBe(30);
  for (let again = 0; again < 2; again += 1) expect((await job(workspace)).exitCode).toBe(0);
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 30, duplicates: 0 });
});

test.each(ways)(
  '%s: a second merge sends only what is new, and running either job again sends nothing',
  async (_, approve) => {
    await using workspace = await makeSendingWorkspace(files);
    const first = await approve(workspace, 'first');
    await first(workspace);
    await workspace.write('people.csv', people(45));
    const second = await approve(workspace, 'second');
    expect(readRun(await second(workspace)).totals).toMatchObject({ planned: 15, accepted: 15 });
    expect((await second(workspace)).exitCode).toBe(0);
    expect((await first(workspace)).exitCode).toBe(0);
    await workspace.write('people.csv', people(30));
    expect((await first(workspace)).exitCode).toBe(0);
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 45, duplicates: 0 });
  },
);

test.each(ways)(
  '%s: if the data changed before the merge, the plan is stale and nothing is sent',
  async (_, approve) => {
    await using workspace = await makeSendingWorkspace(files);
    const job = await approve(workspace, 'first');
    await workspace.write('people.csv', people(45));
    const result = await job(workspace);
    expect(result.exitCode).toBe(5);
    expect(readDiagnostics(result).map(({ severity }) => severity)).toEqual(['error']);
    expect(workspace.sandbox.stats().requests).toBe(0);
  },
);

test.each(ways)('%s: a job that was stopped continues where it stopped', async (_, approve) => {
  await using workspace = await makeSendingWorkspace(files);
  const job = await approve(workspace, 'first');
  expect((await applyPart(workspace)).exitCode).toBe(8);
  expect((await job(workspace)).exitCode).toBe(0);
  expect(await workspace.reached()).toHaveLength(30);
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 30, duplicates: 0 });
});

test('the job does not change the plan file that it applies', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const job = await byFile(workspace, 'first');
  const before = await readFile(join(workspace.root, 'first.plan.json'));
  await job(workspace);
  expect(await readFile(join(workspace.root, 'first.plan.json'))).toEqual(before);
});
