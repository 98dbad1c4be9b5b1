// The files of a fetch: who can read them, where they may be written, and what a killed fetch leaves.
import { chmod, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDiagnostics, readFetch } from '../support/documents.ts';
import { campaignOver, makeFetching } from '../support/fetching.ts';
import { makeRepository } from '../support/git-repository.ts';
import { pushplan } from '../support/cli.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { campaignText, people, sandboxOnly } from '../support/workspace.ts';

async function modeOf(...path: readonly string[]): Promise<string> {
  return ((await stat(join(...path))).mode & 0o777).toString(8);
}

test('folders and files are accessible only to their owner, whatever the umask and the previous mode', async () => {
  await using world = await makeFetching({}, { 'people.csv': people(2) });
  await chmod(world.data, 0o755);
  const umask = process.umask(0);
  try {
    expect((await world.run(['fetch'])).exitCode).toBe(0);
  } finally {
    process.umask(umask);
  }
  const [name = ''] = await world.fetched();
  expect([
    await modeOf(world.data),
    await modeOf(world.data, 'hello'),
    await modeOf(world.data, 'hello', name),
  ]).toEqual(['700', '700', '600']);
});

test('a data folder in a repository must be ignored, and must not contain files that are in git', async () => {
  await using repository = await makeRepository({
    'pushplan.yaml': `${sandboxOnly}data_dir: data\n`,
    'hello.campaign.yaml': campaignText(),
    'data/people.csv': people(1),
  });
  const run = async (verb: string): Promise<string> => {
    const result = await pushplan([verb, '--json'], { cwd: repository.root });
    const { diagnostics } =
      verb === 'fetch' && result.exitCode === 0 ? readFetch(result) : { diagnostics: readDiagnostics(result) };
    return [
      result.exitCode,
      ...diagnostics.map(({ code, file, line, message }) => `${code} ${file}:${line} ${message}`),
    ].join('\n');
  };
  const where = 'PP260 pushplan.yaml:4 the data folder';
  for (const verb of ['fetch', 'validate']) {
    expect(await run(verb)).toMatch(new RegExp(`^3\n${where} .* in a git repository that does not ignore it$`, 'v'));
  }
  await repository.write('.gitignore', 'data/\n');
  expect(await run('fetch')).toMatch(new RegExp(`^3\n${where} .* has files that are in git$`, 'v'));
  repository.git('rm', '-q', '--cached', 'data/people.csv');
  expect(await run('fetch')).toBe('0');
});

test('a fetch that is killed in the middle leaves data and lock unchanged, and the next one cleans up', async () => {
  await using world = await makeFetching(
    { 'vip.sql': "SELECT email, name FROM 'people.csv', range(1000000000000)" },
    { 'people.csv': people(3) },
  );
  expect((await world.run(['fetch'])).exitCode).toBe(0);
  const [lock, fetched] = [await world.lock(), await world.fetched()];
  await world.write('hello.campaign.yaml', campaignOver('{ query: vip.sql }'));
  const fetch = spawnCli(['fetch'], { cwd: world.root });
  const staging = async (): Promise<string | undefined> =>
    (await readdir(world.data)).find((name) => name.startsWith('.staging-'));
  const written = async (): Promise<number> => {
    const name = await staging();
    return name === undefined ? 0 : (await stat(join(world.data, name, 'result')).catch(() => ({ size: 0 }))).size;
  };
  await expect.poll(written).toBeGreaterThan(0);
  fetch.process.kill('SIGKILL');
  expect((await fetch.ended).exitCode).toBeNull();
  expect([await world.lock(), await world.fetched()]).toEqual([lock, fetched]);
  expect(await staging()).toBeDefined();
  await world.write('hello.campaign.yaml', campaignText());
  expect((await world.run(['fetch'])).exitCode).toBe(0);
  expect(await staging()).toBeUndefined();
  expect(await readFile(join(world.data, 'people.csv'), 'utf8')).toBe(people(3));
});
