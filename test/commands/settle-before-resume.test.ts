// resume starts with the doubt of its own run and of earlier ones. Also, Ctrl-C while the Message Center is asked.
import { describe, expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readDiagnostics, readRun, readRuns } from '../support/documents.ts';
import { makeDoubt, makeStopped, turnOn } from '../support/earlier-doubt.ts';
import { localKey, type SendingWorkspace } from '../support/sending-workspace.ts';
import { people } from '../support/workspace.ts';

describe('resume', () => {
  test('settles its own doubt before it sends, and sends to people who are proved unsent', async () => {
    const { workspace, run } = await makeStopped();
    await using _ = workspace;
    const result = await workspace.run('resume', run, '--json');
    expect(result.exitCode, result.stderr).toBe(0);
    expect(readRun(result)).toMatchObject({
      run,
      state: 'finished',
      totals: { planned: 80, accepted: 80 },
      settled_before: { asked: 39, accepted: 20, left: 0 },
    });
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 80, duplicates: 0 });
  });

  test('an apply with the seal of the run continues it in the same way', async () => {
    const { workspace, run } = await makeStopped();
    await using _ = workspace;
    const [{ seal } = { seal: null }] = readRuns(await workspace.run('status', '--json'));
    const result = await workspace.run('apply', '--yes', '--json', '--expect-seal', seal ?? '');
    expect(result.exitCode, result.stderr).toBe(0);
    expect(readRun(result)).toMatchObject({ run, totals: { accepted: 80 }, settled_before: { accepted: 20, left: 0 } });
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 80, duplicates: 0 });
  });

  test('of an earlier run, people who are known are accepted, and people who are proved unsent stay in doubt', async () => {
    await using workspace = await makeDoubt();
    await workspace.write('people.csv', people(80));
    const { run, settled_before } = readRun(await workspace.run('apply', '--yes', '--json', '--max-sends', '5'));
    expect(settled_before).toEqual({ asked: 0, accepted: 0, left: 39 });
    await turnOn(workspace);
    const result = await workspace.run('resume', run, '--json');
    expect(result.exitCode, result.stderr).toBe(7);
    expect(readRun(result)).toMatchObject({
      state: 'finished',
      totals: { planned: 20, accepted: 20 },
      settled_before: { asked: 39, accepted: 20, left: 19 },
    });
    const next = await workspace.run('apply', '--yes', '--json', '--no-settle');
    expect(readRun(next)).toMatchObject({ totals: { planned: 0 }, settled_before: { left: 19 } });
  });

  test('--no-settle: it sends at once', async () => {
    const { workspace, run } = await makeStopped();
    await using _ = workspace;
    const result = await workspace.run('resume', run, '--json', '--no-settle', '--max-sends', '5');
    expect(readRun(result)).toMatchObject({ settled_before: { asked: 0, accepted: 0, left: 39 } });
    expect(result.stderr).not.toContain('earlier runs');
  });

  test('an apply with the seal of a finished run settles its doubt and sends nothing', async () => {
    await using workspace = await makeDoubt();
    await turnOn(workspace);
    const [{ seal, run } = { seal: null, run: '' }] = readRuns(await workspace.run('status', '--json'));
    const result = await workspace.run('apply', '--yes', '--json', '--expect-seal', seal ?? '');
    expect(result.exitCode, result.stderr).toBe(7);
    expect(readRun(result)).toMatchObject({
      run,
      totals: { planned: 60, accepted: 41, in_doubt: 19 },
      settled_before: { asked: 39, accepted: 20, left: 19 },
    });
  });
});

/** Interrupts the command when it starts to ask. It would wait first, because the doubt is too recent to be asked about. */
async function interrupt(workspace: SendingWorkspace, argv: readonly string[]): Promise<CliResult> {
  const stop = new AbortController();
  return pushplan(argv, {
    cwd: workspace.root,
    env: { KEY: localKey },
    interrupt: stop.signal,
    listen: (text) => {
      if (text.startsWith('Asking the Message Center')) stop.abort('interrupted by SIGINT');
    },
  });
}

describe('Ctrl-C while the Message Center is asked', () => {
  test('apply ends with 8: no run was created, nothing was sent, and the next apply does what this one would have done', async () => {
    await using workspace = await makeDoubt();
    await turnOn(workspace, 'message_center: { before: 1h, after: 1h }');
    await workspace.write('people.csv', people(63));
    const { requests } = workspace.sandbox.stats();
    const result = await interrupt(workspace, ['apply', '--yes', '--json']);
    expect(result.exitCode, result.stderr).toBe(8);
    expect(readDiagnostics(result)).toMatchObject([
      {
        code: 'PP430',
        message: 'interrupted by SIGINT while the Message Center was asked about earlier runs: nothing was sent',
        help: 'Nothing is lost: pushplan apply begins again. --no-settle skips this.',
      },
    ]);
    expect(readRuns(await workspace.run('status', '--json'))).toHaveLength(1);
    expect(workspace.sandbox.stats().requests).toBe(requests);
    await turnOn(workspace);
    const next = await workspace.run('apply', '--yes', '--json');
    expect(next.exitCode, next.stderr).toBe(0);
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 63, duplicates: 0 });
  });

  test('resume ends with 8, and the run is still stopped with its earlier reason', async () => {
    const { workspace, run } = await makeStopped();
    await using _ = workspace;
    await turnOn(workspace, 'message_center: { before: 1h, after: 1h }');
    const result = await interrupt(workspace, ['resume', run, '--json']);
    expect(result.exitCode, result.stderr).toBe(8);
    expect(readDiagnostics(result)).toMatchObject([
      { code: 'PP430', help: expect.stringContaining(`resume ${run} --env local`) },
    ]);
    expect(readRun(await workspace.run('status', run, '--json'))).toMatchObject({
      state: 'stopped',
      why: 'interrupted by SIGINT',
      totals: { in_doubt: 39 },
    });
    await turnOn(workspace);
    expect((await workspace.run('resume', run)).exitCode).toBe(0);
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 80, duplicates: 0 });
  });
});
