// By default, a crash report of Node.js holds the environment, and so the key. pushplan turns this off.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { apiKey, canaryRows, findCanaries } from '../proof/canaries.ts';
import { campaignFile, promo } from '../proof/privacy-scenario.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { untilRequests } from '../support/until-requests.ts';
import { makeWorkspace } from '../support/workspace.ts';

interface Report {
  readonly header: { readonly event: string };
  readonly environmentVariables?: unknown;
}

function readReport(folder: string): string {
  const [name] = readdirSync(folder).filter((file) => file.startsWith('report.'));
  const text = readFileSync(join(folder, name ?? 'none'), 'utf8');
  JSON.parse(text);
  return text;
}

test('a report that is written during a send contains neither the environment nor a person', async () => {
  await using sandbox = await startSandbox({ faults: [{ kind: 'no-answer', share: 1 }] });
  await using workspace = await makeWorkspace({
    'pushplan.yaml': `version: 1\nenvironments:\n  live: { endpoint: ${sandbox.url}, api_key_env: KEY }\n`,
    [campaignFile]: promo(),
    'people.csv': canaryRows(20),
  });
  const { root } = workspace;
  const env = { KEY: apiKey, NODE_OPTIONS: '--report-on-signal --report-signal=SIGUSR2' };
  const cli = spawnCli(['apply', '--yes'], { cwd: root, env });
  await untilRequests(sandbox, 1, [cli.ended]);
  cli.process.kill('SIGUSR2');
  // The file exists before all of it is written.
  await expect.poll(() => readReport(root)).toBeTruthy();
  const text = readReport(root);
  cli.process.kill('SIGKILL');
  const { stderr, stdout } = await cli.ended;
  const report: Report = JSON.parse(text);
  expect(report.header.event).toBe('SIGUSR2');
  expect(report).not.toHaveProperty('environmentVariables');
  expect([text, stderr, stdout].flatMap(findCanaries)).toEqual([]);
});

test('a report without this setting contains the key', async () => {
  await using workspace = await makeWorkspace();
  execFileSync(process.execPath, ['-e', 'process.report.writeReport()'], {
    cwd: workspace.root,
    env: { KEY: apiKey },
    stdio: 'ignore',
  });
  expect(findCanaries(readReport(workspace.root)).map(({ what }) => what)).toContain('key');
});
