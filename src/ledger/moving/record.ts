// What a ledger has on record, in any database: the tables that go with it when it moves.
import { blob, blobOrNull, integer, text, type Row } from '../row.ts';
import { ledgerTables, noneOwn, readTables, type TableColumn } from '../tables.ts';

/**
 * In an order in which every row comes after those that it refers to. The pace is not in it: a ring that is made new spreads what
 * is taken, so that nothing bursts. Nor is the lock.
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

/** The slot of an attempt is one of the ring that it left behind: no slot of any ring has these figures. */
export const slotOfNoRing = { slot: 0, slot_generation: -1 } as const;

const tableOf = readTables(ledgerTables(noneOwn));

/** All of a table in any database, but for what belongs to the ring. */
export function columnsOf(table: TableName): readonly TableColumn[] {
  return tableOf(table).columns.filter(({ name }) => !Object.hasOwn(slotOfNoRing, name));
}

/** The order of the rows in an export. */
export function orderOf(table: TableName): string {
  return tableOf(table).key;
}

/** Who the ledger is, beside what it has on record. */
export interface RecordHead {
  readonly ledgerId: string;
  readonly environment: string;
  readonly serial: number;
  /** Of the keyed hashes; null when it is kept outside. */
  readonly secret: Uint8Array | null;
  readonly fingerprint: Uint8Array;
  /** The class of its endpoint. An export of pushplan 0.1.0 says nothing of it. */
  readonly endpoint?: string;
}

/** For `headOf`. */
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

/** In a batch. A chunk of the spool weighs as much as a thousand rows. */
export function mostRowsOf(table: TableName): number {
  return table === 'chunk' ? 20 : 1_000;
}

/** A ledger as it flows by: its tables one after the other, in the order of `tableNames`, each in some batches or none. */
export interface RecordSource {
  readonly head: RecordHead;
  readonly batches: () => AsyncIterable<Batch>;
}

/** Rows by table. */
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
