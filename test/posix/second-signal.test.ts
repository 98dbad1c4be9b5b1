// A second signal: whoever does not want to wait for what is under way leaves at once.
import { expect, test, vi } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { readRuns } from '../support/documents.ts';
import { pushplan } from '../support/cli.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s twice: exit 8 at once, and nobody is lost', async (signal) => {
  await using sandbox = await startSandbox({ faults: [{ kind: 'no-answer', share: 1 }] });
  await using workspace = await makeWorkspace({
    'pushplan.yaml': `version: 1\nenvironments:\n  live: { endpoint: ${sandbox.url}, api_key_env: KEY }\n`,
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(40),
  });
  const options = { cwd: workspace.root, env: { KEY: 'k' } };
  const cli = spawnCli(['apply', '--yes'], options);
  let talk = '';
  cli.process.stderr.on('data', (data) => (talk += String(data)));
  await vi.waitFor(() => expect(sandbox.stats().requests).toBe(1), { timeout: 20_000 });
  cli.process.kill(signal);
  await vi.waitFor(() => expect(talk).toContain('Stopping'), { timeout: 5_000 });
  const at = performance.now();
  cli.process.kill(signal);
  expect((await cli.ended).exitCode).toBe(8);
  // The promise is half a second, and what is under way would take six; between them is room for a machine that is busy.
  expect(performance.now() - at).toBeLessThan(5_000);
  const [run] = readRuns(await pushplan(['status', '--json'], options));
  expect(run?.totals).toMatchObject({ planned: 40, accepted: 0, in_doubt: 1, not_sent: 39 });
});
