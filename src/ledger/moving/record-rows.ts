// The record of a ledger as rows, in any database: read in one view, a block at a time, and written into an empty ledger.
import { integer, type Row } from '../row.ts';
import { rowsOf, type Rows, type Sql } from '../sql.ts';
import type { Column } from '../tables.ts';
import {
  columnsOf,
  countTables,
  headOf,
  mostRowsOf,
  orderOf,
  selectHead,
  slotOfNoRing,
  tableNames,
  type Batch,
  type RecordCounts,
  type RecordHead,
} from './record.ts';

export async function readRecordHead(sql: Sql): Promise<RecordHead> {
  return headOf(await sql.one(selectHead));
}

/** Within the caller's transaction, which holds the view. */
export async function* readRecord(sql: Sql): AsyncIterable<Batch> {
  for (const table of tableNames) {
    const columns = columnsOf(table).map((column) => `${readingOf(column)} AS ${column.name}`);
    const text = `SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${orderOf(table)}`;
    for await (const rows of sql.scroll(text, mostRowsOf(table))) yield { table, rows };
  }
}

export async function countRecord(sql: Sql): Promise<RecordCounts> {
  let counts = countTables(() => 0);
  // One by one: a statement may have to end within half a minute, and there may be a hundred million rows.
  for (const table of tableNames) {
    counts = { ...counts, [table]: integer(await sql.one(`SELECT count(*) AS count FROM ${table}`), 'count') };
  }
  return counts;
}

export async function writeBatch(sql: Sql, { table, rows }: Batch): Promise<void> {
  const columns = columnsOf(table);
  const extra = table === 'req' ? Object.entries(slotOfNoRing) : [];
  const names = [...columns.map(({ name }) => name), ...extra.map(([name]) => name)];
  const written = [...columns.map(writingOf), ...extra.map(([, value]) => value)];
  await sql.run(
    `INSERT INTO ${table} (${names.join(', ')}) OVERRIDING SYSTEM VALUE
     SELECT ${written.join(', ')} FROM rows($1) AS mine`,
    rowsOf(
      Object.fromEntries(columns.map((column) => [column.name, kindOf(column)])),
      rows.map((row) => columns.map((column) => valueOf(column, row))),
    ),
  );
}

/** SQLite, as an export, knows no type for flags and for hashes. */
function readingOf({ name, type }: Column): string {
  if (type === 'boolean') return `CASE WHEN ${name} THEN 1 ELSE 0 END`;
  return type === 'uuid' ? `uuid_send(${name})` : name;
}

function writingOf({ name, type }: Column): string {
  return type === 'boolean' ? `mine.${name} <> 0` : `mine.${name}`;
}

function kindOf({ type }: Column): Rows['columns'][number][1] {
  if (type === 'uuid') return 'hash';
  if (type === 'bytea') return 'bytes';
  return type === 'text' ? 'text' : 'integer';
}

/** record-text.ts has checked the types. */
function valueOf({ name, type }: Column, row: Row): string | number | null | Uint8Array {
  const value = row[name];
  if (value instanceof Uint8Array) return type === 'uuid' ? Buffer.from(value).toString('hex') : value;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
