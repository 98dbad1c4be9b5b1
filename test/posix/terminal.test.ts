// The built program on a terminal: it asks, draws the screen, and can be stopped.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readRun, readRuns } from '../support/documents.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { builtCli, interruptAgain, openSession } from '../support/terminal-session.ts';
import { campaignText, people } from '../support/workspace.ts';

function makeWorkspace(count: number, milliseconds: number): Promise<SendingWorkspace> {
  return makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(count) },
    { latency: { sent: milliseconds, none: milliseconds, jitter: 0 } },
  );
}

describe('the question before the first send', () => {
  test('is answered by typing the number of recipients, which sends', async () => {
    await using workspace = await makeWorkspace(30, 0);
    const session = openSession(['apply'], { cwd: workspace.root, columns: 100 });
    const asked = await session.until(
      /^Send 30 notifications to local \(loopback: reaches no real people\)\?\nType 30 to send, anything else to leave: $/mv,
    );
    expect(asked.join('\n')).toContain('Plan: 30 to send');
    expect(workspace.sandbox.stats().requests).toBe(0);
    const answeredAt = Date.now();
    session.type('30\r');
    expect(await session.ended).toBe(0);
    const lines = await session.terminal.screen();
    expect(lines).toContain('planned 30 = accepted 30 + refused 0 + rejected 0 + in doubt 0 + not sent 0');
    expect(workspace.sandbox.stats().deliveries).toBe(30);
    // The time somebody takes to answer is not part of the time of the run.
    const [run] = readRuns(await workspace.run('status', '--json'));
    expect(Date.parse(run?.started_at ?? '')).toBeGreaterThanOrEqual(answeredAt);
  });

  test.each([
    ['another number', '29\r'],
    ['Ctrl-C', '\u0003'],
  ])('is not answered by %s: nothing is sent, and there is no run', async (_, answer) => {
    await using workspace = await makeWorkspace(30, 0);
    const session = openSession(['apply'], { cwd: workspace.root, columns: 100 });
    await session.until(/anything else to leave: $/v);
    session.type(answer);
    expect(await session.ended).toBe(3);
    expect((await session.terminal.screen()).join('\n')).toContain('error PP504 not confirmed, so nothing was sent');
    expect(session.terminal.isCursorShown).toBe(true);
    expect(workspace.sandbox.stats().requests).toBe(0);
    expect(readRuns(await workspace.run('status', '--json'))).toEqual([]);
  });
});

test('an apply asks before it cancels notifications of other runs, whether or not it sends anything', async () => {
  const sale = campaignText({ id: 'sale', campId: 8, more: 'schedule: { at: 2099-12-01T12:00, start_deadline: 2h }' });
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'sale.campaign.yaml': sale,
    'people.csv': people(30),
  });
  const interrupt = new AbortController();
  const listen = (text: string): void => {
    if (text.includes(' waits: ')) interrupt.abort('interrupted by SIGINT');
  };
  const wait = ['apply', '--wait', '--yes'];
  await pushplan(wait, { cwd: workspace.root, env: { KEY: localKey }, interrupt: interrupt.signal, listen });
  await rm(join(workspace.root, 'sale.campaign.yaml'));
  const session = openSession(['apply'], { cwd: workspace.root, columns: 200 });
  await session.until(
    /^Nothing to send to local\. Cancel 30 notifications of sale, which wait in other runs while the campaign is gone or a draft\?\nType 30 to cancel, anything else to leave: $/mv,
  );
  session.type('0\r');
  expect(await session.ended).toBe(3);
  expect((await session.terminal.screen()).join('\n')).toContain('error PP504 not confirmed, so nothing was cancelled');
  await workspace.write('people.csv', people(31));
  const more = openSession(['apply'], { cwd: workspace.root, columns: 200 });
  await more.until(/It also cancels 30 notifications of sale, [^?]*Type 1 to send, anything else to leave: $/v);
  more.type('1\r');
  expect(await more.ended).toBe(0);
  expect((await more.terminal.screen()).join(' ')).toMatch(
    /30 notifications of sale, which waited in run_\w+, were cancelled/v,
  );
});

