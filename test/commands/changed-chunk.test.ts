// A chunk is edited in the database between plan and sending: exit code 4, nobody gets a different text, and nobody is lost.
import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { campaignText, people } from '../support/workspace.ts';

const server = sharePostgresDatabase();

const everybody = 60;

async function makeWorkspace(): Promise<SendingWorkspace> {
  const files = { 'people.csv': people(everybody), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) };
  const environment = 'message_center: off, ledger_env: LEDGER, ledger_key_env: SECRET';
  return makeSendingWorkspace(files, { environment });
}

function runner({ root }: SendingWorkspace, ledger: string): (line: string) => Promise<CliResult> {
  const env = { KEY: localKey, LEDGER: ledger, SECRET: 'a secret that the database never sees' };
  return (line) => pushplan(line.split(' '), { cwd: root, env });
}

function words({ exitCode, stdout, stderr }: CliResult): string {
  return `${exitCode} ${(stderr + stdout).replaceAll(/\s+/gv, ' ')}`;
}

/** Replaces the recipients in a chunk, as an attacker who knows the format of chunks would. */
function forge(notifications: Uint8Array): Uint8Array {
  const text = zstdDecompressSync(notifications).toString();
  expect(text).toContain('@example.com');
  return zstdCompressSync(text.replaceAll('@example.com', '@example.org'));
}

/** Expects that the run was stopped, that verify finds the change, and that the next apply sends what was planned to everybody. */
async function expectUnharmed(workspace: SendingWorkspace, run: string, id: string, sent: number): Promise<void> {
  const command = runner(workspace, run);
  const status = (await command(`status ${id} --json`)).json();
  expect(status).toMatchObject({
    state: 'stopped',
    totals: { accepted: sent, in_doubt: 0, not_sent: everybody - sent },
  });
  expect(words(await command('ledger verify'))).toMatch(/^4 .*PP344.*: 1 chunk of the spool was changed/);
  expect(await workspace.reached()).toHaveLength(sent);
  const applied = await command('apply --yes');
  expect(applied.exitCode, applied.stderr).toBe(0);
  const reached = await workspace.reached();
  expect(reached).toHaveLength(everybody);
  expect(new Set(reached).size).toBe(everybody);
  expect(reached.join()).not.toContain('example.org');
  expect(words(await command('ledger verify'))).toMatch(/^0 /);
}

test('between apply --detach and the worker, on PostgreSQL', async () => {
  await using workspace = await makeWorkspace();
  const schema = `changed_${randomBytes(6).toString('hex')}`;
  const ledger = server().url(`?schema=${schema}`);
  const command = runner(workspace, ledger);
  const detached = await command('apply --yes --detach --json');
  expect(detached.exitCode, detached.stderr).toBe(0);
  const { run: id } = detached.json() as { run: string };
  const client = new Client(server().url());
  await client.connect();
  const { rows } = await client.query<{ notifications: Buffer }>(`SELECT notifications FROM ${schema}.chunk`);
  await client.query(`UPDATE ${schema}.chunk SET notifications = $1`, [forge(rows[0]?.notifications ?? Buffer.of())]);
  await client.end();
  const worked = await command('worker --drain');
  expect(words(worked)).toMatch(
    new RegExp(`^4 .*PP347.*Run ${id}: chunk 0 of campaign hello was changed.*ledger verify`),
  );
  const state = await command(`status ${id}`);
  expect(words(state)).toMatch(/chunk 0 of campaign hello was changed/);
  expect(words(await command('worker --drain'))).toMatch(/^0 /);
  // If the run is resumed anyway, it finds the changed chunk again.
  expect(words(await command(`resume ${id}`))).toMatch(/^0 /);
  expect(words(await command('worker --drain'))).toMatch(/^4 .*PP347/);
  await expectUnharmed(workspace, ledger, id, 0);
});

test('between the stop of a run and its resume, in a file', async () => {
  await using workspace = await makeWorkspace();
  const ledger = 'sqlite:push.db';
  const command = runner(workspace, ledger);
  const applied = await command('apply --yes --json --max-sends 20');
  expect(applied.exitCode, applied.stderr).toBe(8);
  const { run: id } = applied.json() as { run: string };
  {
    using database = new DatabaseSync(join(workspace.root, 'push.db'));
    const row = database.prepare('SELECT notifications FROM chunk').get();
    const notifications = row?.['notifications'];
    if (!(notifications instanceof Uint8Array)) throw new Error('there is no chunk');
    database.prepare('UPDATE chunk SET notifications = ?').run(forge(notifications));
  }
  expect(words(await command(`resume ${id}`))).toMatch(/^4 .*PP347.*chunk 0 of campaign hello was changed/);
  await expectUnharmed(workspace, ledger, id, 20);
});
