// pushplan report: what a run did, with the same figures as status, and without personal data.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDiagnostics, readRun } from '../support/documents.ts';
import { listElements, readHtml } from '../support/read-html.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(45) };

test('writes a page to a file or Markdown to standard output, with the figures of status', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const { run, totals, requests } = readRun(await workspace.run('apply', '--yes', '--json', '--max-sends', '25'));
  const made = await workspace.run('report', run, '--out', 'r.html');
  expect(made).toMatchObject({ exitCode: 0, stdout: '', stderr: `The report of ${run} is in r.html.\n` });
  const page = await readFile(join(workspace.root, 'r.html'), 'utf8');
  const cells = listElements(readHtml(page)).map(({ text }) => text);
  expect(cells.slice(cells.indexOf('hello'), cells.indexOf('hello') + 4)).toEqual(['hello', '45', '25', '0']);
  expect(cells.join('\n')).toContain(`${requests} requests, 0 retries.`);
  expect(page).not.toMatch(/person\d|example\.com/v);

  const markdown = await workspace.run('report', run, '--format', 'markdown');
  expect(markdown.stdout).toContain(`| \`hello\` | 45 | ${totals.accepted} | 0 | 0 | 0 | ${totals.not_sent} |`);
  const status = await workspace.run('status', run, '--json');
  expect((await workspace.run('report', run, '--json')).stdout).toBe(status.stdout);
  const { figures } = readRun(status);
  expect(figures).toMatchObject({
    requests_per_minute: 6_000,
    most_in_minute: requests,
    answers: [{ status: 200, error: null, requests }],
    without_answer: 0,
    decisions: [],
  });
  expect(figures?.slices.reduce((sum, slice) => sum + slice.requests, 0)).toBe(requests);
  expect(figures?.times.reduce((sum, time) => sum + time.requests, 0)).toBe(requests);
  expect(cells.join('\n')).toContain(`At most ${requests} requests in any 60 s, of a limit of 6,000 (1%).`);
  expect((await workspace.run('report', run)).stdout).toBe(page);
});

test('without a run, or with an unknown one: exits with 3', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const code = async (...argv: readonly string[]): Promise<unknown> => {
    const result = await workspace.run('report', ...argv, '--json');
    return [result.exitCode, readDiagnostics(result)[0]?.code];
  };
  expect(await code()).toEqual([3, 'PP502']);
  expect(await code('run_000000000000')).toEqual([3, 'PP412']);
  const { run } = readRun(await workspace.run('apply', '--yes', '--json'));
  expect(await code('run_000000000000')).toEqual([3, 'PP412']);
  for (const [written, help] of [
    [run.slice(0, 9), `Did you mean ${run}? pushplan status`],
    [`${run}x`, `Did you mean ${run}? pushplan status`],
    ['hello', 'pushplan status'],
  ] as const) {
    for (const words of [['report'], ['status'], ['resume'], ['retry', '--only', 'OptOut', '--reason', 'x']]) {
      const [found] = readDiagnostics(await workspace.run(...words, written, '--json'));
      expect(found).toMatchObject({
        code: 'PP412',
        help: expect.stringMatching(new RegExp(`^${RegExp.escape(help)}`, 'v')),
      });
    }
  }
  expect(await code(run, '--out', 'people.csv/r.html')).toEqual([3, 'PP505']);
});
