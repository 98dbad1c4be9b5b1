// ci comment: reports each answer of a platform with its meaning for the reader of the log, and never shows the token.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openGithub } from '../../src/forge/github.ts';
import { keepComment } from '../../src/forge/keep-comment.ts';
import { readDiagnostics } from '../support/documents.ts';
import { freePort } from '../support/free-port.ts';
import { repository, token, type Said } from '../support/forge-server.ts';
import { commentIt, now, startGithubJob, startGitlabJob, type Job } from '../support/forge-cli.ts';

let job: Job;

beforeEach(async () => {
  job = await startGithubJob();
});

afterEach(async () => {
  // In every test, the token is sent to the API in its header only, and is in no output.
  const everything = job.forge.asked.map(({ path, body }) => `${path} ${JSON.stringify(body)}`).join('\n');
  expect(everything).not.toContain(token);
  await job[Symbol.asyncDispose]();
});

async function fail(said: Said) {
  job.forge.interfere = () => said;
  return failWith(commentIt);
}

async function failWith(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const result = await job.run([...argv, '--json'], env);
  expect(result.stdout + result.stderr).not.toContain(token);
  const [finding] = readDiagnostics(result);
  return { exitCode: result.exitCode, code: finding?.code, message: finding?.message ?? '', help: finding?.help ?? '' };
}

