// Lists while a run waits: people in a list when a request is about to leave get nothing. Also, what the ledger remembers of lists.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sumOf } from '../../src/plan/selection/leave-out-listed.ts';
import { readRun } from '../support/documents.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

function sums(...addresses: readonly string[]): string {
  return ['email', ...addresses.map(sumOf), ''].join('\n');
}

/** A run over 30 people that has sent to 5 of them. */
async function makeWaiting(): Promise<{ readonly workspace: SendingWorkspace; readonly run: string }> {
  const workspace = await makeSendingWorkspace(
    {
      'hello.campaign.yaml': campaignText({ more: 'tags: [promo]' }),
      'people.csv': people(30),
      'plain.csv': 'email\nsomebody@example.com\n',
      'sums.csv': sums('somebody@example.com'),
      'others.csv': 'email\nsomebody@example.com\n',
    },
    {
      more: `suppress:
  - { file: plain.csv, tags: [promo] }
  - { file: sums.csv, hashed: sha256 }
  - { file: others.csv, except_tags: [promo] }`,
    },
  );
  const result = await workspace.run('apply', '--yes', '--json', '--max-sends', '5');
  expect(result.exitCode).toBe(8);
  return { workspace, run: readRun(result).run };
}

test('people who are suppressed while a run waits are left out on resume, by plain and by hashed lists', async () => {
  const { workspace, run } = await makeWaiting();
  await using _ = workspace;
  await workspace.write('plain.csv', 'email\nPerson20@example.com\nperson21@example.com\n');
  await workspace.write('sums.csv', sums('person22@example.com'));
  await workspace.write('others.csv', 'email\nperson23@example.com\n');
  const resumed = await workspace.run('resume', run, '--json');
  expect(resumed.exitCode).toBe(0);
  expect(readRun(resumed)).toMatchObject({
    state: 'finished',
    totals: { planned: 30, accepted: 27, not_sent: 3 },
    left_out: { suppressed: 3 },
    campaigns: [{ left_out: { suppressed: 3 } }],
  });
  const reached = await workspace.reached();
  expect(reached).toHaveLength(27);
  for (const number of [20, 21, 22]) expect(reached).not.toContain(`person${number}@example.com`);
  const { stdout } = await workspace.run('status', run);
  expect(stdout).toMatch(/left out +suppressed 3/v);
  expect((await workspace.run('ledger', 'verify')).exitCode).toBe(0);
});

test('resume needs no list file: if it is missing or refused, the list in the ledger applies', async () => {
  const { workspace, run } = await makeWaiting();
  await using _ = workspace;
  for (const file of ['plain.csv', 'sums.csv']) await rm(join(workspace.root, file));
  await workspace.write('others.csv', 'email\n');
  const resumed = await workspace.run('resume', run, '--json');
  expect(resumed.exitCode).toBe(0);
  expect(resumed.stderr).toContain('PP350');
  expect(readRun(resumed)).toMatchObject({ totals: { accepted: 30 } });
});

test('a list with less than half of the entries of the last apply blocks the next one unless it is allowed', async () => {
  const many = people(11, 100);
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(3), 'list.csv': many },
    { more: 'suppress: [{ file: list.csv }]' },
  );
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  await workspace.write('list.csv', people(6, 100));
  expect((await workspace.run('plan')).exitCode).toBe(0);
  await workspace.write('list.csv', people(5, 100));
  for (const argv of [
    ['plan', '--json'],
    ['apply', '--yes', '--json'],
  ]) {
    const blocked = await workspace.run(...argv);
    expect(blocked.exitCode).toBe(4);
    expect((blocked.json() as { readonly diagnostics: unknown }).diagnostics).toMatchObject([
      {
        code: 'PP352',
        message: 'the list list.csv has 5 entries, and it had 11 at the last apply: it is less than half',
      },
    ]);
  }
  expect((await workspace.run('apply', '--yes', '--allow', 'list-shrunk')).exitCode).toBe(0);
  expect((await workspace.run('plan')).exitCode).toBe(0);
});
