// The connection to a platform: which proxies and certificates it uses, and how it reports problems with them.
import { describe, expect, test } from 'vitest';
import { connectForge } from '../../src/forge/connect.ts';
import { makeAuthority, makeCredentials } from '../support/certificate.ts';
import { readDiagnostics } from '../support/documents.ts';
import { commentIt, startGithubJob } from '../support/forge-cli.ts';
import { token } from '../support/forge-server.ts';
import { freePort } from '../support/free-port.ts';
import { startConnectProxy, startTlsFront } from '../support/tls-front.ts';

const github = {
  platform: 'GitHub',
  apiVariable: 'GITHUB_API_URL',
  api: 'https://api.push.invalid',
  headers: {},
} as const;

test.each<[string, (port: number) => Readonly<Record<string, string>>, boolean]>([
  ['HTTPS_PROXY', (port) => ({ HTTPS_PROXY: `http://127.0.0.1:${port}` }), true],
  ['host:port', (port) => ({ https_proxy: `127.0.0.1:${port}`, HTTPS_PROXY: 'http://127.0.0.1:9' }), true],
  ['ALL_PROXY', (port) => ({ https_proxy: '', ALL_PROXY: `http://127.0.0.1:${port}` }), true],
  ['HTTP_PROXY alone, which is for http', (port) => ({ HTTP_PROXY: `http://127.0.0.1:${port}` }), false],
])('proxies are used like in curl: %s', async (_name, env, isAsked) => {
  await using proxy = await startConnectProxy(9, 'HTTP/1.1 503 X\r\ncontent-length: 0\r\n\r\n');
  await using connection = connectForge({ ...github, env: env(proxy.port) });
  expect(await connection.exchange('GET', '/')).toHaveProperty('error');
  expect(proxy.heads).toHaveLength(isAsked ? 1 : 0);
});

/** Runs `ci approved`, which only reads, in a job whose API is at `api`. */
async function ask(api: string, env: Readonly<Record<string, string>> = {}) {
  await using job = await startGithubJob();
  const result = await job.run(['ci', 'approved', '--artifact', 'plan', '--json'], {
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/push.yml@refs/heads/main',
    GITHUB_API_URL: api,
    ...env,
  });
  const [finding] = readDiagnostics(result);
  return {
    exitCode: result.exitCode,
    said: `${finding?.code} ${finding?.message}. ${finding?.help}`,
    waits: job.waits,
  };
}

describe('shows an explanation and a remedy for', () => {
  test('an unknown certificate authority', async () => {
    const credentials = makeCredentials(makeAuthority('Authority of the test'), 'localhost');
    await using front = await startTlsFront(credentials, await freePort());
    const { exitCode, said, waits } = await ask(`https://127.0.0.1:${front.port}`);
    expect(said).toMatch(
      /^PP515 GitHub cannot be reached at 127\.0\.0\.1:\d+: its certificate is from an authority that this machine does not know \(\w+\)\. Set NODE_EXTRA_CA_CERTS .* Run this job again later\.$/v,
    );
    expect({ exitCode, waits }).toEqual({ exitCode: 1, waits: [] });
  });

  test('a port without TLS', async () => {
    await using proxy = await startConnectProxy(9, 'HTTP/1.1 400 Bad Request\r\n\r\n');
    const { said } = await ask(`https://127.0.0.1:${proxy.port}`);
    expect(said).toMatch(/the port does not speak TLS \(ERR_SSL_\w+\)\. Check the port in GITHUB_API_URL/v);
  });

  test.each([
    ['407 Login', /the proxy asks for a login \(proxy_407\)\. Write it in HTTPS_PROXY/v],
    ['403 No', /the proxy does not allow it \(proxy_403\)\. Have the host allowed there/v],
  ])('a proxy that answers %s', async (status, says) => {
    await using proxy = await startConnectProxy(9, `HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`);
    const env = { HTTPS_PROXY: `http://somebody:s3cret@127.0.0.1:${proxy.port}` };
    const { exitCode, said, waits } = await ask('https://api.push.invalid', env);
    expect(said).toMatch(says);
    expect(said).not.toContain('s3cret');
    expect({ exitCode, waits }).toEqual({ exitCode: 1, waits: [] });
  });

  test('an address where nobody listens, after one retry', async () => {
    const port = await freePort();
    const { said, waits } = await ask(`http://127.0.0.1:${port}`);
    expect(said).toMatch(/: the connection is refused \(ECONNREFUSED\)\. Check GITHUB_API_URL/v);
    expect(waits).toEqual([2000]);
  });
});

test('a token with a line break in it is refused, and one at its end is ignored', async () => {
  await using job = await startGithubJob();
  const torn = await job.run(commentIt, { GITHUB_TOKEN: `${token}\nx` });
  expect([torn.exitCode, torn.stderr]).toEqual([3, expect.stringContaining('PP511 GITHUB_TOKEN is no token')]);
  expect(torn.stderr).not.toContain(token);
  expect(job.forge.asked).toEqual([]);
  expect((await job.run(commentIt, { GITHUB_TOKEN: `${token}\n` })).exitCode).toBe(0);
});