describe('ends with exit 3 for what the user has to fix:', () => {
  test('a missing token', async () => {
    const failed = await failWith(commentIt, { GITHUB_TOKEN: '' });
    expect(failed).toMatchObject({ exitCode: 3, code: 'PP511' });
    expect(failed.help).toContain('github.token');
    expect(job.forge.asked).toEqual([]);
  });

  test('401, a wrong token', async () => {
    const failed = await failWith(commentIt, { GITHUB_TOKEN: 'wrong' });
    expect(failed).toMatchObject({ exitCode: 3, code: 'PP511' });
    expect(failed.message).toBe('GitHub refuses the token in GITHUB_TOKEN (401: Bad credentials)');
  });

  test('403, a token without the permission, as in a pull request from a fork', async () => {
    job.forge.accounts.set(token, { login: 'github-actions[bot]', mayWrite: false });
    const failed = await failWith(commentIt);
    expect(failed).toMatchObject({ exitCode: 3, code: 'PP512' });
    expect(failed.message).toContain('403: Resource not accessible by integration');
    expect(failed.help).toContain('pull-requests: write');
    expect(failed.help).toContain('fork');
  });

  test('404, a pull request that does not exist', async () => {
    const failed = await fail({ status: 404, body: { message: 'Not Found' } });
    expect(failed).toMatchObject({ exitCode: 3, code: 'PP513' });
    expect(failed.message).toContain(`pull request 7 of ${repository}`);
  });

  test('422, a request that the platform refuses', async () => {
    const failed = await fail({ status: 422, body: { message: 'Validation Failed' } });
    expect(failed).toMatchObject({ exitCode: 3, code: 'PP510' });
    expect(failed.message).toContain('422: Validation Failed');
  });

  test('a text that is too long, before any request', async () => {
    await job.folder.write('plan.md', 'x'.repeat(65_536));
    const failed = await failWith(commentIt);
    expect(failed).toMatchObject({ exitCode: 3, code: 'PP510' });
    expect(failed.message).toContain('a comment holds 65,536');
    expect(job.forge.asked).toEqual([]);
    const dry = await job.run([...commentIt, '--dry-run'], { GITHUB_TOKEN: '' });
    expect(dry).toMatchObject({ exitCode: 3, stdout: '' });
    expect(dry.stderr).toContain('PP510 the text has 65,575 characters');
    await job.folder.write('plan.md', 'x'.repeat(65_536 - '\n\n<!-- pushplan:plan env=production -->'.length));
    expect((await job.run(commentIt)).exitCode).toBe(0);
  });

  test.each([
    ['empty', ' \n\t\n', 'is empty'],
    ['not UTF-8', new Uint8Array([0x50, 0xff, 0xfe]), 'is not UTF-8'],
  ])('a file that is %s', async (_what, content, says) => {
    await job.folder.write('plan.md', content);
    const failed = await failWith(commentIt);
    expect(failed).toMatchObject({ exitCode: 3, code: 'PP510' });
    expect(failed.message).toContain(says);
  });

  test.each([
    [{ GITHUB_EVENT_PATH: '' }, 'PP510', 'not about a pull request'],
    [{ GITHUB_EVENT_PATH: 'nowhere.json' }, 'PP510', 'GITHUB_EVENT_PATH cannot be read'],
    [{ GITHUB_REPOSITORY: '../../etc' }, 'PP510', 'GITHUB_REPOSITORY is not OWNER/NAME'],
    [{ GITHUB_REPOSITORY: '' }, 'PP510', 'neither GitHub Actions nor GitLab CI'],
    [{ GITHUB_API_URL: 'http://api.github.example' }, 'PP515', 'not one that a token may be sent to'],
    [{ GITHUB_API_URL: 'https://user:word@api.github.example' }, 'PP515', 'not one that a token may be sent to'],
    [{ GITHUB_API_URL: 'nonsense' }, 'PP515', 'not one that a token may be sent to'],
    [{ GITHUB_API_URL: 'https://x.example', NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'PP515', 'lets anybody pose'],
    [{ GITHUB_API_URL: 'https://x.example', HTTPS_PROXY: 'http://%%' }, 'PP515', 'HTTPS_PROXY is not'],
  ])('a job with %j', async (env, code, says) => {
    const failed = await failWith(commentIt, env);
    expect(failed).toMatchObject({ exitCode: 3, code });
    expect(failed.message).toContain(says);
    expect(job.forge.asked).toEqual([]);
  });

  test.each([
    [['ci'], 'PP502'],
    [['ci', 'comment'], 'PP502'],
    [['ci', 'coment', 'plan.md'], 'PP502'],
    [['ci', 'approved', 'plan.md'], 'PP502'],
    [['ci', 'approved'], 'PP502'],
    [['ci', 'approved', '--dry-run'], 'PP502'],
    [['ci', 'comment', 'plan.md', '--artifact', 'plan'], 'PP502'],
    [['ci', 'comment', 'none.md'], 'PP510'],
    [['ci', 'comment', 'plan.md', '--env', 'x --> <b>'], 'PP502'],
    [['ci', 'comment', 'plan.md', '--workspace', 'a--b'], 'PP502'],
    [['ci', 'comment', 'plan.md', '--pull', '0'], 'PP502'],
  ])('the arguments %j', async (argv, code) => {
    expect(await failWith(argv)).toMatchObject({ exitCode: 3, code });
    expect(job.forge.asked).toEqual([]);
  });
});

describe('ends with exit 1 for problems of the platform:', () => {
  test.each([500, 502, 503])('%i, without a retry, since the write may have succeeded', async (status) => {
    const failed = await fail({ status, body: '<html>Unicorn</html>' });
    expect(failed).toMatchObject({ exitCode: 1, code: 'PP515' });
    expect(failed.message).toBe(`GitHub has an internal error (${status})`);
    expect(job.forge.asked).toHaveLength(1);
  });

  test.each([
    ['text that is not JSON', 'hello', 'not JSON'],
    ['other JSON', [], 'without the account'],
  ])('an answer with %s', async (_what, body, says) => {
    const failed = await fail({ status: 200, body });
    expect(failed).toMatchObject({ exitCode: 1, code: 'PP515' });
    expect(failed.message).toContain(says);
  });

  test('something else in place of a list, and a list without an end', async () => {
    job.forge.interfere = ({ method }) => (method === 'GET' ? { status: 200, body: { message: 'hm' } } : undefined);
    expect((await failWith(commentIt)).message).toContain('without the list of comments');
    const page = Array.from({ length: 100 }, (_, id) => ({ id, user: { login: 'x' }, body: '' }));
    job.forge.interfere = ({ method }) => (method === 'GET' ? { status: 200, body: page } : undefined);
    expect((await failWith(commentIt)).message).toContain('without an end of the list of comments');
    expect(job.forge.comments).toEqual([]);
  });

  test('a connection that is refused', async () => {
    const failed = await failWith(commentIt, { GITHUB_API_URL: `http://127.0.0.1:${await freePort()}` });
    expect(failed).toMatchObject({ exitCode: 1, code: 'PP515' });
    expect(failed.message).toContain('ECONNREFUSED');
  });

  test('an answer that never comes', async () => {
    job.forge.interfere = () => new Promise(() => {});
    await using forge = openGithub(
      {
        api: job.forge.url,
        token,
        variable: 'GITHUB_TOKEN',
        userAgent: 'test',
        env: {},
        waiting: { now: () => now, sleep: async () => {}, tell: () => {} },
        timeouts: { connect: 1_000, total: 50 },
      },
      { repository, number: 7 },
    );
    const given = keepComment(forge, { text: 'x', marker: 'm', part: 'plan', isDry: false });
    await expect(given).rejects.toThrow(/^GitHub did not answer at 127\.0\.0\.1:\d+ within 0\.05 s$/v);
    expect(job.forge.asked.length).toBeLessThanOrEqual(2);
  });
});

describe('a rate limit', () => {
  const limits: [string, Said, number, string][] = [
    ['429 with Retry-After', { status: 429, headers: { 'retry-after': '7' } }, 7_000, '15:00:07'],
    [
      '403 with nothing remaining until a time',
      { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 42) } },
      42_000,
      '15:00:42',
    ],
    [
      'the secondary limit, which is named in the message only',
      { status: 403, body: { message: 'You have exceeded a secondary rate limit' } },
      60_000,
      '15:01:00',
    ],
  ];

  test.each(limits)('is waited for once: %s', async (_what, said, milliseconds) => {
    let first = true;
    job.forge.interfere = () => {
      const isFirst = first;
      first = false;
      return isFirst ? said : undefined;
    };
    const { exitCode, stderr } = await job.run(commentIt);
    expect([exitCode, stderr]).toEqual([
      0,
      expect.stringContaining(`Asking GitHub again in ${milliseconds / 1000} s.\n`),
    ]);
    expect(job.waits).toEqual([milliseconds]);
    expect(job.forge.comments).toHaveLength(1);
  });

  test.each(limits)('ends with exit 1 at the second time: %s', async (_what, said, milliseconds, until) => {
    const failed = await fail(said);
    expect(failed).toMatchObject({ exitCode: 1, code: 'PP514' });
    expect(failed.message).toContain(`asks to wait until 2026-11-23T${until}Z`);
    expect(job.waits).toEqual([milliseconds]);
  });

  test('is not waited for if it takes more than a minute', async () => {
    const failed = await fail({ status: 429, headers: { 'retry-after': '61' } });
    expect(failed).toMatchObject({ exitCode: 1, code: 'PP514' });
    expect(job.waits).toEqual([]);
  });
});

