// pushplan sandbox: runs the emulator as a command until it is interrupted.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultKinds } from '../../src/sandbox/fault-kinds.ts';
import { reasons } from '../../src/sandbox/reasons.ts';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readDiagnostics, readDocument, readRun } from '../support/documents.ts';
import { freePort } from '../support/free-port.ts';
import { campaignText, makeWorkspace, people, sandboxOnly, type TestWorkspace } from '../support/workspace.ts';

interface Serving {
  readonly url: string;
  end(): Promise<CliResult>;
}

async function serve(workspace: TestWorkspace, ...argv: readonly string[]): Promise<Serving> {
  const port = await freePort();
  const controller = new AbortController();
  const ended = pushplan(['sandbox', '--port', String(port), ...argv], {
    cwd: workspace.root,
    interrupt: controller.signal,
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isUp(url))) await new Promise((resolve) => setImmediate(resolve));
  await workspace.write(
    'pushplan.yaml',
    `version: 1\nenvironments:\n  local: { endpoint: ${url}, api_key_env: KEY, requests_per_minute: 60000, message_center: off }\n`,
  );
  return {
    url,
    end: () => {
      controller.abort();
      return ended;
    },
  };
}

async function isUp(url: string): Promise<boolean> {
  return fetch(`${url}/__stats`).then(
    (response) => response.ok,
    () => false,
  );
}

function apply(workspace: TestWorkspace): Promise<CliResult> {
  return pushplan(['apply', '--yes', '--json'], { cwd: workspace.root, env: { KEY: 'k' } });
}

/** The people of a file from `people`, as users of the sandbox. */
function known(count: number): unknown {
  return Array.from({ length: count }, (_, index) => ({ email: `person${index}@example.com` }));
}

function capped(id: string, campId: number): string {
  return campaignText({ id, campId }).replace('  camp_id:', '  GFC_enabled: true\n  camp_id:');
}

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(40) };

