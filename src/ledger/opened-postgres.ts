// What an opened ledger on PostgreSQL works with.
import type { Clock } from '../delivery/clock.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ChunkMac } from './chunk-mac.ts';
import type { HashKey } from './notification-hash.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import type { Hold } from './postgres-hold.ts';
import type { PostgresRing } from './postgres-ring.ts';
import type { RandomBytes } from './random-text.ts';

export interface OpenedPostgres {
  readonly id: string;
  readonly findings: readonly Diagnostic[];
  readonly database: PostgresDatabase;
  readonly hold: Hold;
  readonly ring: PostgresRing;
  readonly hash: HashKey;
  readonly mac: ChunkMac;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: RandomBytes;
}
