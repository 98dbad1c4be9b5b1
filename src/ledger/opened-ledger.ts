// What an opened SQLite ledger works with.
import type { Clock } from '../delivery/clock.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ChunkMac } from './chunk-mac.ts';
import type { Database } from './database.ts';
import type { LedgerFiles } from './ledger-files.ts';
import type { HashKey } from './notification-hash.ts';
import type { RandomBytes } from './random-text.ts';
import type { RescueFile } from './rescue-file.ts';
import type { SerialFile } from './serial-file.ts';
import type { SlotRing } from './slot-ring.ts';

/** `resources` holds the database and the lock, and frees them in that order. */
export interface OpenedLedger {
  readonly id: string;
  readonly findings: readonly Diagnostic[];
  readonly files: LedgerFiles;
  readonly database: Database;
  readonly rescue: RescueFile;
  readonly serialFile: SerialFile;
  readonly resources: Disposable;
  readonly ring: SlotRing;
  readonly hash: HashKey;
  readonly mac: ChunkMac;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: RandomBytes;
}
