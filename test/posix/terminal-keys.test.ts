// The keys of the screen on a terminal: they pause and stop a run, as from another machine.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRun, readRuns } from '../support/documents.ts';
import { makeFleetTrial } from '../support/fleet-trial.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { builtCli, interruptAgain, openSession, type TerminalSession } from '../support/terminal-session.ts';
import { untilRequests } from '../support/until-requests.ts';
import { campaignText, people } from '../support/workspace.ts';

const many = 2_000;
/** Ten requests per second, so that a run takes longer than any test needs. */
const requestsPerMinute = 600;

async function makeWorkspace(latency = 20): Promise<SendingWorkspace> {
  const workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(many) },
    { latency: { sent: latency, none: latency, jitter: 0 } },
  );
  const place = `endpoint: ${workspace.sandbox.url}, api_key_env: KEY, message_center: off`;
  const environments = `environments: { local: { ${place}, requests_per_minute: ${requestsPerMinute} } }`;
  await workspace.write('pushplan.yaml', `version: 1\n${environments}\n`);
  return workspace;
}

/** Waits for `count` more requests of the apply in the session. */
async function sendsMore({ sandbox }: SendingWorkspace, { ended }: TerminalSession, count: number): Promise<void> {
  await untilRequests(sandbox, sandbox.stats().requests + count, [
    ended.then((exitCode) => ({ exitCode, stdout: '', stderr: '' })),
  ]);
}

async function pressTwice(session: TerminalSession, key: string, asked: RegExp): Promise<void> {
  session.type(key);
  await session.until(asked);
  session.type(key);
}

const halts = [
  ['p', 'paused', /Press p again to pause/v],
  ['s', 'stopped', /Press s again to stop/v],
] as const;

describe.each(halts)('%s twice', (key, state, asked) => {
  test('sends nothing more, with the message and exit code of a run that was halted elsewhere; resume continues it', async () => {
    await using workspace = await makeWorkspace();
    const session = openSession(['apply', '--yes'], { cwd: workspace.root, columns: 100 });
    await session.until(/p pause {3}s stop {3}\? help/v);
    await pressTwice(session, key, asked);
    expect(await session.ended).toBe(8);
    expect(session.terminal.isCursorShown).toBe(true);
    const [run] = readRuns(await workspace.run('status', '--json'));
    const screen = (await session.terminal.screen()).join('\n');
    expect(screen).toMatch(new RegExp(`^${run?.run} in local: ${state}[^]*^ {2}${state} by \\S+@\\S+$`, 'mv'));
    expect(screen).toContain(`pushplan resume ${run?.run} --env local`);
    expect(screen).not.toMatch(/Press . again|\? help/v);

    const { deliveries } = workspace.sandbox.stats();
    expect(run).toMatchObject({ state, totals: { planned: many, accepted: deliveries, in_doubt: 0 } });
    expect(run?.why).toMatch(new RegExp(`^${state} by `, 'v'));
    const resumed = await workspace.run('resume', run?.run ?? '', '--max-sends', '20', '--json');
    expect(readRun(resumed).totals.accepted).toBe(deliveries + 20);
  });
});

test('help, a single press and pasted text do not stop the run', async () => {
  await using workspace = await makeWorkspace();
  const session = openSession(['apply', '--yes'], { cwd: workspace.root, columns: 100 });
  await session.until(/\? help/v);
  session.type('?');
  const help = (await session.until(/closes this help/v)).join('\n');
  expect(help).toMatch(/^s twice {2}stops it[^]*pushplan resume run_[a-z0-9]+ --env local$/mv);
  session.type('s');
  await session.until(/^hello {2}[━─]+[^]*Press s again to stop/mv);
  session.type('x');
  await session.until(/\? help/v);
  session.type('ssssss');
  await sendsMore(workspace, session, 5);
  session.type('\u0003');
  expect(await session.ended).toBe(8);
  expect(readRuns(await workspace.run('status', '--json'))).toMatchObject([{ why: 'interrupted by SIGINT' }]);
});

