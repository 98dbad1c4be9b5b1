// Signals that come twice: two at the same moment count as one, and a later second signal ends the process at once.
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

/** Calls `act` as soon as the first request is under way, with a function that signals the process and one that returns its output. */
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

test.each(signals)('a later second %s ends at once with exit 8, the run stopped and nobody lost', async (signal) => {
  await using sandbox = await startSandbox({ faults: [{ kind: 'no-answer', share: 1 }] });
  let timer: NodeJS.Timeout | undefined;
  const { exitCode, talk, run } = await applyWith(sandbox, async (kill, said) => {
    kill(signal);
    await vi.waitFor(() => expect(said()).toContain('Stopping'), { timeout: 5_000 });
    // Two signals within a shorter time count as one; a soft stop takes up to six seconds. Repeated, since a process that is ending may miss one.
    timer = setInterval(() => kill(signal), 1_100);
  });
  clearInterval(timer);
  expect(exitCode).toBe(8);
  expect(talk.split('Left at once, at a second signal')).toHaveLength(2);
  expect(run).toMatchObject({ state: 'stopped', totals: { planned: 40, accepted: 0, in_doubt: 1, not_sent: 39 } });
});

test.each(signals)('SIGINT and %s right after it count as one signal, a soft stop', async (signal) => {
  await using sandbox = await startSandbox({ latency: { sent: 400, none: 400, jitter: 0 } });
  const { exitCode, talk, run } = await applyWith(sandbox, async (kill) => {
    kill('SIGINT');
    kill(signal);
  });
  expect(exitCode).toBe(8);
  expect(talk).not.toContain('Left at once');
  expect(run).toMatchObject({ state: 'stopped', totals: { planned: 40, in_doubt: 0, not_sent: 39 } });
});
