// The record of a ledger on PostgreSQL: read in one view, a block at a time, and written into an empty ledger.
import {
  columnsOf,
  countTables,
  headOf,
  mostRowsOf,
  recordTables,
  selectHead,
  slotOfNoRing,
  tableNames,
  type Batch,
  type RecordCounts,
  type RecordHead,
} from '../moving/record.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer } from '../row.ts';

/** Columns whose type is not the one that record.ts says: how they are read, and written from the parameter. */
const conversions: Readonly<Record<string, { readonly read: string; readonly write: string }>> = {
  'chunk.finished': { read: 'finished::integer', write: 'mine.finished <> 0' },
  'sent.key': { read: 'uuid_send(key)', write: 'mine.key::uuid' },
  'sent.digest': { read: 'uuid_send(digest)', write: 'mine.digest::uuid' },
};

export async function readPostgresHead(transaction: PostgresTransaction): Promise<RecordHead> {
  return headOf(await transaction.one(selectHead));
}

/** Within the caller's transaction, which holds the view. */
export async function* readPostgresRecord(transaction: PostgresTransaction): AsyncIterable<Batch> {
  for (const table of tableNames) {
    const columns = columnsOf(table).map(([name]) => `${conversions[`${table}.${name}`]?.read ?? name} AS ${name}`);
    const { order } = recordTables[table];
    await transaction.run(
      `DECLARE all_of_${table} NO SCROLL CURSOR FOR SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${order}`,
    );
    for (;;) {
      const rows = await transaction.all(`FETCH ${mostRowsOf(table)} FROM all_of_${table}`);
      if (rows.length === 0) break;
      yield { table, rows };
    }
    await transaction.run(`CLOSE all_of_${table}`);
  }
}

export async function countPostgresTables(transaction: PostgresTransaction): Promise<RecordCounts> {
  let counts = countTables(() => 0);
  // One by one: a statement has half a minute, and there may be a hundred million of them.
  for (const table of tableNames) {
    counts = { ...counts, [table]: integer(await transaction.one(`SELECT count(*) AS count FROM ${table}`), 'count') };
  }
  return counts;
}

export async function writePostgresBatch(transaction: PostgresTransaction, { table, rows }: Batch): Promise<void> {
  const columns = columnsOf(table);
  const extra = table === 'req' ? Object.entries(slotOfNoRing) : [];
  const names = columns.map(([name]) => name);
  const written = columns.map(
    ([name, kind]) =>
      conversions[`${table}.${name}`]?.write ??
      (kind.startsWith('bytes') ? `decode(mine.${name}, 'hex')` : `mine.${name}`),
  );
  const parameters = columns.map(
    ([, kind], index) => `$${index + 1}::${kind.startsWith('integer') ? 'bigint' : 'text'}[]`,
  );
  await transaction.run(
    `INSERT INTO ${table} (${[...names, ...extra.map(([name]) => name)].join(', ')}) OVERRIDING SYSTEM VALUE
     SELECT ${[...written, ...extra.map(([, value]) => value)].join(', ')}
     FROM unnest(${parameters.join(', ')}) AS mine (${names.join(', ')})`,
    ...names.map((name) => rows.map((row) => parameterOf(row[name]))),
  );
}

/** Numbers go on behind the highest there is. */
export async function advanceSequences(transaction: PostgresTransaction): Promise<void> {
  for (const table of ['campaign', 'run', 'decision']) {
    await transaction.run(
      `SELECT setval(pg_get_serial_sequence('${table}', 'number'), max(number)) FROM ${table} HAVING max(number) > 0`,
    );
  }
  await transaction.run("SELECT setval('attempt', max(attempt)) FROM req HAVING max(attempt) > 0");
}

/** record-text.ts has checked the types. */
function parameterOf(value: unknown): string | number | null {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
