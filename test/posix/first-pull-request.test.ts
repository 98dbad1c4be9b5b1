// Follows the README that init writes, step by step: the workspace is merged, then its campaigns, and then it moves.
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readPlan, readRun } from '../support/documents.ts';
import { makeRepository, runGit } from '../support/git-repository.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** Returns the blocks of commands below this heading, each line as words. */
function readCommands(page: string, heading: string): readonly (readonly (readonly string[])[])[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return own
    .split('\n\n')
    .filter((paragraph) => paragraph.startsWith('    '))
    .map((block) => block.split('\n').map((line) => (line.match(/"[^"]*"|\S+/gv) ?? []).map(unquote)));
}

function unquote(word: string): string {
  return word.replaceAll('"', '');
}

function expectSent([planned, applied]: readonly CliResult[], sends: number, codes: readonly string[]): void {
  if (planned === undefined || applied === undefined) throw new Error('nothing was run');
  expect([planned.exitCode, applied.exitCode], applied.stdout).toEqual([0, 0]);
  expect(readPlan(planned).diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(codes);
  expect(readRun(applied).totals).toMatchObject({ planned: sends, accepted: sends });
}

test('every pull request of the page is planned and sent as described', async () => {
  await using sandbox = await startSandbox({
    limit: 6_000,
    latency: { sent: 0, none: 0, jitter: 0 },
    shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
  });
  await using repository = await makeRepository({ 'readme.txt': 'a shop' });
  repository.git('rm', '-q', 'pushplan.yaml');
  repository.git('commit', '-q', '-m', 'A shop');
  await using runners = await makeWorkspace();
  expect((await pushplan(['init', 'push'], { cwd: repository.root })).exitCode).toBe(0);
  const push = join(repository.root, 'push');
  // The file that npm install creates.
  await repository.write('push/package-lock.json', '{}\n');
  const settings = await readFile(join(push, 'pushplan.yaml'), 'utf8');
  await repository.write(
    'push/pushplan.yaml',
    settings.replace('https://mobile.useinsider.com', `${sandbox.url}\n    message_center: off`),
  );
  const page = await readFile(join(push, 'README.md'), 'utf8');
  const [workspace = [], campaigns = [], newPlace = [], move = [], ...others] = readCommands(
    page,
    'The first pull request',
  );
  expect(others).toEqual([]);

  let merges = 0;
  /** Runs the commands, merges the branch they create, and plans and applies in a fresh checkout, like a runner. */
  const merge = async (commands: readonly (readonly string[])[], folder: string): Promise<readonly CliResult[]> => {
    for (const [program = '', ...words] of commands) {
      const placed = words.map((word) => word.replace(/^NEW/v, '../mailings'));
      if (program === 'git') runGit(push, placed);
      else execFileSync(program, placed, { cwd: push });
    }
    const [[, , , branch = ''] = []] = commands;
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--no-ff', '-m', `Merge ${branch}`, branch);
    merges += 1;
    runGit(runners.root, ['clone', '-q', `file://${repository.root}`, `run-${merges}`]);
    const cwd = join(runners.root, `run-${merges}`, folder);
    const env = { INSIDER_API_KEY: 'key', PUSHPLAN_LEDGER: `sqlite:${join(runners.root, 'ledger.db')}` };
    const saved = join(runners.root, `plan-${merges}.json`);
    const argv = ['plan', '--env', 'production', '--base', 'HEAD^1', '--out', saved, '--json'];
    const planned = await pushplan(argv, { cwd, env });
    return [planned, await pushplan(['apply', saved, '--yes', '--json'], { cwd, env })];
  };

  expectSent(await merge(workspace, 'push'), 0, ['warning PP168']);
  expect(repository.git('status', '--porcelain').trim().split('\n')).toEqual([
    '?? push/audiences/',
    '?? push/welcome.campaign.yaml',
  ]);
  expectSent(await merge(campaigns, 'push'), 5, []);
  expect(repository.git('status', '--porcelain')).toBe('');
  expectSent(await merge(newPlace, 'mailings'), 0, ['warning PP168']);
  // Everybody has it already, wherever the campaign is.
  expectSent(await merge(move, 'mailings'), 0, []);
  expect(repository.git('ls-files', 'push')).toBe('');
  expect(sandbox.stats()).toMatchObject({ deliveries: 5, duplicates: 0 });
});
