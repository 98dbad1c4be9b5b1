// The built program in a script: results on stdout, other messages on stderr, an exit code, and no terminal anywhere.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan, readRun } from '../support/documents.ts';
import { compileCache, repositoryRoot } from '../support/repository.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';
import type { CliResult } from '../support/cli.ts';

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(45) };

function runBuilt(cwd: string, ...argv: readonly string[]): Promise<CliResult> {
  const cli = join(repositoryRoot, 'dist', 'cli.js');
  const env = { PATH: process.env['PATH'] ?? '', KEY: 'k', ...compileCache };
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...argv], { cwd, env }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : Number(error.code);
      resolve({ exitCode, stdout, stderr, json: () => JSON.parse(stdout) as unknown });
    });
  });
}

test('stdout has the result, and stderr has the plan and the progress', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const plan = await runBuilt(workspace.root, 'plan', '--json', '--detailed-exitcode');
  expect(plan).toMatchObject({ exitCode: 2, stderr: '' });
  const { seal } = readPlan(plan);
  const applied = await runBuilt(workspace.root, 'apply', '--yes', '--json', '--expect-seal', seal);
  expect(applied.exitCode).toBe(0);
  expect(readRun(applied)).toMatchObject({ seal, totals: { planned: 45, accepted: 45 } });
  const text = await runBuilt(workspace.root, 'apply', '--yes');
  expect(text.stdout).toMatch(/^run_[a-z0-9]+ in local: finished[^]*Nothing to send\./v);
  expect(text.stderr).toMatch(/^Plan for local[^]*\nSeal: pp1:[0-9a-f]+\s+$/v);
  // No escape sequences, since there is no terminal.
  for (const output of [applied.stdout, applied.stderr, text.stdout, text.stderr])
    expect(output).not.toContain('\u001B');
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 45, duplicates: 0 });
});

test('without a terminal and without --yes, nothing is sent and the exit code is 3', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const result = await runBuilt(workspace.root, 'apply');
  expect(result).toMatchObject({ exitCode: 3, stdout: '' });
  expect(result.stderr).toContain('error PP503 there is no terminal to ask on');
  expect(workspace.sandbox.stats().requests).toBe(0);
});
