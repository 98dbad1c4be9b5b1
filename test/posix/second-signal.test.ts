// Signals that come twice: two at the same moment count as one, and a later second signal ends the process at once.
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readRuns } from '../support/documents.ts';
import { pushplan } from '../support/cli.ts';
import { startHoldingServer, type HoldingServer } from '../support/holding-server.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { untilRequests } from '../support/until-requests.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function workspaceOf(server: HoldingServer): ReturnType<typeof makeWorkspace> {
  return makeWorkspace({
    'pushplan.yaml': `version: 1\nenvironments:\n  live: { endpoint: ${server.url}, api_key_env: KEY }\n`,
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(40),
  });
}

interface Signalled {
  readonly exitCode: number | null;
  readonly talk: string;
  readonly run: ReturnType<typeof readRuns>[number] | undefined;
}

/** Calls `act` once the first request is under way, with a function that signals the process and a promise for its message that it stops. */
async function applyWith(
  server: HoldingServer,
  act: (kill: (signal: NodeJS.Signals) => void, stopping: Promise<void>) => Promise<void>,
): Promise<Signalled> {
  await using workspace = await workspaceOf(server);
  const options = { cwd: workspace.root, env: { KEY: 'k' } };
  const cli = spawnCli(['apply', '--yes'], options);
  let talk = '';
  const stopping = Promise.withResolvers<void>();
  cli.process.stderr.on('data', (data) => {
    talk += String(data);
    if (talk.includes('Stopping')) stopping.resolve();
  });
  // A process that ends before that has printed the reason.
  void cli.ended.then(() => stopping.reject(new Error(talk)));
  stopping.promise.catch(() => undefined);
  await untilRequests({ stats: () => ({ requests: server.received.length }) }, 1, [cli.ended]);
  await act((signal) => cli.process.kill(signal), stopping.promise);
  const { exitCode } = await cli.ended;
  const [run] = readRuns(await pushplan(['status', '--json'], options));
  return { exitCode, talk, run };
}

test.each(signals)(
  'a later second %s ends apply at once with exit 8; the run is stopped and nobody is lost',
  async (signal) => {
    await using server = await startHoldingServer(0);
    const { exitCode, talk, run } = await applyWith(server, async (kill, stopping) => {
      kill(signal);
      await stopping;
      // Two signals within a shorter time count as one, and a soft stop takes up to six seconds. The signal is sent only once, because a
      // process that is ending handles signals in its own way.
      await delay(1_100);
      kill(signal);
    });
    expect(exitCode).toBe(8);
    expect(talk.split('Left at once, at a second signal')).toHaveLength(2);
    expect(run).toMatchObject({ state: 'stopped', totals: { planned: 40, accepted: 0, in_doubt: 1, not_sent: 39 } });
  },
);

test.each(signals)('SIGINT and %s right after it count as one signal, a soft stop', async (signal) => {
  await using server = await startHoldingServer(0);
  const { exitCode, talk, run } = await applyWith(server, async (kill, stopping) => {
    kill('SIGINT');
    kill(signal);
    await stopping;
    server.waiting[0]?.accept();
  });
  expect(exitCode).toBe(8);
  expect(talk).not.toContain('Left at once');
  expect(run).toMatchObject({ state: 'stopped', totals: { planned: 40, in_doubt: 0, not_sent: 39 } });
});
