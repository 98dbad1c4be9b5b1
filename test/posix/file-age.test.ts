// The age of an audience through links and in a repository that git does not trust: an unknown age blocks, with a remedy.
import { execFileSync } from 'node:child_process';
import { symlink, utimes, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';
import { afterEach, expect, test, vi } from 'vitest';
import { findModifiedAt } from '../../src/workspace/modified-at.ts';
import { readDiagnostics } from '../support/documents.ts';
import { commitDate, makeRepository } from '../support/git-repository.ts';
import { makeMergingWorld } from '../support/merging.ts';
import { realClock } from '../support/real-clock.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const campaign = { 'push/hello.campaign.yaml': campaignText(), 'push/people.csv': people(5) };
const policy = 'policy: { max_age: 7d }';
const soon = { clock: { ...realClock, now: () => commitDate + 86_400_000 } };

afterEach(() => {
  vi.unstubAllEnvs();
});

test('through a link to the workspace, the repository of the file is used', async () => {
  await using repository = await makeRepository({ 'push/a.csv': 'id\n1\n' });
  await utimes(join(repository.root, 'push/a.csv'), 0, 0);
  await using elsewhere = await makeWorkspace();
  await symlink(join(repository.root, 'push'), join(elsewhere.root, 'link'));
  expect(await findModifiedAt(join(elsewhere.root, 'link'), 'a.csv')).toEqual({ kind: 'known', at: commitDate });
});

/** Puts a git into PATH that takes every repository as one of another user, and otherwise works normally. */
async function distrust(folder: string): Promise<void> {
  const git = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
  const path = join(folder, 'git');
  await writeFile(path, `#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec ${git} "$@"\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}${delimiter}${env['PATH'] ?? ''}`);
}

test('in a repository of another user, the age is unknown, and the help names the folder that git requires', async () => {
  await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(policy) }));
  await world.merge(campaign);
  expect((await world.run('push', ['plan'], soon)).exitCode).toBe(0);
  await using tools = await makeWorkspace();
  await distrust(tools.root);
  const { root } = world.repository;
  const remedy = `run git config --global --add safe.directory ${root} and try again`;
  for (const command of ['plan', 'apply']) {
    const result = await world.run('push', [command, '--json', ...(command === 'apply' ? ['--yes'] : [])], soon);
    expect(result.exitCode).toBe(4);
    expect(result.stdout).toContain('PP317');
    expect(result.stdout).toContain(remedy);
  }
  const compared = await world.run('push', ['plan', '--base', 'HEAD^1', '--json'], soon);
  expect(compared.exitCode).toBe(3);
  expect(readDiagnostics(compared)).toMatchObject([{ code: 'PP160', help: expect.stringContaining(remedy) }]);
  expect(world.sandbox.stats().requests).toBe(0);
});
