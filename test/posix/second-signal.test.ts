// Signals that come twice: one keypress that arrives twice is one, and a later signal is the wish to leave at once.
import { expect, test, vi } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { readRuns } from '../support/documents.ts';
import { pushplan } from '../support/cli.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function workspaceOf(sandbox: Sandbox): ReturnType<typeof makeWorkspace> {
  return makeWorkspace({
    'pushplan.yaml': `version: 1\nenvironments:\n  live: { endpoint: ${sandbox.url}, api_key_env: KEY }\n`,
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(40),
  });
}

interface Signalled {
  readonly exitCode: number | null;
  readonly talk: string;
  readonly run: ReturnType<typeof readRuns>[number] | undefined;
}

/** `act` is called once the first request is on its way, with what signals the process and what it has said. */
async function applyWith(
  sandbox: Sandbox,
  act: (kill: (signal: NodeJS.Signals) => void, talk: () => string) => Promise<void>,
): Promise<Signalled> {
  await using workspace = await workspaceOf(sandbox);
  const options = { cwd: workspace.root, env: { KEY: 'k' } };
  const cli = spawnCli(['apply', '--yes'], options);
  let talk = '';
  cli.process.stderr.on('data', (data) => (talk += String(data)));
  await vi.waitFor(() => expect(sandbox.stats().requests).toBe(1), { timeout: 20_000 });
  await act(
    (signal) => cli.process.kill(signal),
    () => talk,
  );
  const { exitCode } = await cli.ended;
  const [run] = readRuns(await pushplan(['status', '--json'], options));
  return { exitCode, talk, run };
}

test.each(signals)('%s again after a while: exit 8 at once, with the run stopped and nobody lost', async (signal) => {
  await using sandbox = await startSandbox({ faults: [{ kind: 'no-answer', share: 1 }] });
  let timer: NodeJS.Timeout | undefined;
  const { exitCode, talk, run } = await applyWith(sandbox, async (kill, said) => {
    kill(signal);
    await vi.waitFor(() => expect(said()).toContain('Stopping'), { timeout: 5_000 });
    // No echo of the keypress, long before the six seconds of a soft stop are over. While a process ends, signals end it in their own way.
    timer = setInterval(() => kill(signal), 1_100);
  });
  clearInterval(timer);
  expect(exitCode).toBe(8);
  expect(talk.split('Left at once, at a second signal')).toHaveLength(2);
  expect(run).toMatchObject({ state: 'stopped', totals: { planned: 40, accepted: 0, in_doubt: 1, not_sent: 39 } });
});

test.each(signals)('SIGINT and %s right after it are one: what is under way settles', async (signal) => {
  await using sandbox = await startSandbox({ latency: { sent: 400, none: 400, jitter: 0 } });
  const { exitCode, talk, run } = await applyWith(sandbox, async (kill) => {
    kill('SIGINT');
    kill(signal);
  });
  expect(exitCode).toBe(8);
  expect(talk).not.toContain('Left at once');
  expect(run).toMatchObject({ state: 'stopped', totals: { planned: 40, in_doubt: 0, not_sent: 39 } });
});
