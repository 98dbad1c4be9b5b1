// Moves the record of a ledger between databases: reads its rows in one view, a block at a time, and writes them into an empty ledger. Each function
// runs in the caller's transaction.
import type { ViewedRecord } from '../ledger-engine.ts';
import { readSerial } from '../ledger-serial.ts';
import { integer, integerOrNull, text, type Row } from '../row.ts';
import { claimedIn, insertPeople } from '../people/claimed-people.ts';
import { rowsOf, type Rows, type Sql } from '../sql.ts';
import type { ExportReading } from './export-file.ts';
import { compareCounts, refuseChanged, refuseUnderWay, type Occupant } from './move-target.ts';
import {
  RecordCounter,
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
} from './record.ts';
import type { TableColumn } from '../tables.ts';

export async function viewRecord(
  sql: Sql,
  engine: Pick<ViewedRecord, 'problems' | 'countPeople' | 'closed'>,
): Promise<ViewedRecord> {
  const head = headOf(await sql.one(selectHead));
  return { head, batches: () => readRecord(sql), ...engine };
}

/**
 * Closes a ledger. `serial` is the serial at the time of the export. @throws Refusal, exit 4, if something happened that the export does not contain.
 */
export async function closeLedger(
  sql: Sql,
  ledger: string,
  { at, serial }: { readonly at: number; readonly serial: number },
): Promise<void> {
  const underWay = await sql.all(
    "SELECT id FROM run WHERE state IN ('running', 'waiting', 'paused') ORDER BY number FOR UPDATE",
  );
  refuseUnderWay(
    ledger,
    underWay.map((row) => text(row, 'id')),
  );
  await sql.one('SELECT one FROM meta FOR UPDATE');
  if ((await readSerial(sql)) !== serial) throw refuseChanged(ledger);
  await sql.run('UPDATE meta SET closed_at = coalesce(closed_at, $1)', at);
}

/** Describes what a ledger of the current version holds. */
export async function findOccupant(sql: Sql): Promise<Occupant> {
  const meta = await sql.one('SELECT ledger_id, serial, closed_at FROM meta FOR UPDATE');
  const used = { ledgerId: text(meta, 'ledger_id'), serial: integer(meta, 'serial') };
  if (integerOrNull(meta, 'closed_at') !== null) return { kind: 'closed', ...used };
  const found = await sql.one(
    `SELECT CASE WHEN EXISTS (SELECT 1 FROM run) OR EXISTS (SELECT 1 FROM req) OR EXISTS (SELECT 1 FROM sent)
       OR EXISTS (SELECT 1 FROM list)
       THEN 1 ELSE 0 END AS used`,
  );
  return integer(found, 'used') === 1 ? { kind: 'used', ...used } : { kind: 'empty' };
}

/** Writes an export into empty tables. @throws Refusal, exit 4, if they do not hold all of it afterwards. */
export async function writeRecord(sql: Sql, ledger: string, { batches }: ExportReading): Promise<void> {
  const counter = new RecordCounter();
  for await (const batch of batches()) {
    counter.add(batch);
    await writeBatch(sql, batch);
  }
  compareCounts(ledger, counter.counts(), await countRecord(sql));
}

/** Reads all rows in the caller's transaction, which holds the view. */
async function* readRecord(sql: Sql): AsyncIterable<Batch> {
  for (const table of tableNames) {
    const columns = columnsOf(table).map((column) => `${readingOf(column)} AS ${column.name}`);
    const text = `SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${orderOf(table)}`;
    for await (const rows of sql.scroll(text, mostRowsOf(table))) yield { table, rows };
  }
}

async function countRecord(sql: Sql): Promise<RecordCounts> {
  let counts = countTables(() => 0);
  // One by one: a statement may have to end within 30 seconds, and there may be a hundred million rows.
  for (const table of tableNames) {
    counts = { ...counts, [table]: integer(await sql.one(`SELECT count(*) AS count FROM ${table}`), 'count') };
  }
  return counts;
}

async function writeBatch(sql: Sql, { table, rows }: Batch): Promise<void> {
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
  if (table === 'req') await insertPeople(sql, rows.flatMap(claimedIn));
}

/** Returns the expression that reads a column. SQLite and exports have no types for booleans and hashes. */
function readingOf({ name, type }: TableColumn): string {
  if (type === 'boolean') return `CASE WHEN ${name} THEN 1 ELSE 0 END`;
  return type === 'uuid' ? `uuid_send(${name})` : name;
}

function writingOf({ name, type }: TableColumn): string {
  return type === 'boolean' ? `mine.${name} <> 0` : `mine.${name}`;
}

function kindOf({ type }: TableColumn): Rows['columns'][number][1] {
  if (type === 'uuid') return 'hash';
  if (type === 'bytea') return 'bytes';
  return type === 'text' ? 'text' : 'integer';
}

/** Returns the value to write. record-text.ts has checked the types. */
function valueOf({ name, type }: TableColumn, row: Row): string | number | null | Uint8Array {
  const value = row[name];
  if (value instanceof Uint8Array) return type === 'uuid' ? Buffer.from(value).toString('hex') : value;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
