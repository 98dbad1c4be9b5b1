// The pages for usual jobs: one workspace for all of them, as a team has it; and the tutorial, from an empty folder.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { runPage } from '../support/run-page.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const jobs = [
  'order-update',
  'announcement',
  'wishlist',
  'silent-refresh',
  'ab-test',
  'ci',
  'moving-the-ledger',
  'bad-day',
];

let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await makeWorkspace({ '.git/HEAD': 'ref: refs/heads/main\n' });
  const made = await pushplan(['init', 'push'], { cwd: workspace.root });
  expect(made.exitCode).toBe(0);
});

afterAll(() => workspace[Symbol.asyncDispose]());

test.each(jobs)('%s', async (name) => {
  const { wrong, missing, commands } = await runPage(`.github/docs/${name}.md`, workspace, 'push');
  expect(wrong).toEqual([]);
  expect(missing).toEqual([]);
  expect(commands).toBeGreaterThan(1);
});

test('tutorial', async () => {
  await using empty = await makeWorkspace();
  const { wrong, missing, commands } = await runPage('.github/docs/tutorial.md', empty);
  expect(wrong).toEqual([]);
  expect(missing).toEqual([]);
  expect(commands).toBeGreaterThan(10);
});
