// A server that crashes during a commit: its later answer about the transaction may be about another one.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { readPostgresAddress } from '../../src/postgres/postgres-address.ts';
import { connect } from '../../src/ledger/postgres/connect.ts';
import { startPostgres, type PostgresServer } from '../support/postgres-server.ts';
import { realClock } from '../support/real-clock.ts';

async function ask(server: PostgresServer, ...statements: readonly string[]): Promise<readonly unknown[]> {
  const client = new Client(server.url());
  await client.connect();
  const rows: unknown[] = [];
  for (const statement of statements) rows.push(...(await client.query(statement)).rows);
  await client.end();
  return rows;
}

test.each([
  ['nobody came since', 0],
  ['others have committed under its number since', 20],
])(
  'a transaction that a crash undid is repeated: %s',
  async (_, others) => {
    await using server = await startPostgres({ durable: true });
    const schema = `lost_${randomBytes(6).toString('hex')}`;
    await ask(server, `CREATE SCHEMA ${schema}`, `CREATE TABLE ${schema}.note (text text)`, 'CHECKPOINT');
    const address = readPostgresAddress(server.url(`?schema=${schema}`), 'PUSHPLAN_LEDGER');
    await using database = await connect({ address, clock: realClock });
    database.beginSending();
    let tries = 0;
    await database.write(async (transaction) => {
      tries += 1;
      if (tries > 1) return transaction.run("INSERT INTO note VALUES ('mine')");
      // Nothing of it is on disk yet, so the server forgets that its number was used.
      await server.stop('SIGQUIT');
      await server.start();
      const theirs = Array.from({ length: others }, () => `INSERT INTO ${schema}.note VALUES ('theirs')`);
      await ask(server, ...theirs);
      return 0;
    });
    expect(tries).toBe(2);
    expect(await ask(server, `SELECT text FROM ${schema}.note WHERE text = 'mine'`)).toEqual([{ text: 'mine' }]);
  },
  300_000,
);
