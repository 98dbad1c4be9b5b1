// The spool is the only place with people: those who are unsettled and no others, without a trace of them afterwards.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { InjectedFault } from '../../src/sandbox/faults.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { pushplan, type CliResult } from '../support/cli.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { apiKey, canaryRows } from './canaries.ts';
import { campaignFile, promo } from './privacy-scenario.ts';
import { holdsChunk, holdsPieceOf, readChunks, readRunsOf, readSpool } from './spool-search.ts';

interface Setting extends TestWorkspace {
  run(line: string): Promise<CliResult>;
  /** The addresses in the n-th request. */
  arrivedWith(request: number): readonly string[];
}

async function makeSetting(people: number, faults: readonly InjectedFault[] = []): Promise<Setting> {
  const workspace = await makeWorkspace({ [campaignFile]: promo(), 'people.csv': canaryRows(people) });
  const log = join(workspace.root, 'arrivals.log');
  const sandbox = await startSandbox({
    limit: 60_000,
    latency: { sent: 0, none: 0, jitter: 0 },
    shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
    faults,
    log,
  });
  await workspace.write(
    'pushplan.yaml',
    `version: 1
environments:
  live: { endpoint: ${sandbox.url}, api_key_env: KEY, requests_per_minute: 30000, message_center: off }
`,
  );
  return {
    ...workspace,
    run: (line) => pushplan(line.split(' '), { cwd: workspace.root, env: { KEY: apiKey } }),
    arrivedWith: (request) => {
      const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
      const arrivals = lines.map((line): Arrival => JSON.parse(line)).filter((arrival) => arrival.request === request);
      return arrivals.map(({ notification }) => notification.identifiers['INSIDER.email'] ?? '');
    },
    [Symbol.asyncDispose]: async () => {
      await sandbox.close();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

interface Arrival {
  readonly request: number;
  readonly notification: { readonly identifiers: Readonly<Record<string, string>> };
}

test('holds only people in doubt while there is doubt, and nobody after a person has resolved it', async () => {
  await using setting = await makeSetting(200, [{ kind: '500-after-send', requests: [4] }]);
  const { root } = setting;
  expect((await setting.run('apply --yes')).exitCode).toBe(7);
  const spool = await readSpool(root);
  const inDoubt = setting.arrivedWith(4);
  expect(inDoubt.length).toBeGreaterThan(0);
  expect(spool?.people.toSorted()).toEqual(inDoubt.toSorted());
  expect(spool?.unsettled).toBe(inDoubt.length);
  expect(holdsChunk(root)).toBe(true);

  const [run] = await readRunsOf(root);
  expect((await setting.run(`resolve ${run?.id} --as accepted --reason seen --yes`)).exitCode).toBe(0);
  expect(await readSpool(root)).toEqual({ people: [], unsettled: 0 });
  expect(holdsChunk(root)).toBe(false);
});

test('leaves nothing erased in the files of the ledger, not even in freed pages', async () => {
  await using setting = await makeSetting(6_000);
  const { root } = setting;
  expect((await setting.run('apply --yes --max-sends 1500')).exitCode).toBe(8);
  const planned = readChunks(root);
  expect(planned.length).toBeGreaterThan(1);
  expect(planned.some((chunk) => chunk.length > 4096)).toBe(true);
  expect(holdsPieceOf(root, planned)).toBe(true);
  expect((await readSpool(root))?.people).toHaveLength(4_500);

  const [run] = await readRunsOf(root);
  expect((await setting.run(`resume ${run?.id}`)).exitCode).toBe(0);
  expect(await readSpool(root)).toEqual({ people: [], unsettled: 0 });
  expect(holdsPieceOf(root, planned)).toBe(false);
  expect(holdsChunk(root)).toBe(false);
});
