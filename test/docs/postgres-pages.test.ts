// Follows the pages about a ledger or a source on PostgreSQL, on a real server.
import { expect, test } from 'vitest';
import pg from 'pg';
import type { PreparedWorld } from '../support/page-worlds.ts';
import { playedLines } from '../support/played-lines.ts';
import { describePage, runPage } from '../support/run-page.ts';
import { sharePostgres } from '../support/share-postgres.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const server = sharePostgres();

function production(ledger: string): string {
  return `version: 1\nenvironments:\n  production: { endpoint: sandbox, requests_per_minute: 6000${ledger} }\n`;
}

async function runSql(text: string): Promise<void> {
  const client = new pg.Client(server().url());
  await client.connect();
  await client.query(text);
  await client.end();
}

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(40) };

/** The worlds are made when the server runs. */
const worlds: Readonly<Record<string, () => PreparedWorld>> = {
  'OPERATIONS.md': () => ({
    production: 'production',
    env: { PUSHPLAN_LEDGER: server().url('?schema=operations') },
    files: { ...files, 'pushplan.yaml': production(', ledger_env: PUSHPLAN_LEDGER') },
  }),
  'docs/moving-the-ledger.md': () => ({
    production: 'production',
    env: { PUSHPLAN_LEDGER: server().url('?schema=moved') },
    before: ['pushplan apply --yes'],
    files: { ...files, 'pushplan.yaml': production('') },
  }),
  'docs/warehouse.md': () => ({
    env: {
      WAREHOUSE_URL: server()
        .url()
        .replace(/\/\/[^@]+@/v, '//pushplan_reader:...@'),
    },
    before: ['git init -q -b main'],
    sql: runSql,
    files: {
      'pushplan.yaml': production(''),
      '.gitignore': '.pushplan/\n',
      'vip.campaign.yaml': campaignText({ id: 'vip', title: 'Hello' }),
    },
  }),
};

const tables = `CREATE SCHEMA crm;
CREATE TABLE crm.push_audience (email text, first_name text, spent int, item text, price int);
CREATE TABLE crm.unsubscribed (email text);
INSERT INTO crm.push_audience SELECT 'p' || n || '@example.com', 'P', n, 'lamp', 20 FROM generate_series(1, 1500) n;
INSERT INTO crm.unsubscribed VALUES ('p200@example.com')`;

test.each(Object.entries(worlds))('%s', async (name, makeWorld) => {
  if (name === 'docs/warehouse.md') await runSql(tables);
  const { files: prepared = {}, ...world } = makeWorld();
  await using workspace = await makeWorkspace(prepared);
  expect(describePage(await runPage(`.github/${name}`, workspace, world, playedLines))).toBe('');
});
