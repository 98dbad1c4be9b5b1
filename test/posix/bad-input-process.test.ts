// Cases that need a process: readers that leave, missing terminals, signals, and a full disk.
import { once } from 'node:events';
import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { canaryRows, environment, makeBadWorkspace, startCounter, workspaceFile } from '../support/bad-input.ts';
import { pushplan } from '../support/cli.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { untilRequests } from '../support/until-requests.ts';
import { people } from '../support/workspace.ts';

const sandbox = await startCounter();
afterAll(() => sandbox.close());

const everybody = { noUserFound: 0, optOut: 0, unregistered: 0 };
const untouched = /failed in a way|EPIPE|Error:|\n\s+at /v;

describe('a reader that leaves early', () => {
  test('ends render at once and without an error, as in `| head`', async () => {
    await using workspace = await makeBadWorkspace(sandbox, { files: { 'people.csv': people(20_000) } });
    const cli = spawnCli(['render', 'a.campaign.yaml'], { cwd: workspace.root });
    await once(cli.process.stdout, 'data');
    cli.process.stdout.destroy();
    const { exitCode, stderr } = await cli.ended;
    expect(exitCode).toBe(0);
    expect(stderr).not.toMatch(untouched);
  });

  test('does not end apply: everybody is sent to', async () => {
    await using workspace = await makeBadWorkspace(sandbox, { files: { 'people.csv': people(50) } });
    const before = sandbox.stats().deliveries;
    const cli = spawnCli(['apply', '--yes', '--json'], { cwd: workspace.root, env: environment });
    cli.process.stdout.destroy();
    cli.process.stderr.destroy();
    expect((await cli.ended).exitCode).toBe(0);
    const { runs } = (await pushplan(['status', '--json'], { cwd: workspace.root, env: environment })).json() as {
      runs: readonly { totals: { accepted: number; not_sent: number } }[];
    };
    expect(runs).toMatchObject([{ state: 'finished', totals: { planned: 50, not_sent: 0, in_doubt: 0 } }]);
    expect(sandbox.stats().deliveries - before).toBe(runs[0]?.totals.accepted);
  });
});

test.each(['validate', 'plan', 'help'])('%s in a removed folder ends with exit 3 and a remedy', async (verb) => {
  await using workspace = await makeBadWorkspace(sandbox, {});
  const shell = 'mkdir gone; cd gone; rmdir ../gone;';
  const { exitCode, stderr, stdout } = await spawnCli([verb], { cwd: workspace.root, shell }).ended;
  expect([exitCode, stdout]).toEqual([3, '']);
  expect(stderr).toContain('error PP150 the folder that pushplan was started in is not there any more\n  help: ');
  expect(stderr).not.toMatch(untouched);
});

test('without a terminal and without --yes, nothing is asked and nothing is sent', async () => {
  await using workspace = await makeBadWorkspace(sandbox, {});
  const before = sandbox.stats().requests;
  const { exitCode, stderr, stdout } = await spawnCli(['apply'], { cwd: workspace.root, env: environment }).ended;
  expect([exitCode, stdout]).toEqual([3, '']);
  expect(stderr).toContain('error PP503 there is no terminal to ask on');
  expect(stderr).toContain('add --yes');
  expect(sandbox.stats().requests).toBe(before);
});

