// Files that are not regular files, and files and folders without permission to read or write.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import {
  environment,
  expectFinding,
  expectHarmless,
  expectRefusal,
  findingsOf,
  makeBadWorkspace,
  startCounter,
  type Expected,
} from '../support/bad-input.ts';
import type { TestWorkspace } from '../support/workspace.ts';

const sandbox = await startCounter();
afterAll(() => sandbox.close());

function makePipe(path: string): void {
  rmSync(path, { force: true });
  execFileSync('mkfifo', [path]);
}

const odd: readonly [string, (root: string) => void, Expected][] = [
  [
    'an audience that is a named pipe',
    (root) => makePipe(`${root}/people.csv`),
    { code: 'PP152', at: 'a.campaign.yaml:4:19', says: 'people.csv is a named pipe', help: 'Name a regular file' },
  ],
  [
    'a campaign that is a named pipe',
    (root) => makePipe(`${root}/a.campaign.yaml`),
    { code: 'PP152', at: 'a.campaign.yaml', says: 'a.campaign.yaml is a named pipe' },
  ],
  [
    'a pushplan.yaml that is a named pipe',
    (root) => makePipe(`${root}/pushplan.yaml`),
    { code: 'PP152', at: 'pushplan.yaml', says: 'pushplan.yaml is a named pipe' },
  ],
  [
    'an audience that is a device',
    (root) => {
      rmSync(`${root}/people.csv`);
      symlinkSync('/dev/zero', `${root}/people.csv`);
    },
    { code: 'PP151', at: 'a.campaign.yaml:4:19', says: 'people.csv leads out of the workspace' },
  ],
  [
    'an audience that is a link to itself',
    (root) => {
      rmSync(`${root}/people.csv`);
      symlinkSync('people.csv', `${root}/people.csv`);
    },
    {
      code: 'PP150',
      at: 'a.campaign.yaml:4:19',
      says: 'people.csv cannot be read: its links lead in a circle (ELOOP)',
    },
  ],
];

describe('refused at once, without waiting:', () => {
  test.each(odd)('%s', async (_name, arrange, expected) => {
    await expectRefusal(sandbox, { arrange }, expected);
  });
});

/** A user id to which no system gives rights. */
const nobody = 65_534;

/** Runs `work` as another user if this user is root, to whom file modes do not apply. */
async function asOrdinaryUser({ root }: TestWorkspace, work: () => Promise<void>): Promise<void> {
  const { getuid, seteuid } = process;
  if (getuid === undefined || seteuid === undefined) throw new Error('This system has no users.');
  const isRoot = getuid() === 0;
  if (isRoot) {
    for (const path of [
      root,
      ...readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name)),
    ]) {
      chownSync(path, nobody, nobody);
    }
    seteuid(nobody);
  }
  try {
    await work();
  } finally {
    if (isRoot) seteuid(0);
    for (const name of ['', '.pushplan']) {
      const folder = join(root, name);
      if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) chmodSync(folder, 0o700);
    }
  }
}

const unreadable: readonly [string, Expected][] = [
  [
    'people.csv',
    {
      code: 'PP150',
      at: 'a.campaign.yaml:4:19',
      says: 'people.csv cannot be read: there is no permission (EACCES)',
      help: 'permissions',
    },
  ],
  [
    'a.campaign.yaml',
    {
      code: 'PP150',
      at: 'a.campaign.yaml',
      says: 'cannot be read: there is no permission (EACCES)',
      help: 'permissions',
    },
  ],
  [
    'pushplan.yaml',
    {
      code: 'PP150',
      at: 'pushplan.yaml',
      says: 'cannot be read: there is no permission (EACCES)',
      help: 'permissions',
    },
  ],
  [
    'folder',
    { code: 'PP150', at: 'folder/', says: 'cannot be read: there is no permission (EACCES)', help: 'permissions' },
  ],
];

test.each(unreadable)('%s without permission to read is refused', async (name, expected) => {
  await using workspace = await makeBadWorkspace(sandbox, { files: { 'folder/note.txt': 'x' } });
  const path = join(workspace.root, name);
  const before = sandbox.stats().requests;
  await asOrdinaryUser(workspace, async () => {
    chmodSync(path, 0);
    for (const verb of [['validate'], ['plan'], ['apply', '--yes']]) {
      const result = await pushplan([...verb, '--json'], { cwd: workspace.root, env: environment });
      expectHarmless(result);
      expect([verb[0], result.exitCode]).toEqual([verb[0], 3]);
      expectFinding(findingsOf(result), expected);
    }
    chmodSync(path, 0o700);
  });
  expect(sandbox.stats().requests).toBe(before);
});

const sent = async (workspace: TestWorkspace): Promise<void> => {
  expect(await pushplan(['apply', '--yes'], { cwd: workspace.root, env: environment })).toMatchObject({ exitCode: 0 });
};

describe('a ledger', () => {
  test('that is read-only can be read by plan and status, and nothing is sent', async () => {
    await using workspace = await makeBadWorkspace(sandbox, {});
    await sent(workspace);
    const options = { cwd: workspace.root, env: environment };
    const before = sandbox.stats().requests;
    await asOrdinaryUser(workspace, async () => {
      const folder = join(workspace.root, '.pushplan');
      for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o400);
      chmodSync(folder, 0o500);
      expect((await pushplan(['plan', '--json'], options)).json()).toMatchObject({ totals: { settled: 3, send: 0 } });
      expect((await pushplan(['status', '--json'], options)).json()).toMatchObject({ runs: [{ state: 'finished' }] });
      const result = await pushplan(['apply', '--yes', '--json'], options);
      expectHarmless(result);
      expect(result.exitCode).toBe(4);
      expectFinding(findingsOf(result), { code: 'PP315', at: '', says: 'by this user', help: 'Check the owner' });
    });
    expect(sandbox.stats().requests).toBe(before);
  });

  test.each([0o644, 0o660, 0o602])('that others can read or write (%o) is refused by every command', async (mode) => {
    await using workspace = await makeBadWorkspace(sandbox, {});
    await sent(workspace);
    chmodSync(join(workspace.root, '.pushplan', 'live.db'), mode);
    const before = sandbox.stats().requests;
    for (const verb of [['plan'], ['apply', '--yes'], ['status'], ['resume', 'run_1']]) {
      const result = await pushplan([...verb, '--json'], { cwd: workspace.root, env: environment });
      expectHarmless(result);
      expect([verb[0], result.exitCode]).toEqual([verb[0], 4]);
      expectFinding(findingsOf(result), { code: 'PP313', at: '', says: 'is open to other users', help: 'chmod 600' });
    }
    expect(sandbox.stats().requests).toBe(before);
  });
});

test('plan --out, apply --report and init report a folder that cannot be written to, and nothing is sent', async () => {
  await using workspace = await makeBadWorkspace(sandbox, { files: { 'folder/note.txt': 'x' } });
  const before = sandbox.stats().requests;
  await asOrdinaryUser(workspace, async () => {
    chmodSync(join(workspace.root, 'folder'), 0o500);
    for (const line of ['plan --out folder/a.json', 'apply --yes --report folder/a.ndjson', 'init folder/new']) {
      const result = await pushplan([...line.split(' '), '--json'], { cwd: workspace.root, env: environment });
      expectHarmless(result);
      expect([line, result.exitCode]).toEqual([line, 3]);
      expectFinding(findingsOf(result), { code: 'PP505', at: '', says: 'EACCES', help: 'that you can write to' });
    }
    chmodSync(join(workspace.root, 'folder'), 0o700);
  });
  expect(sandbox.stats().requests).toBe(before);
});
