// What is the same in every database when a ledger moves: each within the caller's transaction.
import type { ViewedRecord } from '../ledger-engine.ts';
import { readSerial } from '../ledger-serial.ts';
import { integer, integerOrNull, text } from '../row.ts';
import type { Sql } from '../sql.ts';
import type { ExportReading } from './export-file.ts';
import { compareCounts, refuseChanged, refuseUnderWay, type Occupant } from './move-target.ts';
import { countRecord, readRecord, readRecordHead, writeBatch } from './record-rows.ts';
import { RecordCounter } from './record.ts';

export async function viewRecord(sql: Sql, problems: ViewedRecord['problems']): Promise<ViewedRecord> {
  return { head: await readRecordHead(sql), batches: () => readRecord(sql), problems };
}

/** `serial` is the one at which it was exported. @throws Refusal, exit 4, when something happened that the export does not know of. */
export async function closeLedger(
  sql: Sql,
  ledger: string,
  { at, serial }: { readonly at: number; readonly serial: number },
): Promise<void> {
  const underWay = await sql.all("SELECT id FROM run WHERE state IN ('running', 'paused') ORDER BY number FOR UPDATE");
  refuseUnderWay(
    ledger,
    underWay.map((row) => text(row, 'id')),
  );
  await sql.one('SELECT one FROM meta FOR UPDATE');
  if ((await readSerial(sql)) !== serial) throw refuseChanged(ledger);
  await sql.run('UPDATE meta SET closed_at = coalesce(closed_at, $1)', at);
}

/** Of a ledger of this version. */
export async function findOccupant(sql: Sql): Promise<Occupant> {
  const meta = await sql.one('SELECT ledger_id, serial, closed_at FROM meta FOR UPDATE');
  const used = { ledgerId: text(meta, 'ledger_id'), serial: integer(meta, 'serial') };
  if (integerOrNull(meta, 'closed_at') !== null) return { kind: 'closed', ...used };
  const found = await sql.one(
    `SELECT CASE WHEN EXISTS (SELECT 1 FROM run) OR EXISTS (SELECT 1 FROM req) OR EXISTS (SELECT 1 FROM sent)
       THEN 1 ELSE 0 END AS used`,
  );
  return integer(found, 'used') === 1 ? { kind: 'used', ...used } : { kind: 'empty' };
}

/** Into tables that are empty. @throws Refusal, exit 4, when they do not hold all of it afterwards. */
export async function writeRecord(sql: Sql, ledger: string, { batches }: ExportReading): Promise<void> {
  const counter = new RecordCounter();
  for await (const batch of batches()) {
    counter.add(batch);
    await writeBatch(sql, batch);
  }
  compareCounts(ledger, counter.counts(), await countRecord(sql));
}