describe('a signal', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s lets requests under way settle, and resume sends the rest without duplicates',
    async (signal) => {
      await using slow = await startSandbox({ latency: { sent: 150, none: 150, jitter: 0 }, shares: everybody });
      const files = {
        'people.csv': canaryRows(200),
        'pushplan.yaml': workspaceFile(slow.url).replace('requests_per_minute: 3000', 'requests_per_minute: 1200'),
      };
      await using workspace = await makeBadWorkspace(slow, { files });
      const options = { cwd: workspace.root, env: environment };
      const cli = spawnCli(['apply', '--yes', '--json'], options);
      await untilRequests(slow, 1, [cli.ended]);
      cli.process.kill(signal);
      const { exitCode, stdout } = await cli.ended;
      expect(exitCode).toBe(8);
      const stopped = JSON.parse(stdout) as { run: string; totals: { accepted: number; not_sent: number } };
      expect(stopped).toMatchObject({ state: 'stopped', totals: { planned: 200, in_doubt: 0 } });
      expect(stopped.totals.not_sent).toBeGreaterThan(0);
      expect(slow.stats().deliveries).toBe(stopped.totals.accepted);
      const resumed = await pushplan(['resume', stopped.run, '--json'], options);
      expect(resumed.json()).toMatchObject({ state: 'finished', totals: { planned: 200, accepted: 200 } });
      expect(slow.stats()).toMatchObject({ deliveries: 200, duplicates: 0 });
    },
  );

  test('that cannot be caught may leave doubt, and nobody gets a notification twice', async () => {
    await using slow = await startSandbox({ latency: { sent: 150, none: 150, jitter: 0 }, shares: everybody });
    await using workspace = await makeBadWorkspace(slow, { files: { 'people.csv': canaryRows(200) } });
    const options = { cwd: workspace.root, env: environment };
    const cli = spawnCli(['apply', '--yes'], options);
    await untilRequests(slow, 1, [cli.ended]);
    cli.process.kill('SIGKILL');
    expect((await cli.ended).exitCode).toBe(null);
    // Without --no-settle, apply would ask the vendor about them: test/posix/settle-killed.test.ts.
    const again = await pushplan(['apply', '--yes', '--json', '--no-settle'], options);
    expect(again.exitCode).toBe(7);
    expect(slow.stats().duplicates).toBe(0);
    const { runs } = (await pushplan(['status', '--json'], options)).json() as {
      runs: readonly { state: string; totals: Readonly<Record<string, number>> }[];
    };
    expect(runs.map(({ state }) => state)).toEqual(['finished', 'superseded']);
    const count = (bucket: string): number => runs.reduce((sum, { totals }) => sum + (totals[bucket] ?? 0), 0);
    expect(count('in_doubt')).toBeGreaterThan(0);
    expect(count('accepted') + count('in_doubt')).toBe(200);
    expect(slow.stats().deliveries).toBeGreaterThanOrEqual(count('accepted'));
  });
});

describe('a full disk', () => {
  // The file size limit of a shell has the same effect on the ledger as a full disk.
  test.each([
    ['when the ledger is made', 3, 'ulimit -f 20;'],
    ['while the run is spooled', 20_000, 'ulimit -f 1000;'],
  ])('%s: exit 1, nothing is sent, and it works with more space', async (_name, count, shell) => {
    await using own = await startSandbox({ latency: { sent: 0, none: 0, jitter: 0 }, shares: everybody });
    await using workspace = await makeBadWorkspace(own, { files: { 'people.csv': people(count) } });
    const options = { cwd: workspace.root, env: environment };
    const { exitCode, stderr } = await spawnCli(['apply', '--yes'], { ...options, shell }).ended;
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error PP315 The ledger');
    expect(stderr).not.toMatch(untouched);
    expect(own.stats().requests).toBe(0);
    const again = await pushplan(['apply', '--yes', '--max-sends', '3', '--json'], options);
    expect(again.json()).toMatchObject({ totals: { planned: count, accepted: 3, in_doubt: 0 } });
    expect(own.stats()).toMatchObject({ deliveries: 3, duplicates: 0 });
  });

  test('while the report is written ends with exit 8, and resume sends the rest without duplicates', async () => {
    await using own = await startSandbox({ latency: { sent: 0, none: 0, jitter: 0 }, shares: everybody });
    await using workspace = await makeBadWorkspace(own, { files: { 'people.csv': people(300) } });
    const options = { cwd: workspace.root, env: environment };
    const earlier = `{"campaign":"hello","row":1,"outcome":{"kind":"accepted"},"attributes":null}\n`;
    await workspace.write('report.ndjson', earlier.repeat(Math.floor(4_000_000 / earlier.length)));
    const argv = ['apply', '--yes', '--json', '--report', 'report.ndjson'];
    const { exitCode, stdout } = await spawnCli(argv, { ...options, shell: 'ulimit -f 4000;' }).ended;
    expect(exitCode).toBe(8);
    const stopped = JSON.parse(stdout) as {
      run: string;
      totals: Readonly<Record<string, number>>;
      diagnostics: unknown;
    };
    expect(stopped).toMatchObject({ state: 'stopped', totals: { planned: 300, in_doubt: 0 } });
    expect(stopped.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'PP505', message: expect.stringContaining('report.ndjson lacks') }),
    );
    expect(stopped.totals['not_sent']).toBeGreaterThan(0);
    expect(own.stats().deliveries).toBe(stopped.totals['accepted']);
    expect(await pushplan(['resume', stopped.run], options)).toMatchObject({ exitCode: 0 });
    expect(own.stats()).toMatchObject({ deliveries: 300, duplicates: 0 });
  });
});
