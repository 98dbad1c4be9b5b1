// The pace as claims and settlements use it, in any database.
import type { Slot } from './slot-pace.ts';
import type { Sql } from './sql.ts';

/** A slot with the number of the attempt that it is for: known before anything is committed. */
export interface FreeSlot extends Slot {
  readonly attempt: number;
}

/** What may be taken in one transaction. */
export interface FreeSlots {
  readonly slots: readonly FreeSlot[];
  /** Milliseconds until there may be more. */
  readonly wait: number;
  /** When the first of them should have been taken, and how much later each of the others, microseconds. */
  readonly evenAt: number;
  readonly interval: number;
}

/** All methods belong in the caller's transaction. */
export interface Ring<In extends Sql> {
  /** As many as are free, due and wanted; nobody else's until the transaction ends, and used only by `use`. */
  find(sql: In, wanted: number): Promise<FreeSlots>;
  /** The first of those that `find` gave: at least one. */
  use(sql: In, found: FreeSlots, slots: readonly Slot[]): Promise<void>;
  /** The requests have been answered or given up: no byte of them arrives from now on. */
  giveBack(sql: In, slots: readonly Slot[]): Promise<void>;
  /** What comes while the key is blocked belongs to the same burst, and halves the pace no further. */
  block(sql: In, milliseconds: number, halve: boolean): Promise<void>;
}
