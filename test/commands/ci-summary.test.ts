// ci summary: a job's JSON result as the summary page and as annotations. It never fails a job.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CliResult } from '../support/cli.ts';
import { readWorkflowCommands } from '../support/github-runner.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';
import { readDocument } from '../support/documents.ts';

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(4) };

/** Runs the command as a job does, saves its output in a file, and summarises that file. */
async function sumUp(
  workspace: SendingWorkspace,
  argv: readonly string[],
  more: readonly string[] = [],
): Promise<CliResult> {
  await workspace.write('result.json', (await workspace.run(...argv, '--json')).stdout);
  const result = await workspace.run('ci', 'summary', 'result.json', ...more);
  expect(result.exitCode).toBe(0);
  return result;
}

test('a run: shows its buckets, and the next time that there is nothing to send', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const sent = await sumUp(workspace, ['apply', '--yes']);
  expect(sent.stdout).toMatch(
    /^\*\*run\\_\w+\*\* finished: planned 4, accepted 4, refused 0, rejected 0, in doubt 0, not sent 0\.\n$/v,
  );
  expect(sent.stderr).toBe('');
  const again = await sumUp(workspace, ['apply', '--yes']);
  expect(again).toMatchObject({ stdout: 'Nothing to send.\n', stderr: '' });
});

test('several campaigns: one row each, unusual results above them, and nothing about settled people', async () => {
  const opted = ['person0@example.com', 'person1@example.com'].map((email) => ({ email, opted_out: true }));
  const others = ['person2@example.com', 'person3@example.com'].map((email) => ({ email }));
  const other = campaignText({ id: 'other', campId: 8 });
  await using workspace = await makeSendingWorkspace(
    { ...files, 'other.campaign.yaml': other },
    { users: [...opted, ...others] },
  );
  const { stdout } = await sumUp(workspace, ['apply', '--yes']);
  expect(stdout).toMatch(/^- 4 notifications \(50%\) were refused: most as OptOut \(4\)$/mv);
  expect(stdout).toMatch(
    /^\| `hello` \| 4 \| 2 \| 2 \| 0 \| 0 \| 0 \|\n\| `other` \| 4 \| 2 \| 2 \| 0 \| 0 \| 0 \|\n$/mv,
  );
  expect((await sumUp(workspace, ['apply', '--yes'])).stdout).toBe('Nothing to send.\n');
});

test('a stopped run: shows its buckets and the reason, which is also an annotation', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const stopped = await sumUp(workspace, ['apply', '--yes', '--max-sends', '1']);
  const [line, , why] = stopped.stdout.split('\n');
  expect(line).toMatch(/^\*\*run\\_\w+\*\* stopped: planned 4, accepted 1, .* not sent 3\.$/v);
  expect(why).toMatch(/--max-sends/v);
  expect(stopped.stdout + stopped.stderr).not.toContain('null');
  expect(readWorkflowCommands(stopped.stderr)).toMatchObject([{ name: 'error', properties: { title: 'PP408' } }]);
});

test('a plan that nobody approved: shows how many are not sent, why, and what to do', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const reason = '::error::no run of `sale` for\n[7](https://example.com)';
  const { stdout, stderr } = await sumUp(workspace, ['plan'], ['--reason', reason]);
  expect(stdout).toMatch(/^\*\*Not sent\.\*\* 4 notifications are not sent, since no approved plan was found: /v);
  expect(stdout).toContain('Open a pull request that changes the campaign');
  // The reason is escaped, on the page and in the log.
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  expect(stdout).not.toMatch(/`sale`|\[7\]\(/v);
  expect(readWorkflowCommands(stderr)).toEqual([
    { name: 'error', properties: { title: 'Not approved' }, data: expect.stringContaining(reason) },
  ]);
  expect((await sumUp(workspace, ['plan'])).stdout).toContain('found: nobody planned it.');
});

test('a plan without people is no error, and a blocked plan shows what blocks it', async () => {
  await using workspace = await makeSendingWorkspace({ ...files, 'people.csv': people(0) });
  expect(await sumUp(workspace, ['plan'])).toMatchObject({ stdout: 'Nothing to send.\n', stderr: '' });
  await workspace.write('people.csv', people(4));
  await workspace.write('hello.campaign.yaml', campaignText({ more: 'max_recipients: 2' }));
  const { stdout, stderr } = await sumUp(workspace, ['plan']);
  expect(stdout).toMatch(/^\*\*Not sent\.\*\* hello would be sent to 4 recipients/v);
  expect(readWorkflowCommands(stderr)).toMatchObject([{ name: 'error', properties: { title: 'PP301' } }]);
});

test('without a run or a plan: shows every error', async () => {
  await using workspace = await makeSendingWorkspace({ ...files, 'hello.campaign.yaml': 'version: 1\nid: hello\n' });
  const { stdout, stderr } = await sumUp(workspace, ['apply', '--yes']);
  const errors = readWorkflowCommands(stderr);
  expect(errors.length).toBeGreaterThan(0);
  expect(stdout.match(/^\*\*Not sent\.\*\* .*\(hello\.campaign\.yaml:\u200B\d+\)/gmv)).toHaveLength(errors.length);
});

test.each([
  ['no file', undefined],
  ['an empty file', ''],
  ['half of a result', '{"format_version": "1.0", "run": "run_'],
  ['other JSON', '["run"]'],
  ['another JSON object', '{"run": "run_1"}'],
])('%s: reports that there is no result', async (_, text) => {
  await using workspace = await makeSendingWorkspace(files);
  if (text !== undefined) await workspace.write('result.json', text);
  const result = await workspace.run('ci', 'summary', 'result.json');
  expect(result).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\*\*No result\.\*\*/v) });
});

test('--json holds the same text, and the result file is not changed', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const { stdout: markdown } = await sumUp(workspace, ['plan']);
  const before = await readFile(join(workspace.root, 'result.json'));
  const result = await workspace.run('ci', 'summary', 'result.json', '--json');
  expect(readDocument('ci', result)).toEqual({ format_version: '1.0', markdown, diagnostics: [] });
  expect(await readFile(join(workspace.root, 'result.json'))).toEqual(before);
});
