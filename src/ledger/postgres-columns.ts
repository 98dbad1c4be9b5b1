// The columns of a ledger's tables on PostgreSQL, as the tables are made.
import { postgresTables } from './postgres-schema.ts';

/** By table, in their order. */
export const postgresColumns: ReadonlyMap<string, readonly string[]> = new Map(
  postgresTables.split(/^CREATE TABLE /mv).map((text) => {
    const [table = ''] = text.split(' ', 1);
    const [body = ''] = text.split(/^\)/mv, 1);
    return [table, [...body.matchAll(/^ {2}([a-z_]+) /gmv)].flatMap(([, column = '']) => column)];
  }),
);
