// The record of a ledger as rows, in any database: read in one view, a block at a time, and written into an empty ledger.
import { integer, type Row } from '../row.ts';
import { rowsOf, type Rows, type Sql } from '../sql.ts';
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
  type TableName,
} from './record.ts';

/** Columns that are kept in another type than record.ts says, which SQLite does not know: how they are read and written. */
const hashes = ['sent.key', 'sent.digest'];
const flag = 'chunk.finished';

export async function readRecordHead(sql: Sql): Promise<RecordHead> {
  return headOf(await sql.one(selectHead));
}

/** Within the caller's transaction, which holds the view. */
export async function* readRecord(sql: Sql): AsyncIterable<Batch> {
  for (const table of tableNames) {
    const columns = columnsOf(table).map(([name]) => `${readingOf(table, name)} AS ${name}`);
    const text = `SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${recordTables[table].order}`;
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
  const names = columnsOf(table).map(([name]) => name);
  const extra = table === 'req' ? Object.entries(slotOfNoRing) : [];
  const written = names.map((name) => (`${table}.${name}` === flag ? `mine.${name} <> 0` : `mine.${name}`));
  await sql.run(
    `INSERT INTO ${table} (${[...names, ...extra.map(([name]) => name)].join(', ')}) OVERRIDING SYSTEM VALUE
     SELECT ${[...written, ...extra.map(([, value]) => value)].join(', ')} FROM rows($1) AS mine`,
    rowsOf(
      Object.fromEntries(columnsOf(table).map(([name, kind]) => [name, kindOf(table, name, kind)])),
      rows.map((row) => names.map((name) => valueOf(table, name, row))),
    ),
  );
}

function readingOf(table: TableName, name: string): string {
  const column = `${table}.${name}`;
  if (column === flag) return `CASE WHEN ${name} THEN 1 ELSE 0 END`;
  return hashes.includes(column) ? `uuid_send(${name})` : name;
}

function kindOf(table: TableName, name: string, kind: string): Rows['columns'][number][1] {
  if (hashes.includes(`${table}.${name}`)) return 'hash';
  if (kind.startsWith('bytes')) return 'bytes';
  return kind.startsWith('integer') ? 'integer' : 'text';
}

/** record-text.ts has checked the types. */
function valueOf(table: TableName, name: string, row: Row): string | number | null | Uint8Array {
  const value = row[name];
  if (value instanceof Uint8Array) {
    return hashes.includes(`${table}.${name}`) ? Buffer.from(value).toString('hex') : value;
  }
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
