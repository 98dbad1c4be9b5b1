// A server that crashes while it is told to commit: what it says of a transaction afterwards may be about another one.
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
  'a transaction that a crash undid is done again: %s',
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
      // Nothing of it is on the disk by now: the server forgets that there was such a number.
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
