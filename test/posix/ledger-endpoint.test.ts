// The question on a terminal before a ledger gets another endpoint.
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { openSession } from '../support/terminal-session.ts';
import { makeWorkspace } from '../support/workspace.ts';

function settings(host: string): string {
  return `version: 1
allowed_hosts: [push-1.example.com, push-2.example.com]
environments:
  live: { endpoint: 'https://${host}', api_key_env: KEY }
`;
}

test('the new host must be typed, or nothing is changed', async () => {
  await using workspace = await makeWorkspace({ 'pushplan.yaml': settings('push-1.example.com') });
  const cwd = workspace.root;
  expect((await pushplan(['ledger', 'migrate', '--new-ledger'], { cwd })).exitCode).toBe(0);
  await workspace.write('pushplan.yaml', settings('push-2.example.com'));
  const open = () => openSession(['ledger', 'migrate', '--endpoint'], { cwd, columns: 160 });
  const hesitant = open();
  const asked = await hesitant.until(/Type push-2\.example\.com to give it that endpoint, anything else to leave: $/);
  expect(asked.join(' ')).toMatch(
    /The ledger is of push-1\.example\.com\. What it knows as sent will count as sent by push-2\.example\.com\./,
  );
  hesitant.type('yes\r');
  expect((await hesitant.until(/PP504/)).join(' ')).toContain('not confirmed, so nothing was changed');
  expect(await hesitant.ended).toBe(3);
  expect((await pushplan(['ledger', 'verify'], { cwd })).exitCode).toBe(4);
  const sure = open();
  await sure.until(/Type push-2/);
  sure.type('push-2.example.com\r');
  await sure.until(/is of push-2\.example\.com now/);
  expect(await sure.ended).toBe(0);
  expect((await pushplan(['ledger', 'verify'], { cwd })).exitCode).toBe(0);
});
