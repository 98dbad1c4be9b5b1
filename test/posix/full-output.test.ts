// Standard output into a full file: the result of a command is missing there, and every command reports it.
import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { readRuns } from '../support/documents.ts';
import { pushplan } from '../support/cli.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const shell = 'exec > out.txt; ulimit -f 0;';

test.each([
  '--version',
  '--help',
  'apply --help',
  'validate',
  'validate --format json',
  'render hello.campaign.yaml',
  'plan',
  'plan --json --detailed-exitcode',
  'status --json',
])('%s ends with exit code 1 and a message', async (line) => {
  await using workspace = await makeWorkspace({ 'hello.campaign.yaml': campaignText(), 'people.csv': people(3) });
  const { exitCode, stderr } = await spawnCli(line.split(' '), { cwd: workspace.root, shell }).ended;
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(
      /error PP516 standard output could not be written \(E\w+\): the output is incomplete/v,
    ),
  });
});

test('an error with another exit code keeps its code', async () => {
  await using workspace = await makeWorkspace({ 'hello.campaign.yaml': 'version: 2\n' });
  const { exitCode, stderr } = await spawnCli(['plan', '--json'], { cwd: workspace.root, shell }).ended;
  expect(exitCode).toBe(3);
  expect(stderr).toContain('PP516');
});

test('a run is sent to the end, and the command ends with exit 1', async () => {
  await using sandbox = await startSandbox({ shares: { noUserFound: 0, optOut: 0, unregistered: 0 } });
  await using workspace = await makeWorkspace({
    'pushplan.yaml': `version: 1\nenvironments:\n  live: { endpoint: ${sandbox.url}, api_key_env: KEY }\n`,
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(40),
  });
  const options = { cwd: workspace.root, env: { KEY: 'k' } };
  // The ledger is a file too, and fits into the limit. The output has reached it already.
  const full = 'head -c 4194304 /dev/zero > out.txt; exec >> out.txt; ulimit -f 8192;';
  const apply = spawnCli(['apply', '--yes', '--json'], { ...options, shell: full });
  const { exitCode, stderr } = await apply.ended;
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('PP516') });
  const [run] = readRuns(await pushplan(['status', '--json'], options));
  expect(run).toMatchObject({ state: 'finished', totals: { planned: 40, accepted: 40 } });
});
