// pushplan sandbox reset: starts the rehearsal over, and does not touch any other ledger.
import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeLock } from '../../src/ledger/sqlite/kernel-lock.ts';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readDiagnostics, readDocument } from '../support/documents.ts';
import { localKey, makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(3) };

test('after a run everything can be sent again, and a second reset has nothing to remove', async () => {
  await using workspace = await makeWorkspace(files);
  const run = (...words: readonly string[]): Promise<CliResult> => pushplan(words, { cwd: workspace.root });
  expect((await run('apply', '--yes')).exitCode).toBe(0);
  const reset = await run('sandbox', 'reset');
  expect(reset).toMatchObject({
    exitCode: 0,
    stdout: 'The ledger of sandbox was removed: nothing has been sent there yet.\n',
  });
  expect(await readdir(join(workspace.root, '.pushplan'))).toEqual(['sandbox.db.lock']);
  expect((await run('plan')).stdout).toContain('3 notifications to send');
  expect((await run('apply', '--yes')).stdout).toContain('planned 3');
  expect(readDocument('sandbox', await run('sandbox', 'reset', '--json'))).toMatchObject({
    environment: 'sandbox',
    removed: true,
  });
  expect((await run('sandbox', 'reset')).stdout).toBe(
    'There was no ledger of sandbox: nothing has been sent there yet.\n',
  );
});

test('the only sandbox is found; another environment is refused and keeps its ledger', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const live = `live: { endpoint: "${workspace.sandbox.url}", api_key_env: KEY, message_center: off }`;
  await workspace.write(
    'pushplan.yaml',
    `version: 1\ndefault_environment: live\nenvironments:\n  ${live}\n  play: { endpoint: sandbox }\n`,
  );
  const run = (...words: readonly string[]): Promise<CliResult> =>
    pushplan(words, { cwd: workspace.root, env: { KEY: localKey } });
  expect((await run('apply', '--yes')).exitCode).toBe(0);
  expect((await run('apply', '--yes', '--env', 'play')).exitCode).toBe(0);
  const refused = await run('sandbox', 'reset', '--env', 'live', '--json');
  expect(refused.exitCode).toBe(3);
  expect(readDiagnostics(refused)).toMatchObject([
    { code: 'PP502', message: expect.stringContaining('live is not the embedded sandbox') },
  ]);
  expect((await run('sandbox', 'reset')).stdout).toContain('The ledger of play was removed');
  expect(existsSync(join(workspace.root, '.pushplan', 'live.db'))).toBe(true);
  expect((await run('status')).stdout).toContain('finished');
});

test('a ledger that a process is using is not removed', async () => {
  await using workspace = await makeWorkspace(files);
  const run = (...words: readonly string[]): Promise<CliResult> => pushplan(words, { cwd: workspace.root });
  expect((await run('apply', '--yes')).exitCode).toBe(0);
  using _held = takeLock(join(workspace.root, '.pushplan', 'sandbox.db.lock'));
  const refused = await run('sandbox', 'reset', '--json');
  expect(refused.exitCode).toBe(9);
  expect(readDiagnostics(refused)).toMatchObject([
    { code: 'PP409', help: expect.stringContaining('stop its run: pushplan status') },
  ]);
  expect(existsSync(join(workspace.root, '.pushplan', 'sandbox.db'))).toBe(true);
});

test('after the file was removed by hand, reset also removes the record that it is missing', async () => {
  await using workspace = await makeWorkspace(files);
  const run = (...words: readonly string[]): Promise<CliResult> => pushplan(words, { cwd: workspace.root });
  expect((await run('apply', '--yes')).exitCode).toBe(0);
  await rm(join(workspace.root, '.pushplan', 'sandbox.db'));
  expect(readDiagnostics(await run('plan', '--json'))).toMatchObject([{ code: 'PP311' }]);
  expect((await run('doctor')).stdout).toContain('wrong    ledger: The ledger');
  expect((await run('sandbox', 'reset')).stdout).toContain('The ledger of sandbox was removed');
  expect((await run('plan')).stdout).toContain('3 notifications to send');
});

test('an unreadable ledger is not removed, and the help does not suggest restoring a copy', async () => {
  await using workspace = await makeWorkspace(files);
  const run = (...words: readonly string[]): Promise<CliResult> => pushplan(words, { cwd: workspace.root });
  expect((await run('apply', '--yes')).exitCode).toBe(0);
  const ledger = join(workspace.root, '.pushplan', 'sandbox.db');
  await writeFile(ledger, 'this is no database');
  const refused = await run('sandbox', 'reset', '--json');
  expect(refused.exitCode).toBe(4);
  expect(readDiagnostics(refused)).toMatchObject([
    { code: 'PP315', help: expect.stringContaining(`If nothing else used ${ledger}, remove the file yourself`) },
  ]);
  await rm(ledger);
  expect((await run('sandbox', 'reset')).exitCode).toBe(0);
  expect((await run('plan')).stdout).toContain('3 notifications to send');
});

test('a ledger on a server is refused, because its owners have to drop it', async () => {
  await using workspace = await makeWorkspace({
    ...files,
    'pushplan.yaml': 'version: 1\nenvironments:\n  play: { endpoint: sandbox, ledger_env: LEDGER }\n',
  });
  const env = { LEDGER: 'postgres://push@127.0.0.1:9/push?sslmode=disable' };
  const refused = await pushplan(['sandbox', 'reset', '--json'], { cwd: workspace.root, env });
  expect(refused.exitCode).toBe(3);
  expect(readDiagnostics(refused)).toMatchObject([{ code: 'PP502', message: expect.stringContaining('on a server') }]);
});
