// --threads: plans are the same with one and with two threads, and apply sends to everybody once.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readRun } from '../support/documents.ts';
import { repositoryRoot } from '../support/repository.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

async function inBoth(argv: readonly string[], cwd: string) {
  const [one, two] = await Promise.all(['1', '2'].map((threads) => pushplan([...argv, '--threads', threads], { cwd })));
  return { one, two };
}

function isNoLedger(path: string): boolean {
  return !path.split(sep).includes('.pushplan');
}

test('every campaign of this repository has the same plan in two threads', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pushplan-threads-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
  await cp(join(repositoryRoot, 'campaigns'), folder, { recursive: true, filter: isNoLedger });
  const { one, two } = await inBoth(['plan', '--json'], folder);
  expect(one).toMatchObject({ exitCode: 0, stderr: '' });
  expect({ ...two, json: undefined }).toEqual({ ...one, json: undefined });
});

test('a malformed row and too many invalid rows end the plan in the same way with one and two threads', async () => {
  const invalid = Array.from(
    { length: 4500 },
    (_, row) => `${row % 3 === 0 ? 'no address' : `p${row}@example.com`},A\n`,
  );
  await using workspace = await makeWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': ['email,name\n', ...invalid].join(''),
  });
  const blocked = await inBoth(['plan'], workspace.root);
  expect(blocked.one?.exitCode).toBe(4);
  expect(blocked.two?.stdout).toBe(blocked.one?.stdout);
  expect(blocked.two?.stderr).toBe(blocked.one?.stderr);
  await workspace.write('people.csv', ['email,name\n', ...invalid.with(4200, 'a,b,c\n')].join(''));
  const refused = await inBoth(['plan'], workspace.root);
  expect(refused.one).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('people.csv:4202') });
  expect(refused.two?.stderr).toBe(refused.one?.stderr);
});

test('apply sends what two threads have rendered, to everybody once', async () => {
  await using workspace = await makeWorkspace({
    'hello.campaign.yaml': campaignText({ title: 'Hello {{name}}, Ayşe' }),
    'people.csv': people(30),
  });
  const seal = /pp1:[0-9a-f]{64}/v.exec((await pushplan(['plan'], { cwd: workspace.root })).stdout)?.[0] ?? '';
  const first = await pushplan(['apply', '--yes', '--json', '--threads', '2', '--expect-seal', seal], {
    cwd: workspace.root,
  });
  expect(first.exitCode).toBe(0);
  expect(readRun(first).totals).toMatchObject({ planned: 30, in_doubt: 0, not_sent: 0 });
  const again = await pushplan(['apply', '--yes', '--json', '--threads', '2'], { cwd: workspace.root });
  expect(readRun(again).totals.planned).toBe(0);
});

test.each(['0', '17', '-1', '2.5', 'two', ''])('--threads %j is refused', async (threads) => {
  for (const command of ['plan', 'apply']) {
    const { exitCode, stderr } = await pushplan([command, `--threads=${threads}`], { cwd: tmpdir() });
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('--threads') });
  }
});