describe('the screen', () => {
  const screens = [
    [
      100,
      [
        /^local {2}run_[a-z0-9]+ +.* left$/v,
        /^$/v,
        /^hello {2}━+─+ +\d{1,2}% +\d+ \/ 400$/v,
        /^$/v,
        /^accepted \d+ +refused 0 +rejected 0 +in doubt 0 +not sent \d+$/v,
        /^\d+ of 6,000 requests in the last minute, \d+ under way$/v,
        /^Ctrl-C stops; what is under way is settled first\.$/v,
        /^p pause {3}s stop {3}\? help$/v,
      ],
    ],
    [
      40,
      [
        /^local(?: {2}run_[a-z0-9]+)? +.* left$/v,
        /^$/v,
        /^hello {2}━+─+ +\d{1,2}%(?: +\d+ \/ 400)?$/v,
        /^$/v,
        /^accepted \d+ +refused 0$/v,
        /^rejected 0 +in doubt 0$/v,
        /^not sent \d+$/v,
        /^\d+ of 6,000 requests in a minute$/v,
        /^Ctrl-C stops safely\.$/v,
        /^p pause {3}s stop {3}\? help$/v,
      ],
    ],
  ] as const;

  test.each(screens)('has its layout at %i columns', async (columns, expected) => {
    await using workspace = await makeWorkspace(400, 120);
    const session = openSession(['apply', '--yes'], { cwd: workspace.root, columns });
    const lines = await session.until(/━─[^]*(?:under way|in a minute)[^]*Ctrl-C stops[^]*help/v);
    const from = lines.findIndex((line) => line.startsWith('local'));
    const frame = lines.slice(from, from + expected.length).map((line) => line.trimEnd());
    for (const [index, pattern] of expected.entries()) expect(frame[index]).toMatch(pattern);
    expect(await session.ended).toBe(0);
    expect(session.terminal.isCursorShown).toBe(true);
    const last = (await session.terminal.screen()).join(' ');
    expect(last).toMatch(/planned 400 *= accepted 400/v);
    // The last frame stays, and the earlier ones do not.
    expect(last.match(/Ctrl-C stops/gv)).toBeNull();
  });

  test('does not show typed text and does not move, and the terminal shows typed text again afterwards', async () => {
    await using workspace = await makeWorkspace(400, 120);
    const shell = `"${process.execPath}" "${builtCli}" apply --yes; stty -a`;
    const session = openSession([], { cwd: workspace.root, columns: 80, shell });
    await session.until(/ [1-9]\d* under way/v);
    session.type('abc\r\r\rxyz');
    expect(await session.ended).toBe(0);
    const screen = (await session.terminal.screen()).join('\n');
    expect(screen.match(/^local {2}run_/gmv)).toHaveLength(1);
    expect(screen).not.toMatch(/abc|xyz/v);
    expect(screen).toMatch(/ icanon [^]* echo /v);
  });

  test('is drawn separately from the result, and a pipe gets only the result', async () => {
    await using workspace = await makeWorkspace(60, 50);
    const shell = `"${process.execPath}" "${builtCli}" apply --yes --json > result.json`;
    const session = openSession([], { cwd: workspace.root, columns: 80, shell });
    await session.until(/^hello {2}[━─]+/mv);
    expect(await session.ended).toBe(0);
    const stdout = await readFile(join(workspace.root, 'result.json'), 'utf8');
    const result = { exitCode: 0, stdout, stderr: '', json: (): unknown => JSON.parse(stdout) };
    expect(readRun(result).totals).toMatchObject({ planned: 60, accepted: 60 });
  });
});

test('Ctrl-C once settles what is under way and ends with exit 8 and a visible cursor, and resume sends the rest', async () => {
  await using workspace = await makeWorkspace(400, 1_500);
  const session = openSession(['apply', '--yes'], { cwd: workspace.root, columns: 100 });
  await session.until(/ [1-9]\d* under way/v);
  session.type('\u0003');
  await session.until(/Stopping: /v);
  expect(await session.ended).toBe(8);
  expect(session.terminal.isCursorShown).toBe(true);
  const lines = await session.terminal.screen();
  expect(lines.join('\n')).toMatch(/pushplan resume run_[a-z0-9]+ --env local/v);

  const [run] = readRuns(await workspace.run('status', '--json'));
  const { deliveries } = workspace.sandbox.stats();
  expect(run).toMatchObject({ state: 'stopped', totals: { planned: 400, accepted: deliveries, in_doubt: 0 } });
  expect(deliveries).toBeLessThan(400);
  expect(readRun(await workspace.run('resume', run?.run ?? '', '--json')).totals.accepted).toBe(400);
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 400, duplicates: 0 });
});

test('Ctrl-C twice ends at once with exit 8 and a visible cursor; people under way are in doubt, and not sent to again', async () => {
  await using workspace = await makeWorkspace(400, 0);
  workspace.sandbox.fault('no-answer:1');
  const session = openSession(['apply', '--yes'], { cwd: workspace.root, columns: 100 });
  await session.until(/ [1-9]\d* under way/v);
  session.type('\u0003');
  await session.until(/Stopping: /v);
  expect(await interruptAgain(session)).toBe(8);
  expect(session.terminal.isCursorShown).toBe(true);

  workspace.sandbox.fault();
  const next = await workspace.run('apply', '--yes', '--json', '--max-sends', '1');
  const [, left] = readRuns(await workspace.run('status', '--json'));
  expect(left).toMatchObject({ state: 'superseded', totals: { planned: 400, accepted: 0 } });
  const doubtful = left?.totals.in_doubt ?? 0;
  expect(doubtful).toBeGreaterThan(0);
  expect(readRun(next).totals.planned).toBe(400 - doubtful);
  expect(workspace.sandbox.stats().duplicates).toBe(0);
});

test('validate shows the line with a caret below the error', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText({ title: 'Hello {{nmae}}' }),
    'people.csv': people(1),
  });
  const session = openSession(['validate'], { cwd: workspace.root, columns: 100 });
  expect(await session.ended).toBe(3);
  const lines = await session.terminal.screen();
  const shown = lines.findIndex((line) => line.includes('title: "Hello {{nmae}}"'));
  expect(lines[shown + 1]?.indexOf('^')).toBe(lines[shown]?.indexOf('nmae'));
});