test('after Ctrl-Z and fg the keys work; in the background they do not, and typed text goes to the shell', async () => {
  await using workspace = await makeWorkspace();
  const shell = "PS1='ready> ' exec bash --norc --noprofile -i";
  const session = openSession([], { cwd: workspace.root, columns: 200, shell });
  await session.until(/^ready> $/mv);
  session.type(`'${process.execPath}' '${builtCli}' apply --yes\r`);
  await session.until(/\? help/v);
  session.type('\u001A');
  await session.until(/Stopped[^]*ready> $/v);
  session.type('fg\r');
  // The next frame is drawn over the output of the shell.
  await session.until(/^(?![^]*Stopped)[^]*\? help/v);
  session.type('s');
  await session.until(/Press s again to stop/v);
  session.type('\u001A');
  await session.until(/Stopped[^]*ready> $/v);
  session.type('bg\r');
  await sendsMore(workspace, session, 3);
  session.type('echo sss > typed\r');
  await expect.poll(() => readFile(join(workspace.root, 'typed'), 'utf8')).toBe('sss\n');
  await sendsMore(workspace, session, 3);
  session.type('kill -INT %1; wait; stty -a > modes; exit 7\r');
  expect(await session.ended).toBe(7);
  const modes = await readFile(join(workspace.root, 'modes'), 'utf8');
  expect(modes).toMatch(/ icanon .* echo /sv);
  expect(readRuns(await workspace.run('status', '--json'))).toMatchObject([{ why: 'interrupted by SIGINT' }]);
});

test('with a screen reader, the keys are described in text', async () => {
  await using workspace = await makeWorkspace();
  const env = { INK_SCREEN_READER: 'true' };
  const session = openSession(['apply', '--yes'], { cwd: workspace.root, columns: 100, env });
  await session.until(/Starting\.$/mv);
  session.type('?');
  await session.until(/p twice {2}pauses the run[^]*s twice {2}stops it/v);
  await pressTwice(session, 's', /Press s again to stop the run everywhere/v);
  expect(await session.ended).toBe(8);
  expect(readRuns(await workspace.run('status', '--json'))).toMatchObject([{ state: 'stopped' }]);
});

test('Ctrl-C twice restores the terminal', async () => {
  await using workspace = await makeWorkspace(10_000);
  // The shell ignores SIGINT, and so does stty. pushplan handles it.
  const shell = `trap '' INT; '${process.execPath}' '${builtCli}' apply --yes; stty -a`;
  const session = openSession([], { cwd: workspace.root, columns: 100, shell });
  await session.until(/ [1-9]\d* under way[^]*\? help/v);
  session.type('\u0003');
  await session.until(/Stopping: /v);
  expect(await interruptAgain(session)).toBe(0);
  expect((await session.terminal.screen()).join('\n')).toMatch(
    /Left at once, at a second signal[^]* icanon [^]* echo /v,
  );
});

test('status --watch has the keys too: the run is paused in the process that sends it, still watched, and stopped', async () => {
  await using workspace = await makeWorkspace();
  const sending = workspace.run('apply', '--yes', '--json');
  await untilRequests(workspace.sandbox, 2, [sending]);
  const session = openSession(['status', '--watch'], { cwd: workspace.root, columns: 100 });
  await session.until(/\? help/v);
  await pressTwice(session, 'p', /Press p again to pause/v);
  expect(await sending).toMatchObject({ exitCode: 8 });
  await session.until(/Paused by [^]*To go on: pushplan resume run_[a-z0-9]+ --env local/v);
  await pressTwice(session, 's', /Press s again to stop/v);
  expect(await session.ended).toBe(0);
  expect((await session.terminal.screen()).join('\n')).toMatch(/^Stopped by /mv);
});

test('in an apply that leads workers, s stops the run for all of them', async () => {
  await using server = await startPostgres();
  await using trial = await makeFleetTrial(server, { recipients: many, requestsPerMinute });
  const session = openSession(['apply', '--yes'], { cwd: trial.root, columns: 100, env: trial.env });
  await session.until(/^accepted [1-9][^]*\? help/mv);
  await pressTwice(session, 's', /Press s again to stop/v);
  expect(await session.ended).toBe(8);
  expect((await session.terminal.screen()).join('\n')).toMatch(/^ {2}stopped by \S+@\S+$/mv);
  expect(readRuns(await trial.run('status', '--json'))).toMatchObject([{ state: 'stopped' }]);
});
