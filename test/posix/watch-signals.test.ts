// pushplan --watch in a process of its own: a signal or Ctrl-C ends it with exit 0, and nothing keeps it alive.
import { expect, test } from 'vitest';
import { startBuiltCli } from '../support/built-cli.ts';
import { openSession } from '../support/terminal-session.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(2) };

test.each([
  ['validate', 'SIGINT', '1 campaign, no findings\n'],
  ['plan', 'SIGTERM', 'Plan: 2 to send'],
] as const)('%s --watch ends on %s with exit 0', async (verb, signal, words) => {
  await using workspace = await makeWorkspace(files);
  const cli = startBuiltCli([verb, '--watch'], { cwd: workspace.root });
  expect(await cli.says(/Watching/v)).toBe(true);
  cli.kill(signal);
  const end = await cli.ended;
  expect(end).toMatchObject({ exitCode: 0, signal: null, stderr: 'Watching .: again at each save, until Ctrl-C.\n' });
  expect(end.stdout).toContain(words);
});

test('on a terminal Ctrl-C ends it, and the prompt is on a line of its own', async () => {
  await using workspace = await makeWorkspace(files);
  const session = openSession(['validate', '--watch'], { cwd: workspace.root, columns: 80 });
  await session.until(/Watching/v);
  await workspace.write('hello.campaign.yaml', campaignText({ title: '{{nmae}}' }));
  const shown = await session.until(/1 error, 0 warnings/v);
  expect(shown[2]).toMatch(/^\d\d:\d\d:\d\d hello\.campaign\.yaml$/v);
  session.type('\u0003');
  expect(await session.ended).toBe(0);
  const lines = await session.terminal.screen();
  expect(lines.at(-1)).toMatch(/^(\^C)?$/v);
  expect(session.terminal.isCursorShown).toBe(true);
});