test('a read that fails on the platform is retried once, and a write is not', async () => {
  const failing = new Set<string>();
  job.forge.interfere = ({ method, path }) => {
    if (failing.has(method) || (method !== 'GET' && path.endsWith('/graphql'))) return undefined;
    failing.add(method);
    return { status: 502, body: '<html>Unicorn</html>' };
  };
  const failed = await failWith(commentIt);
  expect(failed).toMatchObject({ exitCode: 1, code: 'PP515', message: 'GitHub has an internal error (502)' });
  expect(job.waits).toEqual([2000]);
  expect(job.forge.asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'POST']);
  expect(job.forge.comments).toEqual([]);
});

describe('a redirect', () => {
  let other: Server;
  let seen: string[] = [];

  beforeEach(async () => {
    seen = [];
    other = createServer((request, response) => {
      seen.push(JSON.stringify(request.headers));
      response.end('{}');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  });

  afterEach(async () => {
    other.closeAllConnections();
    await new Promise((resolve) => other.close(resolve));
  });

  test.each([301, 302, 307, 308])('with %i to another host is not followed, and gets no token', async (status) => {
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/graphql`;
    const failed = await fail({ status, headers: { location } });
    expect(failed).toMatchObject({ exitCode: 3, code: 'PP515' });
    expect(failed.message).toContain('to another host, and the token is not sent there');
    expect(seen).toEqual([]);
  });

  test('on the same host is followed, as for a repository that was renamed', async () => {
    job.forge.interfere = ({ path }) =>
      path.startsWith('/repos/acme/old/')
        ? { status: 307, headers: { location: path.replace('/acme/old/', '/acme/shop/') } }
        : undefined;
    expect((await job.run(commentIt, { GITHUB_REPOSITORY: 'acme/old' })).exitCode).toBe(0);
    expect(job.forge.comments).toHaveLength(1);
  });

  test('in circles is not followed', async () => {
    const failed = await fail({ status: 302, headers: { location: '/graphql' } });
    expect(failed).toMatchObject({ exitCode: 3, code: 'PP515' });
    expect(failed.message).toContain('in circles');
    expect(job.forge.asked).toHaveLength(4);
  });
});

test('a message of a platform is shown in one short line, without the token', async () => {
  const failed = await fail({ status: 403, body: { message: `no\n::error::for ${token} ${'x'.repeat(500)}` } });
  expect(failed.message).toContain('403: no ::error::for *** xxx');
  expect(failed.message.length).toBeLessThan(320);
});

test('GitLab without a token of its own names the variable to set', async () => {
  await using gitlab = await startGitlabJob();
  const result = await gitlab.run([...commentIt, '--json'], { GITLAB_TOKEN: '' });
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([
    { code: 'PP511', message: 'environment variable GITLAB_TOKEN is not set' },
  ]);
});
