// ledger_file: a place for the SQLite ledger that later checkouts find again.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics, readPlan } from '../support/documents.ts';
import { makeRepository } from '../support/git-repository.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const campaign = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(3) };

function settings(more: string): string {
  return `version: 1\nenvironments:\n  sandbox: { endpoint: sandbox${more} }\n`;
}

test('the ledger may be outside of the workspace; lock and serial are beside it, and nothing is in the workspace', async () => {
  await using outside = await makeWorkspace({
    'checkout/pushplan.yaml': settings(', ledger_file: ../state/push.db'),
    'checkout/hello.campaign.yaml': campaignText(),
    'checkout/people.csv': people(3),
  });
  const cwd = join(outside.root, 'checkout');
  expect((await pushplan(['apply', '--yes'], { cwd })).exitCode).toBe(0);
  const beside = ['push.db', 'push.db.lock', 'sandbox.serial'].map((name) => join(outside.root, 'state', name));
  expect(beside.filter((path) => !existsSync(path))).toEqual([]);
  expect(existsSync(join(cwd, '.pushplan'))).toBe(false);
  expect(readPlan(await pushplan(['plan', '--json'], { cwd })).totals).toMatchObject({ send: 0, settled: 3 });
});

test('together with ledger_env it is refused at its place in the file, by every command', async () => {
  await using workspace = await makeWorkspace({
    ...campaign,
    'pushplan.yaml': settings(', ledger_env: LEDGER, ledger_file: a.db'),
  });
  for (const words of [['validate'], ['plan'], ['apply', '--yes'], ['status']]) {
    const result = await pushplan([...words, '--json'], { cwd: workspace.root, env: { LEDGER: 'sqlite:b.db' } });
    expect({ words, exitCode: result.exitCode }).toEqual({ words, exitCode: 3 });
    expect(readDiagnostics(result)).toMatchObject([{ code: 'PP159', file: 'pushplan.yaml', line: 3, column: 53 }]);
  }
});

test('a different place than in the base sends to people again, which has to be allowed', async () => {
  await using repository = await makeRepository({ ...campaign, 'pushplan.yaml': settings('') });
  await repository.write('pushplan.yaml', settings(', ledger_file: other.db'));
  const plan = (...more: readonly string[]) =>
    pushplan(['plan', '--base', 'main', '--json', ...more], { cwd: repository.root });
  const refused = await plan();
  expect(refused.exitCode).toBe(4);
  expect(readPlan(refused).campaigns.flatMap(({ diagnostics }) => diagnostics)).toContainEqual(
    expect.objectContaining({
      code: 'PP324',
      message: expect.stringContaining('environments.sandbox.ledger_file is other.db, and it is not set in main'),
    }),
  );
  expect((await plan('--allow', 'resend')).exitCode).toBe(0);
});
