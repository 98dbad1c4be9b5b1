// The columns of a ledger's tables on PostgreSQL, as the tables are made.
import { postgresTables } from './postgres-schema.ts';

const columns = new Map(
  postgresTables.split(/^CREATE TABLE /mv).map((text) => {
    const [table = ''] = text.split(' ', 1);
    const [body = ''] = text.split(/^\)/mv, 1);
    return [table, [...body.matchAll(/^ {2}([a-z_]+) /gmv)].flatMap(([, column = '']) => column)];
  }),
);

/** In their order. */
export function columnsInPostgres(table: string): readonly string[] {
  return [...columns].flatMap(([name, ofTable]) => (name === table ? ofTable : []));
}
