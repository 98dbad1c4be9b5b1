// What a user sees if something other than the API answers: nobody is rejected, the run ends with 8, and the rest can be sent later.
import { expect, test } from 'vitest';
import { pushplan as run, type CliResult } from '../support/cli.ts';
import { reportOn, startEmailApi, type EmailApi } from '../support/email-api.ts';
import { readRun } from '../support/documents.ts';
import { http } from '../support/raw-server.ts';
import { campaignText, makeWorkspace, people, type TestWorkspace } from '../support/workspace.ts';

async function workspaceFor(api: EmailApi, recipients: number, more = ''): Promise<TestWorkspace> {
  const keys = `endpoint: ${api.url}, api_key_env: KEY, requests_per_minute: 6000, message_center: off`;
  return makeWorkspace({
    'pushplan.yaml': `version: 1\nenvironments:\n  local: { ${keys} }\n`,
    'hello.campaign.yaml': campaignText({ more }),
    'people.csv': people(recipients),
  });
}

function pushplan({ root }: TestWorkspace, ...argv: readonly string[]): Promise<CliResult> {
  return run(argv, { cwd: root, env: { KEY: 'key-of-the-account' } });
}

const html = '<html><head><title>400 Bad Request</title></head><body><center>openresty</center></body></html>';

test.each([
  ['HTML', http(400, html), 'status 400', 'It says: 400 Bad Request openresty'],
  ['nothing', http(400, ''), 'status 400', undefined],
  ['maintenance', http(400, '{"error":"maintenance"}'), 'status 400, maintenance', 'It says: {"error":"maintenance"}'],
  ['too many requests', http(400, '{"error":"Too many requests"}'), 'status 400', '{"error":"Too many requests"}'],
  ['a body too large', http(413, ''), 'status 413', undefined],
  ['what cannot be processed', http(422, '{"error":"invalid_payload"}'), 'status 422, invalid_payload', undefined],
])(
  '%s: the run stops after three answers, nobody is rejected, and the rest is sent later',
  async (_, answer, named, said) => {
    await using api = await startEmailApi(() => answer);
    await using workspace = await workspaceFor(api, 60);
    const first = await pushplan(workspace, 'apply', '--yes', '--json');
    expect(first.exitCode).toBe(8);
    const stopped = readRun(first);
    expect(stopped.totals).toMatchObject({ planned: 60, accepted: 0, rejected: 0, in_doubt: 0, not_sent: 60 });
    expect(stopped).toMatchObject({ state: 'stopped', why: `3 answers in a row were not the API's own (${named})` });
    expect(stopped.diagnostics.map(({ code }) => code)).toEqual(['PP422']);
    expect(stopped.diagnostics[0]?.message).toContain(said ?? named);
    expect(api.requests).toHaveLength(3);

    const second = await pushplan(workspace, 'resume', stopped.run, '--json');
    expect(second.exitCode).toBe(8);
    expect(readRun(second).totals).toMatchObject({ planned: 60, rejected: 0, not_sent: 60 });

    api.answer(() => undefined);
    const third = await pushplan(workspace, 'apply', '--yes', '--json');
    expect(third.exitCode).toBe(0);
    expect(readRun(third).totals).toMatchObject({ planned: 60, accepted: 60 });
    expect([...api.reached].toSorted()).toEqual(
      Array.from({ length: 60 }, (_each, at) => `person${at}@example.com`).toSorted(),
    );
  },
);

test('if only one of sixty gets a foreign answer, it is set aside and named, and the next apply tries it again', async () => {
  const target = 'person37@example.com';
  const block = (emails: readonly string[]) => (emails.includes(target) ? http(400, html) : undefined);
  await using api = await startEmailApi(block);
  await using workspace = await workspaceFor(api, 60);
  const first = await pushplan(workspace, 'apply', '--yes', '--json');
  expect(first.exitCode).toBe(8);
  const run = readRun(first);
  expect(run.totals).toMatchObject({ planned: 60, accepted: 59, rejected: 0, in_doubt: 0, not_sent: 1 });
  expect(run).toMatchObject({ state: 'stopped' });
  expect(run.diagnostics).toMatchObject([
    { code: 'PP423', severity: 'error', message: expect.stringContaining('row 38 of hello. It says: 400 Bad Request') },
  ]);
  expect(api.requests.filter((emails) => emails.length === 1 && emails[0] === target)).toHaveLength(1);
  expect((await pushplan(workspace, 'status', run.run)).stdout).toContain('row 38 of hello');

  const second = await pushplan(workspace, 'resume', run.run, '--json');
  expect(second.exitCode).toBe(8);
  expect(readRun(second).totals).toMatchObject({ planned: 60, accepted: 59, not_sent: 1 });

  api.answer(() => undefined);
  const third = await pushplan(workspace, 'apply', '--yes', '--json');
  expect(third.exitCode).toBe(0);
  expect(readRun(third).totals).toMatchObject({ planned: 1, accepted: 1 });
  expect(new Set(api.reached).size).toBe(60);
  expect(api.reached).toHaveLength(60);
});

test('an answer that quotes the request does not reveal personal data or the key', async () => {
  await using api = await startEmailApi(([email = '']) =>
    http(400, JSON.stringify({ error: 'key-of-the-account', email, who: 'Person 0', note: 'blocked by policy' })),
  );
  await using workspace = await workspaceFor(api, 5);
  const result = await pushplan(workspace, 'apply', '--yes');
  expect(result.exitCode).toBe(8);
  const shown = result.stdout + result.stderr;
  expect(shown.replaceAll(/\s+/g, ' ')).toContain('blocked by policy');
  for (const secret of ['key-of-the-account', 'person0@example.com', 'Person 0']) expect(shown).not.toContain(secret);
});

test.each([
  ['InvalidCertificate', 'section Certificate', 8, 20],
  ['NoUserFound', 'identifier', 6, 300],
  ['OptOut', 'check the audience', 6, 300],
])('300 of 300 refused with %s: the advice says what to do', async (reason, advice, exitCode, settled) => {
  await using api = await startEmailApi();
  api.answer((emails) => reportOn(emails, reason));
  await using workspace = await workspaceFor(api, 300);
  const result = await pushplan(workspace, 'apply', '--yes', '--json');
  expect(result.exitCode).toBe(exitCode);
  const run = readRun(result);
  expect(run.totals).toMatchObject({ planned: 300, refused: settled, not_sent: 300 - settled });
  expect(run.diagnostics).toMatchObject([
    { code: exitCode === 8 ? 'PP425' : 'PP424', help: expect.stringContaining(advice) },
  ]);
});

test('a written fail_on replaces the default, and the default does not apply to fewer than 20 recipients', async () => {
  await using api = await startEmailApi((emails) => reportOn(emails, 'NoUserFound'));
  for (const [recipients, more] of [
    [30, 'fail_on: { refused: 100% }'],
    [19, ''],
  ] as const) {
    await using workspace = await workspaceFor(api, recipients, more);
    const result = await pushplan(workspace, 'apply', '--yes', '--json');
    expect(result.exitCode).toBe(0);
    expect(readRun(result).totals).toMatchObject({ refused: recipients });
  }
});
