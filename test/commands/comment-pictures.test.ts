// pushplan plan --pictures: how the comment of a pull request shows the pictures that are kept in git.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readDiagnostics } from '../support/documents.ts';
import { makeRepository, type TestRepository } from '../support/git-repository.ts';
import { campaignText, people } from '../support/workspace.ts';

const head = 'a'.repeat(40);
const stack = new AsyncDisposableStack();
let world: TestRepository;

/** The workspace is in a folder of the repository, since paths of pictures start at the root of the repository. */
beforeAll(async () => {
  world = stack.use(
    await makeRepository({
      'push/pushplan.yaml': 'version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\n',
      'push/people.csv': people(2),
      'push/hello.campaign.yaml': campaignText(),
      'push/other.campaign.yaml': campaignText({ id: 'spring.sale', campId: 8 }),
    }),
  );
  await pushplan(['render', '--write', 'rendered', '--pictures=svg'], { cwd: join(world.root, 'push') });
  await world.write('push/rendered/logo.svg', '<svg/>');
  world.git('add', '.');
  world.git('commit', '-qm', 'Pictures');
});

afterAll(() => stack.disposeAsync());

async function plan(env: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<CliResult> {
  const words = ['plan', '--format', 'markdown', '--pictures', 'rendered', ...argv];
  return pushplan(words, { cwd: join(world.root, 'push'), env });
}

async function githubJob(repository: string): Promise<Readonly<Record<string, string>>> {
  const request = { number: 7, head: { sha: head, repo: { full_name: repository } } };
  await world.write('.git/event.json', JSON.stringify({ pull_request: request }));
  return { GITHUB_REPOSITORY: 'acme/shop', GITHUB_EVENT_PATH: join(world.root, '.git/event.json') };
}

function picturesIn({ stdout }: CliResult): readonly string[] {
  return [...stdout.matchAll(/^!?\[[^\]]*\]\((?<address>[^\)]*)\)$/gmv)].map(([line]) => line);
}

test('on GitHub: shows the pictures of the head commit, at an address that works in private repositories too', async () => {
  const { stdout, exitCode, stderr } = await plan(await githubJob('acme/shop'));
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toContain('<summary><b>On the lock screen</b></summary>');
  expect(picturesIn({ stdout } as CliResult)).toEqual([
    `![hello, longest title](../blob/${head}/push/rendered/hello.longest-title.svg?raw=true)`,
    `![spring.sale, longest title](../blob/${head}/push/rendered/spring.sale.longest-title.svg?raw=true)`,
  ]);
});

test('from a fork: links to the pictures of the fork', async () => {
  expect(picturesIn(await plan(await githubJob('guest/shop')))[0]).toBe(
    `[hello, longest title](https://github.com/guest/shop/blob/${head}/push/rendered/hello.longest-title.svg)`,
  );
});

test('on GitLab: shows the pictures at the address of the project, from the source branch', async () => {
  const job = {
    GITLAB_CI: 'true',
    CI_MERGE_REQUEST_IID: '7',
    CI_COMMIT_SHA: 'b'.repeat(40),
    CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: head,
    CI_MERGE_REQUEST_SOURCE_PROJECT_URL: 'https://gitlab.example.com/acme/shop',
    CI_MERGE_REQUEST_PROJECT_ID: '42',
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '42',
  };
  const address = 'https://gitlab.example.com/acme/shop/-';
  const path = `${head}/push/rendered/hello.longest-title.svg`;
  expect(picturesIn(await plan(job))[0]).toBe(`![hello, longest title](${address}/raw/${path})`);
  const fork = { ...job, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '43' };
  expect(picturesIn(await plan(fork))[0]).toBe(`[hello, longest title](${address}/blob/${path})`);
});

test('with a base shows only changed pictures; without pictures, outside of CI and without Markdown it says why', async () => {
  const job = await githubJob('acme/shop');
  const same = await plan(job, '--base', 'HEAD');
  expect([same.exitCode, picturesIn(same)]).toEqual([0, []]);
  expect(same.stderr).toBe(
    'No pictures that changed in rendered: pushplan render --write rendered --pictures=png keeps them.\n',
  );
  expect(picturesIn(await plan(job, '--base', 'HEAD^'))).toHaveLength(2);
  expect((await plan({})).stderr).toMatch(/^No pictures: this is no job/v);
  const elsewhere = ['plan', '--format', 'markdown', '--pictures', 'nowhere'];
  const none = await pushplan(elsewhere, { cwd: join(world.root, 'push'), env: job });
  expect([none.exitCode, none.stderr]).toEqual([0, expect.stringContaining('No pictures in nowhere')]);
  const wrong = await plan(job, '--json');
  expect([wrong.exitCode, readDiagnostics(wrong)[0]?.code]).toEqual([3, 'PP502']);
});
