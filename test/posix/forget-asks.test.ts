// pushplan forget on a terminal: shows what it will remove, and does nothing at any other answer.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { openSession } from '../support/terminal-session.ts';
import { campaignText, people } from '../support/workspace.ts';

const argv = ['forget', '--recipient', 'email=person1@example.com', '--reason', 'request 1'];

test('only what can be removed is named, and any other answer removes nothing', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    '.pushplan/data/people.csv': people(3),
  });
  const bare = openSession(argv, { cwd: workspace.root, columns: 100 });
  await bare.until(/^This will be removed: everything that waits for this person in local\./mv);
  await bare.until(/Type forget to do it, or anything else to stop: $/v);
  bare.type('no\r');
  expect(await bare.ended).toBe(3);

  await workspace.run('fetch');
  const fetched = openSession(argv, { cwd: workspace.root, columns: 100 });
  await fetched.until(/^This will be removed: 1 row in 1 fetched file, everything that waits for this person in/mv);
  fetched.type('no\r');
  expect(await fetched.ended).toBe(3);
  expect(await readFile(join(workspace.root, '.pushplan/data/people.csv'), 'utf8')).toBe(people(3));
});
