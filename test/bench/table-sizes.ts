// The disk space of a ledger by table, as PostgreSQL reports it.
import { Client } from 'pg';

export interface TableSize {
  readonly table: string;
  /** Bytes of rows, and of values stored outside of them. */
  readonly heap: number;
  /** Bytes of indexes. */
  readonly index: number;
}

/** Returns only tables with content, the largest first. Partitions count separately. */
export async function measureTables(url: string): Promise<readonly TableSize[]> {
  const { rows } = await withClient(url, (client) =>
    client.query<Readonly<Record<'table' | 'heap' | 'index', string>>>(
      `SELECT nspname || '.' || relname AS "table", pg_table_size(c.oid) AS heap, pg_indexes_size(c.oid) AS index
       FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
       WHERE relkind = 'r' AND nspname !~ '^pg_' AND nspname <> 'information_schema' AND pg_table_size(c.oid) > 65536
       ORDER BY pg_total_relation_size(c.oid) DESC`,
    ),
  );
  return rows.map(({ table, heap, index }) => ({ table, heap: Number(heap), index: Number(index) }));
}

export async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
