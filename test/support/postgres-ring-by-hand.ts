// A slot ring on PostgreSQL whose clock the test moves.
import { connect } from '../../src/ledger/postgres/connect.ts';
import { PostgresRing } from '../../src/ledger/postgres/postgres-ring.ts';
import type { Slot } from '../../src/ledger/pace/slot-pace.ts';
import type { FreeSlots } from '../../src/ledger/pace/slot-ring.ts';
import type { PostgresServer } from './postgres-server.ts';
import { postgresWorld } from './postgres-world.ts';
import { realClock } from './real-clock.ts';

type Taken = FreeSlots<Slot>;

/** Makes a ring with a limit. Server and process share one clock; `jump.ahead` sets the server's clock ahead. */
export async function postgresRing(server: PostgresServer, limit: number) {
  const world = await postgresWorld(server);
  const opened = await world.open({ requestsPerMinute: limit });
  await opened[Symbol.asyncDispose]();
  const { clock, address } = world;
  const jump = { ahead: 0 };
  const database = await connect({
    address,
    clock: { ...realClock, monotonic: clock.monotonic },
    databaseTime: () => clock.now() + jump.ahead,
  });
  const ring = new PostgresRing(database, { requestsPerMinute: limit, requestTimeout: 1_000 });
  const take = (wanted: number, by = ring): Promise<Taken> => by.take(wanted);
  const giveBack = ({ slots }: Pick<Taken, 'slots'>): Promise<void> =>
    database.write((transaction) => ring.giveBack(transaction, slots));
  return {
    clock,
    database,
    ring,
    jump,
    take,
    giveBack,
    /** Takes slots and gives them back at once, as with a fast API. */
    use: async (wanted: number): Promise<Taken> => {
      const found = await take(wanted);
      await giveBack(found);
      return found;
    },
    /** Opens the ring as a process with another limit does. */
    open: async (requestsPerMinute: number): Promise<PostgresRing> => {
      const another = new PostgresRing(database, { requestsPerMinute, requestTimeout: 1_000 });
      await database.write((transaction) => another.prepare(transaction));
      return another;
    },
    query: (sql: string) => database.read((transaction) => transaction.all(sql)),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

export type PostgresRingWorld = Awaited<ReturnType<typeof postgresRing>>;

export async function countRingRows(world: PostgresRingWorld): Promise<unknown> {
  const [row] = await world.query('SELECT count(*)::integer AS slots FROM slot');
  return row?.['slots'];
}

/** Resolves as soon as a transaction waits for a lock of another one. */
export async function untilOneWaits(world: PostgresRingWorld): Promise<void> {
  for (;;) {
    const waiting = await world.query(
      `SELECT FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')`,
    );
    if (waiting.length > 0) return;
  }
}
