// pushplan init: a workspace that works as it comes, made only where nothing is overwritten.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { readRepositoryFile } from '../support/repository.ts';
import { makeWorkspace } from '../support/workspace.ts';

test('what it makes passes validate and is sent to the sandbox', async () => {
  await using folder = await makeWorkspace();
  const made = await pushplan(['init', 'demo'], { cwd: folder.root });
  expect(made.exitCode).toBe(0);
  expect(made.stdout).toContain('A workspace in demo:');
  expect(made.stdout).toContain('cd demo');
  const cwd = join(folder.root, 'demo');
  expect((await pushplan(['validate'], { cwd })).stdout).toBe('1 campaign, no findings\n');
  expect(readPlan(await pushplan(['plan', '--json'], { cwd })).totals).toMatchObject({ rows: 6, send: 5, removed: 1 });
  const applied = await pushplan(['apply', '--yes', '--json'], { cwd });
  expect(applied.exitCode).toBe(0);
  expect(readRun(applied).totals.planned).toBe(5);
});

test('the schemas for the editor are there, where the modelines name them, and the ledger is ignored', async () => {
  await using folder = await makeWorkspace();
  await pushplan(['init', 'demo'], { cwd: folder.root });
  const read = (path: string): Promise<string> => readFile(join(folder.root, 'demo', path), 'utf8');
  for (const [file, schema] of [
    ['pushplan.yaml', 'workspace'],
    ['welcome.campaign.yaml', 'campaign'],
  ] as const) {
    const path = `schema/${schema}.schema.json`;
    expect((await read(file)).split('\n')[0]).toBe(`# yaml-language-server: $schema=${path}`);
    expect(await read(path)).toBe(readRepositoryFile(path));
  }
  expect(await read('.gitignore')).toContain('.pushplan/');
  expect(await read('README.md')).toContain('pushplan apply');
});

test('--json lists the files', async () => {
  await using folder = await makeWorkspace();
  const result = await pushplan(['init', 'demo', '--json'], { cwd: folder.root });
  const { files } = result.json() as { files: readonly string[] };
  const made = await readdir(join(folder.root, 'demo'), { recursive: true, withFileTypes: true });
  expect(files).toHaveLength(made.filter((entry) => entry.isFile()).length);
  expect(files).toContain('welcome.campaign.yaml');
});

test('refuses to overwrite, names every file that is in the way, and writes nothing', async () => {
  await using folder = await makeWorkspace({ 'pushplan.yaml': 'mine', 'audiences/newcomers.csv': 'mine too' });
  const before = await readdir(folder.root, { recursive: true });
  const result = await pushplan(['init', '--json'], { cwd: folder.root });
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result).map(({ code, file }) => [code, file])).toEqual([
    ['PP505', 'pushplan.yaml'],
    ['PP505', 'audiences/newcomers.csv'],
  ]);
  expect(await readdir(folder.root, { recursive: true })).toEqual(before);
  expect(await readFile(join(folder.root, 'pushplan.yaml'), 'utf8')).toBe('mine');
});
