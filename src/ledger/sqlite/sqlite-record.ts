// The record of a SQLite ledger: read in one view, and written into a ledger that is being made.
import type { SQLInputValue } from 'node:sqlite';
import type { Database } from './database.ts';
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
import { integer, type Row } from '../row.ts';

export function readSqliteHead(database: Database): RecordHead {
  return headOf(database.one(selectHead));
}

/** Within the caller's transaction, which holds the view. */
export async function* readSqliteRecord(database: Database): AsyncIterable<Batch> {
  for (const table of tableNames) {
    const names = columnsOf(table).map(([name]) => name);
    const sql = `SELECT ${names.join(', ')} FROM ${table} ORDER BY ${recordTables[table].order}`;
    let rows: Row[] = [];
    for (const row of database.iterate(sql)) {
      rows.push(row);
      if (rows.length < mostRowsOf(table)) continue;
      yield { table, rows };
      rows = [];
    }
    if (rows.length > 0) yield { table, rows };
  }
}

export function countSqliteTables(database: Database): RecordCounts {
  return countTables((table) => integer(database.one(`SELECT count(*) AS count FROM ${table}`), 'count'));
}

export function writeSqliteBatch(database: Database, { table, rows }: Batch): void {
  const names = columnsOf(table).map(([name]) => name);
  const extra = table === 'req' ? Object.entries(slotOfNoRing) : [];
  const columns = [...names, ...extra.map(([name]) => name)];
  const values = [...names.map(() => '?'), ...extra.map(([, value]) => value)];
  const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`;
  for (const row of rows) database.run(sql, ...names.map((name) => valueOf(row[name])));
}

/** record-text.ts has checked the types. */
function valueOf(value: unknown): SQLInputValue {
  return typeof value === 'string' || typeof value === 'number' || value instanceof Uint8Array ? value : null;
}