test('prints its address, accepts an apply, and prints its counts at the end', async () => {
  await using workspace = await makeWorkspace(files);
  const users = [{ email: 'person1@example.com' }, { email: 'person2@example.com', opted_out: true }];
  await workspace.write('users.json', JSON.stringify(users));
  const serving = await serve(workspace, '--users', 'users.json', '--latency', '0', '--log', 'arrivals.log');
  const run = readRun(await apply(workspace));
  expect(run.totals).toMatchObject({ planned: 40, accepted: 1, refused: 39 });
  expect(run.refused).toEqual({ NoUserFound: 38, OptOut: 1 });
  const stats: unknown = await (await fetch(`${serving.url}/__stats`)).json();
  expect(stats).toMatchObject({ requests: 3, deliveries: 1, duplicates: 0 });
  const { exitCode, stdout, stderr } = await serving.end();
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${serving.url}\n` });
  expect(stderr).toContain('SANDBOX: sends to nobody');
  expect(stderr).toContain('1 delivery, 0 duplicates');
  expect((await readFile(join(workspace.root, 'arrivals.log'), 'utf8')).trimEnd().split('\n')).toHaveLength(40);
});

test.each(['people.csv', 'hello.campaign.yaml', 'pushplan.yaml', 'gone.csv', 'users.json'])(
  'refuses to write its log into %s, which pushplan reads',
  async (name) => {
    await using workspace = await makeWorkspace({
      ...files,
      'pushplan.yaml':
        'version: 1\nenvironments: { sandbox: { endpoint: sandbox } }\nsuppress: [{ name: gone, file: gone.csv }]\n',
      'gone.csv': 'email\ngone@example.com\n',
      'users.json': '[]',
    });
    const before = await readFile(join(workspace.root, name), 'utf8');
    // If the log is not refused, the sandbox starts, and this stops it.
    const interrupt = AbortSignal.abort();
    const result = await pushplan(['sandbox', '--users', 'users.json', '--log', name], {
      cwd: workspace.root,
      interrupt,
    });
    expect(result).toMatchObject({ exitCode: 3, stdout: '', stderr: expect.stringContaining('error PP505 the log') });
    expect(result.stderr.replaceAll(/\s+/gv, ' ')).toContain(
      name === 'users.json' ? 'it is the file of --users' : 'it is a file that campaigns are made of',
    );
    expect(await readFile(join(workspace.root, name), 'utf8')).toBe(before);
  },
);

test.each([[], ['--log', 'arrivals.log']])('refuses an environment that does not exist, with %j', async (...log) => {
  await using workspace = await makeWorkspace({ ...files, 'pushplan.yaml': sandboxOnly });
  const run = (...argv: readonly string[]): Promise<CliResult> =>
    pushplan([...argv, '--env', 'sandbx', '--json'], { cwd: workspace.root, interrupt: AbortSignal.abort() });
  const refused = await run('sandbox', ...log);
  expect(refused.exitCode).toBe(3);
  expect(readDiagnostics(refused)).toMatchObject([
    {
      code: 'PP154',
      message: 'the environment "sandbx" is not defined',
      help: expect.stringContaining('Did you mean "sandbox"?'),
    },
  ]);
  expect(refused.stdout).toBe((await run('status')).stdout);
  await expect(readFile(join(workspace.root, 'arrivals.log'))).rejects.toThrow('ENOENT');
});

test('makes no log if another option is wrong', async () => {
  await using workspace = await makeWorkspace();
  const refused = await pushplan(['sandbox', '--log', 'arrivals.log', '--fault', '503'], {
    cwd: workspace.root,
    interrupt: AbortSignal.abort(),
  });
  expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('--fault 503') });
  await expect(readFile(join(workspace.root, 'arrivals.log'))).rejects.toThrow('ENOENT');
});

test('simulates the faults of --fault', async () => {
  await using workspace = await makeWorkspace(files);
  const serving = await serve(workspace, '--latency', '0', '--fault', '502-html@2', '--fault', '401@3');
  const result = await apply(workspace);
  expect(result.exitCode).toBe(10);
  const { totals } = readRun(result);
  expect(totals).toMatchObject({ accepted: 1, in_doubt: 19, not_sent: 20 });
  await serving.end();
});

test('--deny-ip refuses every request', async () => {
  await using workspace = await makeWorkspace(files);
  const serving = await serve(workspace, '--deny-ip', '--json');
  const result = await apply(workspace);
  expect(result.exitCode).toBe(10);
  expect(readRun(result).totals).toMatchObject({ planned: 40, not_sent: 40 });
  const printed = await serving.end();
  expect(readDocument('sandbox', printed)).toEqual({ format_version: '1.0', url: serving.url, diagnostics: [] });
  // A script that reads the first line has the whole document.
  expect(printed.stdout.split('\n')).toHaveLength(2);
});

describe('every reason for which the API refuses a person can be simulated', () => {
  const users = [
    { email: 'person0@example.com' },
    { email: 'person1@example.com', opted_out: true },
    { email: 'person2@example.com', devices: [{ platform: 'ios', uninstalled: true }] },
    { email: 'person3@example.com', devices: [{ platform: 'ios', certificate: false }] },
    ...reasons.map((refused, index) => ({ email: `person${index + 4}@example.com`, refused })),
  ];

  test('by --users', async () => {
    await using workspace = await makeWorkspace({ ...files, 'people.csv': people(users.length + 1) });
    await workspace.write('users.json', JSON.stringify(users));
    const serving = await serve(workspace, '--users', 'users.json', '--latency', '0');
    const run = readRun(await apply(workspace));
    expect(run.totals).toMatchObject({ accepted: 1, refused: users.length });
    const each = Object.fromEntries(reasons.map((reason) => [reason, 1]));
    expect(run.refused).toEqual({ ...each, NoUserFound: 2, OptOut: 2, Unregistered: 2, InvalidCertificate: 2 });
    await serving.end();
  });

  test('by --fault', async () => {
    await using workspace = await makeWorkspace(files);
    await workspace.write('users.json', JSON.stringify(known(40)));
    const faults = ['UserGloballyCappedForInapp@2', 'OptOut@3'].flatMap((fault) => ['--fault', fault]);
    const serving = await serve(workspace, '--users', 'users.json', '--latency', '0', ...faults);
    const run = readRun(await apply(workspace));
    expect(run.refused).toEqual({ UserGloballyCappedForInapp: 1, OptOut: 1 });
    expect(run.totals).toMatchObject({ accepted: 38, refused: 2 });
    await serving.end();
  });

  test('by --frequency-cap, only for campaigns with GFC_enabled', async () => {
    await using workspace = await makeWorkspace({
      'a.campaign.yaml': capped('first', 7),
      'b.campaign.yaml': capped('second', 8),
      'c.campaign.yaml': campaignText({ id: 'third', campId: 9 }),
      'people.csv': people(5),
    });
    await workspace.write('users.json', JSON.stringify(known(5)));
    const serving = await serve(workspace, '--users', 'users.json', '--latency', '0', '--frequency-cap', '1');
    const run = readRun(await apply(workspace));
    expect(run.campaigns.map(({ totals }) => [totals.accepted, totals.refused])).toEqual([
      [5, 0],
      [0, 5],
      [5, 0],
    ]);
    expect(run.refused).toEqual({ UserGloballyCapped: 5 });
    await serving.end();
  });
});

test('identifiers are compared exactly as sent', async () => {
  await using workspace = await makeWorkspace({ ...files, 'people.csv': people(2) });
  const users = [{ email: 'person0@example.com' }, { email: 'Person1@example.com' }];
  await workspace.write('users.json', JSON.stringify(users));
  const serving = await serve(workspace, '--users', 'users.json', '--latency', '0');
  expect(readRun(await apply(workspace))).toMatchObject({ totals: { accepted: 1 }, refused: { NoUserFound: 1 } });
  await serving.end();
});

test.each([
  ['--key: another key is refused', ['--key', 'one', '--key', 'two'], 'PP401'],
  ['--no-certificate: nothing is sent', ['--no-certificate'], 'PP403'],
])('%s', async (_name, argv, code) => {
  await using workspace = await makeWorkspace(files);
  const serving = await serve(workspace, '--latency', '0', ...argv);
  const result = await apply(workspace);
  expect(result.exitCode).toBe(10);
  expect(result.stderr + result.stdout).toContain(code);
  expect(readRun(result).totals).toMatchObject({ planned: 40, not_sent: 40 });
  await serving.end();
});

test('--key accepts each of the given keys', async () => {
  await using workspace = await makeWorkspace(files);
  const serving = await serve(workspace, '--latency', '0', '--key', 'other', '--key', 'k');
  expect((await apply(workspace)).exitCode).toBe(0);
  await serving.end();
});

test.each([
  ['an unknown fault', ['--fault', '503-html:0.5'], 'did you mean 502-html?'],
  ['a share above one', ['--fault', '503:1.5'], 'not a fault'],
  ['an empty key', ['--key', ''], '--key is empty'],
  ['a cap that is not a number', ['--frequency-cap', 'many'], '--frequency-cap'],
  [
    'a missing users file',
    ['--users', 'nobody.json'],
    'nobody.json cannot be read: there is no such file or folder (ENOENT)',
  ],
])('%s: exits with 3', async (_, argv, words) => {
  await using workspace = await makeWorkspace({});
  const result = await pushplan(['sandbox', '--json', ...argv], { cwd: workspace.root });
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([{ message: expect.stringContaining(words) }]);
});

test('its help names every kind of fault', async () => {
  const { stdout } = await pushplan(['sandbox', '--help'], { cwd: '.' });
  const kinds = /Kinds of fault:(?<kinds>[^.]*)\./v.exec(stdout)?.groups?.['kinds'] ?? '';
  expect(kinds.split(',').map((kind) => kind.trim())).toEqual(faultKinds.map(({ kind }) => kind));
});
