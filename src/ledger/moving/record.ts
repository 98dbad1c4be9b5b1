// The record of a ledger, in any database: the tables that move with it.
import { blob, blobOrNull, integer, text, type Row } from '../row.ts';
import { ledgerTables, noneOwn, readTables, type TableColumn } from '../tables.ts';

/**
 * In an order in which every row comes after the rows it refers to. The pace is not part of the record: a new ring spreads the slots that are taken,
 * so that there is no burst. Nor is the lock.
 */
export const tableNames = [
  'campaign',
  'reason',
  'run',
  'run_campaign',
  'chunk',
  'req',
  'sent',
  'decision',
  'decided',
  'list',
  'list_person',
  'left_out',
  'approval',
  'rollout',
] as const;

export type TableName = (typeof tableNames)[number];

/** The slot of an imported attempt belonged to the ring that was left behind. No slot of any ring has these values. */
export const slotOfNoRing = { slot: 0, slot_generation: -1 } as const;

const tableOf = readTables(ledgerTables(noneOwn));

/** Returns the columns that a table has in any database, except those about the ring. */
export function columnsOf(table: TableName): readonly TableColumn[] {
  return tableOf(table).columns.filter(({ name }) => !Object.hasOwn(slotOfNoRing, name));
}

/** The order of the rows in an export. */
export function orderOf(table: TableName): string {
  return tableOf(table).key;
}

/** The identity of the ledger, in addition to its record. */
export interface RecordHead {
  readonly ledgerId: string;
  readonly environment: string;
  readonly serial: number;
  /** The secret of the keyed hashes; null if it is kept outside. */
  readonly secret: Uint8Array | null;
  readonly fingerprint: Uint8Array;
  /** The class of its endpoint. Absent in an export of pushplan 0.1.0. */
  readonly endpoint?: string;
}

/** The query for `headOf`. */
export const selectHead = 'SELECT ledger_id, environment, serial, secret, fingerprint, endpoint FROM meta';

export function headOf(meta: Row): RecordHead {
  return {
    ledgerId: text(meta, 'ledger_id'),
    environment: text(meta, 'environment'),
    serial: integer(meta, 'serial'),
    secret: blobOrNull(meta, 'secret'),
    fingerprint: blob(meta, 'fingerprint'),
    endpoint: text(meta, 'endpoint'),
  };
}

export interface Batch {
  readonly table: TableName;
  readonly rows: readonly Row[];
}

/** The most rows in a batch. A chunk of the spool is as large as a thousand other rows. */
export function mostRowsOf(table: TableName): number {
  return table === 'chunk' ? 20 : 1_000;
}

/** A ledger as a stream: its tables one after the other, in the order of `tableNames`, each in any number of batches. */
export interface RecordSource {
  readonly head: RecordHead;
  readonly batches: () => AsyncIterable<Batch>;
}

export type RecordCounts = Readonly<Record<TableName, number>>;

export class RecordCounter {
  readonly #counts = new Map<TableName, number>();

  add({ table, rows }: Batch): void {
    this.#counts.set(table, (this.#counts.get(table) ?? 0) + rows.length);
  }

  counts(): RecordCounts {
    return countTables((table) => this.#counts.get(table) ?? 0);
  }
}

export function countTables(of: (table: TableName) => number): RecordCounts {
  return {
    campaign: of('campaign'),
    reason: of('reason'),
    run: of('run'),
    run_campaign: of('run_campaign'),
    chunk: of('chunk'),
    req: of('req'),
    sent: of('sent'),
    decision: of('decision'),
    decided: of('decided'),
    list: of('list'),
    list_person: of('list_person'),
    left_out: of('left_out'),
    approval: of('approval'),
    rollout: of('rollout'),
  };
}

export function haveSameCounts(one: RecordCounts, other: RecordCounts): boolean {
  return tableNames.every((table) => one[table] === other[table]);
}
