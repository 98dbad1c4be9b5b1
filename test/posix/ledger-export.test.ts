// Nobody else can read an export of a ledger, which holds the secret of its keys, whatever the umask.
import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

test('an export is written for its owner only, and refused if others can read it', async () => {
  await using workspace = await makeWorkspace({ 'people.csv': people(3), 'hello.campaign.yaml': campaignText() });
  const cwd = workspace.root;
  expect((await pushplan(['apply', '--yes'], { cwd })).exitCode).toBe(0);
  const before = process.umask(0);
  try {
    expect((await pushplan(['ledger', 'export', '--close', 'away'], { cwd })).exitCode).toBe(0);
  } finally {
    process.umask(before);
  }
  const file = join(cwd, 'away');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await chmod(file, 0o640);
  const refused = await pushplan(['ledger', 'import', 'away'], { cwd });
  expect(`${refused.exitCode} ${refused.stderr.replaceAll(/\s+/gv, ' ')}`).toMatch(/^4 .*PP313.*chmod 600/);
  await chmod(file, 0o600);
  expect((await pushplan(['ledger', 'import', 'away'], { cwd })).exitCode).toBe(0);
  expect((await pushplan(['apply', '--yes'], { cwd })).exitCode).toBe(0);
});
