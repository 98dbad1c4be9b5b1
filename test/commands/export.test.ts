// pushplan status RUN --export: writes the people of a bucket to a file, from the audiences as they are now.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics, readRun } from '../support/documents.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

/** A run over 30 people: 2 have opted out, 19 are in a request without an answer, and the last 5 were not sent to. */
async function makeRun(): Promise<{ workspace: SendingWorkspace; run: string }> {
  const users = Array.from({ length: 30 }, (_, index) => ({
    email: `person${index}@example.com`,
    opted_out: index === 20 || index === 21,
  }));
  const workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(30) },
    { users, faults: [{ kind: 'reset-after', requests: [2] }] },
  );
  const result = await workspace.run('apply', '--yes', '--json', '--max-sends', '25');
  const { run, totals } = readRun(result);
  expect(totals).toMatchObject({ planned: 30, accepted: 4, refused: 2, in_doubt: 19, not_sent: 5 });
  return { workspace, run };
}

async function exported(workspace: SendingWorkspace, run: string, bucket: string): Promise<readonly string[]> {
  const result = await workspace.run('status', run, '--export', bucket, '--out', 'out.csv');

  expect(result).toMatchObject({ exitCode: 0, stdout: '' });
  return (await readFile(join(workspace.root, 'out.csv'), 'utf8')).split('\r\n').slice(0, -1);
}

test('csv: each bucket with the columns of the audience, outcome and reason, readable by the owner alone', async () => {
  const { workspace, run } = await makeRun();
  await using _ = workspace;
  expect(await exported(workspace, run, 'refused')).toEqual([
    'email,name,campaign,outcome,reason',
    'person20@example.com,Person 20,hello,refused,OptOut',
    'person21@example.com,Person 21,hello,refused,OptOut',
  ]);
  expect((await stat(join(workspace.root, 'out.csv'))).mode & 0o777).toBe(0o600);
  const inDoubt = await exported(workspace, run, 'in_doubt');
  expect(inDoubt).toHaveLength(20);
  expect(inDoubt[1]).toBe('person1@example.com,Person 1,hello,in_doubt,');
  const left = await exported(workspace, run, 'not_sent');
  expect(left.slice(1)).toEqual(
    [25, 26, 27, 28, 29].map((index) => `person${index}@example.com,Person ${index},hello,not_sent,`),
  );
  const accepted = await exported(workspace, run, 'accepted');
  expect(accepted).toHaveLength(5);
  expect(await exported(workspace, run, 'rejected')).toEqual(['email,name,campaign,outcome,reason']);
});

test('ndjson: one object per person', async () => {
  const { workspace, run } = await makeRun();
  await using _ = workspace;
  const argv = ['status', run, '--export', 'refused', '--format', 'ndjson', '--out', 'out.ndjson'];
  const result = await workspace.run(...argv);
  expect(result.exitCode).toBe(0);
  expect(result.stderr).toContain('2 recipients (refused) written to out.ndjson');
  const [first = ''] = (await readFile(join(workspace.root, 'out.ndjson'), 'utf8')).split('\n');
  expect(JSON.parse(first)).toEqual({
    email: 'person20@example.com',
    name: 'Person 20',
    campaign: 'hello',
    outcome: 'refused',
    reason: 'OptOut',
  });
});

test('reports that an audience has changed since the run', async () => {
  const { workspace, run } = await makeRun();
  await using _ = workspace;
  await workspace.write('people.csv', people(21));
  const result = await workspace.run('status', run, '--export', 'refused', '--out', 'out.csv', '--json');
  expect(result.exitCode).toBe(0);
  expect(readDiagnostics(result)).toMatchObject([
    {
      severity: 'warning',
      code: 'PP507',
      message: '1 of the 2 that the run has as refused are in the audiences as they are now',
    },
  ]);
});

test('people whom a resumed run reached are no longer exported as not sent', async () => {
  const { workspace, run } = await makeRun();
  await using _ = workspace;
  await workspace.run('resume', run);
  expect(await exported(workspace, run, 'not_sent')).toHaveLength(1);
  expect(await exported(workspace, run, 'accepted')).toHaveLength(10);
});

test('people are printed only on a terminal, and only with --show-pii', async () => {
  const { workspace, run } = await makeRun();
  await using _ = workspace;
  const options = { cwd: workspace.root, env: { KEY: localKey }, isTerminal: true };
  const shown = await pushplan(['status', run, '--export', 'refused', '--show-pii'], options);
  expect(shown).toMatchObject({ exitCode: 0, stderr: '' });
  expect(shown.stdout.split('\r\n')).toHaveLength(4);
  for (const [argv, isTerminal] of [
    [['--export', 'refused'], true],
    [['--export', 'refused'], false],
    [['--export', 'refused', '--show-pii'], false],
  ] as const) {
    const refused = await pushplan(['status', run, ...argv], { ...options, isTerminal });
    expect(refused).toMatchObject({ exitCode: 3, stdout: '' });
    expect(refused.stderr).toContain('PP502');
    expect(refused.stderr).toContain('--out FILE');
    expect(refused.stderr).not.toContain('example.com');
  }
});

test.each([
  ['an unknown bucket', ['RUN', '--export', 'refusd', '--out', 'x'], 'did you mean refused?'],
  ['no run', ['--export', 'refused', '--out', 'x'], '--export needs a RUN'],
  ['a file without an export', ['RUN', '--out', 'x'], 'go with --export'],
  ['a missing folder', ['RUN', '--export', 'refused', '--out', 'no/x.csv'], 'cannot be written to no/x.csv'],
])('%s: exits with 3', async (_name, argv, words) => {
  const { workspace, run } = await makeRun();
  await using _ = workspace;
  const result = await workspace.run('status', '--json', ...argv.map((word) => (word === 'RUN' ? run : word)));
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([{ message: expect.stringContaining(words) }]);
});

test('a campaign that is gone: exits with 3 and names the file that held it', async () => {
  const { workspace, run } = await makeRun();
  await using _ = workspace;
  await workspace.write('hello.campaign.yaml', campaignText({ id: 'other' }));
  const result = await workspace.run('status', run, '--export', 'refused', '--out', 'x', '--json');
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([
    { code: 'PP150', message: 'hello.campaign.yaml does not hold the campaign hello any more' },
  ]);
});
