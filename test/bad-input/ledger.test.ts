// A ledger that cannot be trusted: refused by every command that needs it, left as it is, and nothing is sent.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { pushplan } from '../support/cli.ts';
import {
  canaryRows,
  environment,
  expectFinding,
  expectHarmless,
  findingsOf,
  makeBadWorkspace,
  startCounter,
  workspaceFile,
  type Expected,
} from '../support/bad-input.ts';
import { holdAnswers } from '../support/held-answers.ts';
import { untilRequests } from '../support/until-requests.ts';
import type { TestWorkspace } from '../support/workspace.ts';

const sandbox = await startCounter();
afterAll(() => sandbox.close());

const resolveAs = ['resolve', 'run_1', '--as', 'accepted', '--reason', 'x', '--yes'];
const every = [['plan'], ['apply', '--yes'], ['status'], ['resume', 'run_1'], resolveAs];
const looking = [
  ['pause', 'run_1'],
  ['stop', '--all', '--env', 'live', '--yes'],
  ['retry', 'run_1', '--only', 'OptOut', '--reason', 'x'],
  ['report', 'run_1'],
  ['ledger', 'verify'],
  ['ledger', 'export', 'copy.ndjson'],
  ['ledger', 'migrate'],
];
const sending = [['apply', '--yes'], ['resume', 'run_1'], resolveAs];

