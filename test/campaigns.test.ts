// Tests the examples: they have no findings, render to their golden files (`npm run golden` writes them), and are sent to everybody once.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pushplan } from './support/cli.ts';
import { readDiagnostics, readPlan, readRun } from './support/documents.ts';
import { listRepositoryFiles, repositoryRoot } from './support/repository.ts';

const names = listRepositoryFiles()
  .filter((path) => /^campaigns\/[^\/]+\.campaign\.yaml$/v.test(path))
  .map((path) => basename(path, '.campaign.yaml'));

let folder: string;
let cwd: string;

// A copy, so that no existing ledger affects what is sent.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pushplan-campaigns-'));
  cwd = join(folder, 'campaigns');
  await cp(join(repositoryRoot, 'campaigns'), cwd, {
    recursive: true,
    filter: (path) => !path.split(sep).includes('.pushplan'),
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('there are at least four examples', () => {
  expect(names.length).toBeGreaterThanOrEqual(4);
});

describe.each(names)('%s', (name) => {
  test('has no findings', async () => {
    const result = await pushplan(['validate', '--json', `${name}.campaign.yaml`], { cwd });
    expect(readDiagnostics(result)).toEqual([]);
    expect(result.exitCode).toBe(0);
  });

  test('renders to its golden file, and every row can be sent', async () => {
    const { exitCode, stdout, stderr } = await pushplan(['render', `${name}.campaign.yaml`, '--format', 'ndjson'], {
      cwd,
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    await expect(stdout).toMatchFileSnapshot(`golden/${name}.ndjson`);
  });
});

test('applies all of them to the sandbox: the buckets add up, and a second apply sends to nobody', async () => {
  const { totals, campaigns } = readPlan(await pushplan(['plan', '--json'], { cwd }));
  expect(campaigns).toHaveLength(names.length);
  for (const { counts } of campaigns) expect(counts.rows).toBeGreaterThanOrEqual(50);
  const first = await pushplan(['apply', '--yes', '--json'], { cwd });
  expect(first.exitCode).toBe(0);
  const run = readRun(first);
  expect(run.totals.planned).toBe(totals.send);
  expect(run.totals).toMatchObject({ rejected: 0, in_doubt: 0, not_sent: 0 });
  expect(run.totals.accepted).toBeGreaterThan(totals.send / 2);
  const second = await pushplan(['apply', '--yes', '--json'], { cwd });
  expect(second.exitCode).toBe(0);
  expect(readRun(second).totals.planned).toBe(0);
});
