// --no-color of the built program: no output has colours, even with FORCE_COLOR, and without --no-color all outputs have them.
import { describe, expect, test } from 'vitest';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { openSession } from '../support/terminal-session.ts';
import { campaignText, people } from '../support/workspace.ts';

/** SGR sequences: colours, bold and dim. */
// oxlint-disable-next-line no-control-regex
const styled = /\u001B\[[0-9;]+m/v;

function makeWorkspace(): Promise<SendingWorkspace> {
  return makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(3),
    'broken/broken.campaign.yaml': 'version: 1\nid: broken\n',
  });
}

describe.each([
  ['plan', ['plan', 'hello.campaign.yaml']],
  ['findings', ['validate', 'broken']],
  ['an error on the way', ['plan', 'broken']],
  ['an error of the command line', ['plan', '--ouy']],
  ['an error before a command is known', ['plam']],
  ['runs', ['status']],
  ['help of a command', ['plan', '--help']],
  ['help on a topic', ['help', 'PP101']],
  ['help', ['--help']],
])('%s', (_, argv) => {
  test('has colours with FORCE_COLOR, and none if --no-color is added', async () => {
    await using workspace = await makeWorkspace();
    if (argv[0] === 'status') await workspace.run('apply', 'hello.campaign.yaml', '--yes');
    const options = { cwd: workspace.root, env: { FORCE_COLOR: '1', KEY: 'k' } };
    const coloured = await spawnCli(argv, options).ended;
    expect(coloured.stdout + coloured.stderr).toMatch(styled);
    const plain = await spawnCli([...argv, '--no-color'], options).ended;
    expect(plain.exitCode).toBe(coloured.exitCode);
    expect(plain.stdout + plain.stderr).not.toMatch(styled);
  });
});

test.each([
  [[], true],
  [['--no-color'], false],
] as const)('apply and its screen on a terminal, with %j, use colours only if allowed', async (more, isStyled) => {
  await using workspace = await makeWorkspace();
  const env = { FORCE_COLOR: '1' };
  const session = openSession(['apply', 'hello.campaign.yaml', ...more], { cwd: workspace.root, columns: 100, env });
  await session.until(/anything else to leave: $/v);
  const asked = session.terminal.written.length;
  expect(styled.test(session.terminal.written)).toBe(isStyled);
  session.type('3\r');
  expect(await session.ended).toBe(0);
  // The screen itself, and not only the text before and after it.
  const [drawn = ''] = session.terminal.written.slice(asked).split('planned 3');
  expect(drawn).toContain('accepted');
  expect(styled.test(drawn)).toBe(isStyled);
});

test('after --, --no-color is a path and not an option', async () => {
  await using workspace = await makeWorkspace();
  const env = { FORCE_COLOR: '1', KEY: 'k' };
  const end = await spawnCli(['plan', '--', '--no-color'], { cwd: workspace.root, env }).ended;
  expect(end.stderr).toMatch(styled);
});