/** The content of the folder of the ledger, without the lock, which is empty. */
function fingerprint({ root }: TestWorkspace): Readonly<Record<string, string>> {
  const folder = join(root, '.pushplan');
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (file) => file.isFile() && !file.name.endsWith('.lock'),
  );
  return Object.fromEntries(
    files.map(({ name }) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

interface Trial {
  readonly verbs: readonly (readonly string[])[];
  readonly env?: Readonly<Record<string, string>>;
}

async function expectRefused(workspace: TestWorkspace, { verbs, env }: Trial, expected: Expected): Promise<void> {
  const [requests, files] = [sandbox.stats().requests, fingerprint(workspace)];
  for (const verb of verbs) {
    const result = await pushplan([...verb, '--json'], { cwd: workspace.root, env: { ...environment, ...env } });
    expectHarmless(result);
    expect([verb[0], result.exitCode]).toEqual([verb[0], expected.exit ?? 4]);
    expectFinding(findingsOf(result), expected);
  }
  expect(sandbox.stats().requests).toBe(requests);
  expect(fingerprint(workspace)).toEqual(files);
}

/** A workspace that has sent to three people, all of whom are settled. */
async function makeSentWorkspace(more = ''): Promise<TestWorkspace> {
  const workspace = await makeBadWorkspace(sandbox, { files: { 'pushplan.yaml': workspaceFile(sandbox.url, more) } });
  const result = await pushplan(['apply', '--yes'], { cwd: workspace.root, env: environment });
  expect(result.exitCode).toBe(0);
  return workspace;
}

const ledgerOf = ({ root }: TestWorkspace): string => join(root, '.pushplan', 'live.db');

function change(workspace: TestWorkspace, sql: string): void {
  using database = new DatabaseSync(ledgerOf(workspace));
  database.exec(sql);
}

const damaged: readonly [string, (file: string) => void, string][] = [
  ['something else', (file) => writeFileSync(file, 'this is no database '.repeat(500)), 'is damaged or not a ledger'],
  ['empty', (file) => writeFileSync(file, ''), 'the file is empty'],
  ['cut', (file) => writeFileSync(file, readFileSync(file).subarray(0, 20_000)), 'is damaged or not a ledger'],
  ['overwritten in the middle', (file) => writeFileSync(file, readFileSync(file).fill(7, 4096, 12_288)), 'is damaged'],
];

describe('a ledger that is', () => {
  test.each(damaged)('%s', async (_name, damage, says) => {
    await using workspace = await makeSentWorkspace();
    damage(ledgerOf(workspace));
    await expectRefused(workspace, { verbs: every }, { code: 'PP315', at: '', says, help: 'Put back the newest copy' });
  });

  test('another database', async () => {
    await using workspace = await makeSentWorkspace();
    change(workspace, 'PRAGMA application_id = 0');
    await expectRefused(workspace, { verbs: every }, { code: 'PP315', at: '', says: 'not a ledger' });
  });

  test('of a newer version', async () => {
    await using workspace = await makeSentWorkspace();
    change(workspace, 'PRAGMA user_version = 99');
    const expected = {
      code: 'PP312',
      at: '',
      says: 'is of version 99',
      help: 'Use the pushplan that wrote it',
    } as const;
    await expectRefused(workspace, { verbs: every }, expected);
  });

  test('a folder', async () => {
    await using workspace = await makeSentWorkspace();
    rmSync(ledgerOf(workspace));
    mkdirSync(ledgerOf(workspace));
    await expectRefused(workspace, { verbs: every }, { code: 'PP315', at: '', says: 'is not a file' });
  });

  test('gone', async () => {
    await using workspace = await makeSentWorkspace();
    rmSync(ledgerOf(workspace));
    const expected = { code: 'PP311', at: '', says: 'is gone, but', help: 'Put the ledger back' } as const;
    await expectRefused(workspace, { verbs: [...every, ...looking] }, expected);
  });

  test('an older copy of itself', async () => {
    await using workspace = await makeSentWorkspace();
    cpSync(ledgerOf(workspace), join(workspace.root, 'copy.db'));
    await workspace.write('people.csv', canaryRows(9));
    await pushplan(['apply', '--yes'], { cwd: workspace.root, env: environment });
    renameSync(join(workspace.root, 'copy.db'), ledgerOf(workspace));
    const expected = { code: 'PP311', at: '', says: 'has gone back in time', help: 'the newest copy' } as const;
    await expectRefused(workspace, { verbs: every }, expected);
  });

  test("another environment's", async () => {
    await using workspace = await makeSentWorkspace('  other: { endpoint: sandbox }\ndefault_environment: live\n');
    cpSync(ledgerOf(workspace), join(workspace.root, '.pushplan', 'other.db'));
    const verbs = every.map((verb) => [...verb, '--env', 'other']);
    const expected = { code: 'PP310', at: '', says: 'the environment live, not to other', help: 'of its own' } as const;
    await expectRefused(workspace, { verbs }, expected);
  });

  test('not the one that pushplan.yaml pins', async () => {
    await using workspace = await makeSentWorkspace();
    await workspace.write('pushplan.yaml', workspaceFile(sandbox.url, '    ledger_id: ledger_other\n'));
    const expected = { code: 'PP310', at: '', says: 'not ledger_other', help: 'Put the right ledger' } as const;
    await expectRefused(workspace, { verbs: [['plan'], ['apply', '--yes']] }, expected);
  });

  test('written with another secret', async () => {
    const files = { 'pushplan.yaml': workspaceFile(sandbox.url, '    ledger_key_env: LEDGER_KEY\n') };
    await using workspace = await makeBadWorkspace(sandbox, { files });
    const env = { ...environment, LEDGER_KEY: 'one' };
    expect(await pushplan(['apply', '--yes'], { cwd: workspace.root, env })).toMatchObject({ exitCode: 0 });
    const other = { code: 'PP310', at: '', says: 'was written with another secret', help: 'ledger_key_env' } as const;
    await expectRefused(workspace, { verbs: every, env: { LEDGER_KEY: 'canary-hidden-k3Wv7' } }, other);
    const unset = { code: 'PP156', at: '', says: 'LEDGER_KEY is not set', help: 'Set LEDGER_KEY', exit: 3 } as const;
    await expectRefused(workspace, { verbs: every }, unset);
  });

  test('in a place where nothing can be created', async () => {
    await using workspace = await makeBadWorkspace(sandbox, { files: { '.pushplan': 'a file' } });
    const result = await pushplan(['apply', '--yes', '--json'], { cwd: workspace.root, env: environment });
    expectHarmless(result);
    expect(result.exitCode).toBe(4);
    expectFinding(findingsOf(result), {
      code: 'PP315',
      at: '',
      says: 'cannot be opened by this user',
      help: 'the mode',
    });
    expect(readFileSync(join(workspace.root, '.pushplan'), 'utf8')).toBe('a file');
  });

  test('named by a variable that is not set: plan counts as if there were none, and says so', async () => {
    const files = { 'pushplan.yaml': workspaceFile(sandbox.url, '    ledger_env: LEDGER\n') };
    await using workspace = await makeBadWorkspace(sandbox, { files });
    const options = { cwd: workspace.root, env: environment };
    const planned = await pushplan(['plan', '--json'], options);
    expect(planned.exitCode).toBe(0);
    expectFinding(findingsOf(planned), {
      code: 'PP316',
      at: 'pushplan.yaml:3:3',
      says: 'as if nothing had been sent yet',
      help: 'Set LEDGER',
    });
    for (const verb of [...sending, ['status']]) {
      const result = await pushplan([...verb, '--json'], options);
      expect([verb[0], result.exitCode]).toEqual([verb[0], 3]);
      expectFinding(findingsOf(result), { code: 'PP156', at: '', says: 'LEDGER is not set', help: 'Set LEDGER' });
    }
  });
});

test('a new ledger in CI, which would send to everybody again, is made only on purpose', async () => {
  await using workspace = await makeBadWorkspace(sandbox, {});
  for (const CI of ['true', '1', 'yes']) {
    const options = { cwd: workspace.root, env: { ...environment, CI } };
    const result = await pushplan(['apply', '--yes', '--json'], options);
    expect(result.exitCode).toBe(4);
    expectFinding(findingsOf(result), { code: 'PP314', at: '', says: 'send to everybody again', help: '--new-ledger' });
    expect((await pushplan(['status', '--json'], options)).json()).toMatchObject({ runs: [] });
  }
  const options = { cwd: workspace.root, env: { ...environment, CI: 'true' } };
  expect(await pushplan(['apply', '--yes', '--new-ledger'], options)).toMatchObject({ exitCode: 0 });
});

test('two applies at once: the second ends with 9 and names the first, and nobody gets it twice', async () => {
  const people = 60;
  const latency = { sent: 1, none: 1, jitter: 0 };
  // The first apply continues until the second one has been refused.
  const answers = holdAnswers(0);
  await using slow = await startSandbox({
    latency,
    clock: answers.clock,
    shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
  });
  await using workspace = await makeBadWorkspace(slow, { files: { 'people.csv': canaryRows(people) } });
  const options = { cwd: workspace.root, env: environment };
  const first = pushplan(['apply', '--yes', '--json'], options);
  await untilRequests(slow, 1, [first]);
  for (const verb of [
    ['apply', '--yes'],
    ['resume', 'run_1'],
  ]) {
    const second = await pushplan([...verb, '--json'], options);
    expectHarmless(second);
    expect(second.exitCode).toBe(9);
    expectFinding(findingsOf(second), {
      code: 'PP409',
      at: '',
      says: `is held by process ${process.pid} on test-host`,
      help: 'Wait for it',
    });
  }
  expect(await pushplan(['plan', '--json'], options)).toMatchObject({ exitCode: 0 });
  answers.letGo();
  expect((await first).json()).toMatchObject({ state: 'finished', totals: { planned: people, accepted: people } });
  expect(slow.stats()).toMatchObject({ deliveries: people, duplicates: 0 });
});
