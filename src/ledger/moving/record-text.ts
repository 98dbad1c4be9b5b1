// Writes and reads the lines of an export file: a head, the rows of the record, and their counts.
import {
  columnsOf,
  countTables,
  haveSameCounts,
  mostRowsOf,
  RecordCounter,
  tableNames,
  type Batch,
  type RecordCounts,
  type RecordHead,
  type TableName,
} from './record.ts';
import { readJson } from '../json.ts';
import { isMap } from '../../is-map.ts';
import { DamagedLedger, integer, text, textOrNull, type Row } from '../row.ts';

/**
 * Version 2 added the ledger's endpoint and the MACs of its chunks; 3 the people of its requests, and who paused or stopped its runs; 4 lists, and
 * who was left out because of them; 5 the arms of its requests; 6 rollouts, and when its chunks are due.
 */
const exportVersion = 6;

const unreadable = 'a line of the export cannot be read';

/** The versions in which the last columns of a row were added, in the order of the columns. */
const lastColumnsSince: ReadonlyMap<TableName, readonly number[]> = new Map([
  ['chunk', [2, 6, 6, 6]],
  ['run', [3]],
  ['req', [3, 5]],
]);

/** `move`: the original ledger is closed, and this is the ledger now. `copy`: the original continues. */
export type ExportKind = 'move' | 'copy';

export interface ExportHead extends RecordHead {
  readonly kind: ExportKind;
  readonly version: number;
  /** Written by pushplan 0.1.0, which did not sign chunks. They are signed on import. */
  readonly isUnsigned: boolean;
}

/** The export was written by a later version of pushplan. */
export class NewerExport extends Error {
  override readonly name = 'NewerExport';
}

export function writeHead(head: RecordHead & Pick<ExportHead, 'kind'>): string {
  const { kind, ledgerId, environment, endpoint, serial, secret, fingerprint } = head;
  return line({
    pushplan: 'ledger',
    version: exportVersion,
    kind,
    ledger_id: ledgerId,
    environment,
    endpoint,
    serial,
    secret: secret === null ? null : toBase64(secret),
    fingerprint: toBase64(fingerprint),
  });
}

/** Tells whether these are the first bytes of an export, and not of something else that is compressed in the same way. */
export function beginsLedger(text: string): boolean {
  return text.startsWith('{"pushplan":"ledger"');
}

export function readHead(head: string): ExportHead {
  const row = readJson(head, unreadable);
  if (!isMap(row) || row['pushplan'] !== 'ledger') throw damaged();
  const version = integer(row, 'version');
  if (version > exportVersion) throw new NewerExport();
  const kind = row['kind'];
  if (kind !== 'move' && kind !== 'copy') throw damaged();
  const secret = textOrNull(row, 'secret');
  return {
    kind,
    version,
    isUnsigned: version === 1,
    ledgerId: text(row, 'ledger_id'),
    environment: text(row, 'environment'),
    ...(version === 1 ? {} : { endpoint: text(row, 'endpoint') }),
    serial: integer(row, 'serial'),
    secret: secret === null ? null : fromBase64(secret),
    fingerprint: fromBase64(text(row, 'fingerprint')),
  };
}

/** Writes one line per row: the table, and the values in the order of its columns. */
export function writeRows({ table, rows }: Batch): string {
  const columns = columnsOf(table);
  return rows.map((row) => line([table, ...columns.map(({ name }) => writeValue(row[name]))])).join('');
}

export function writeEnd(counts: RecordCounts): string {
  return line({ rows: counts });
}

/** Reads what follows the head. The last line must have the counts of all rows. */
export async function* readBatches(
  lines: AsyncIterable<string>,
  { version }: Pick<ExportHead, 'version'>,
): AsyncIterable<Batch> {
  const counter = new RecordCounter();
  let batch: { table: TableName; rows: Row[] } | undefined;
  let hasEnded = false;
  for await (const one of lines) {
    if (hasEnded) throw damaged();
    const value = readJson(one, unreadable);
    if (!Array.isArray(value)) {
      if (batch !== undefined) yield counted(counter, batch);
      checkEnd(value, counter.counts(), version);
      hasEnded = true;
      continue;
    }
    const table = tableNames.find((name) => name === value[0]);
    if (table === undefined) throw damaged();
    if (batch !== undefined && (batch.table !== table || batch.rows.length === mostRowsOf(table))) {
      yield counted(counter, batch);
      batch = undefined;
    }
    batch ??= { table, rows: [] };
    batch.rows.push(readRow(table, [...value.slice(1), ...lacking(table, version)]));
  }
  if (!hasEnded) throw damaged();
}

/** The version that added the table. */
function tableSince(table: TableName): number {
  if (table === 'rollout') return 6;
  if (table === 'approval') return 5;
  return table === 'list' || table === 'list_person' || table === 'left_out' ? 4 : 1;
}

function lacking(table: TableName, version: number): readonly null[] {
  return (lastColumnsSince.get(table) ?? []).filter((since) => version < since).map(() => null);
}

function counted(counter: RecordCounter, batch: Batch): Batch {
  counter.add(batch);
  return batch;
}

function checkEnd(end: unknown, counts: RecordCounts, version: number): void {
  const rows = isMap(end) ? end['rows'] : undefined;
  if (
    !isMap(rows) ||
    !haveSameCounts(
      countTables((table) => (version < tableSince(table) ? 0 : integer(rows, table))),
      counts,
    )
  )
    throw damaged();
}

function readRow(table: TableName, values: readonly unknown[]): Row {
  const columns = columnsOf(table);
  if (values.length !== columns.length) throw damaged();
  return Object.fromEntries(
    columns.map(({ name, type, mayBeNull }, index) => [name, readValue(type, mayBeNull, values[index])]),
  );
}

/** Reads a value. Numbers and booleans are numbers; bytes and hashes are Base64 strings. */
function readValue(type: string, mayBeNull: boolean, value: unknown): unknown {
  if (value === null && mayBeNull) return null;
  if (typeof value === 'string' && type === 'text') return value;
  if (typeof value === 'string' && (type === 'bytea' || type === 'uuid')) return fromBase64(value);
  if (Number.isSafeInteger(value) && type !== 'text' && type !== 'bytea' && type !== 'uuid') return value;
  throw damaged();
}

function writeValue(value: unknown): unknown {
  return value instanceof Uint8Array ? toBase64(value) : value;
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function fromBase64(encoded: string): Uint8Array {
  return Buffer.from(encoded, 'base64');
}

function damaged(): DamagedLedger {
  return new DamagedLedger(unreadable);
}
