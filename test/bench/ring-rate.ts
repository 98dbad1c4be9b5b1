// How fast processes that share a limit can take slots and do nothing else: the upper bound for any number of workers and servers.
import { openPostgres } from '../../src/ledger/postgres/open-postgres.ts';
import { connect } from '../../src/ledger/postgres/connect.ts';
import { PostgresRing } from '../../src/ledger/postgres/postgres-ring.ts';
import { readPostgresAddress } from '../../src/postgres/postgres-address.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import { realClock } from '../support/real-clock.ts';

const limit = { requestsPerMinute: 60_000_000, requestTimeout: 10_000 };
/** As many slots as a busy worker claims at a time. */
const together = 16;
const lasts = 3_000;

/** Slots per second. Each taker has a connection of its own. */
export async function measureRing(server: Pick<PostgresServer, 'url'>, takers: number): Promise<number> {
  const address = readPostgresAddress(server.url('?schema=ring'), 'PUSHPLAN_LEDGER');
  const ledger = await openPostgres({
    address,
    environment: 'bench',
    endpoint: 'loopback',
    create: 'allow',
    ...limit,
    clock: realClock,
    random: (length) => crypto.getRandomValues(Buffer.alloc(length)),
    host: 'bench',
    pid: process.pid,
  });
  await ledger[Symbol.asyncDispose]();
  const begunAt = performance.now();
  const taken = await Promise.all(
    Array.from({ length: takers }, async () => {
      await using database = await connect({ address, clock: realClock });
      const ring = new PostgresRing(database, limit);
      let count = 0;
      while (performance.now() - begunAt < lasts) count += (await ring.take(together)).slots.length;
      return count;
    }),
  );
  return taken.reduce((sum, count) => sum + count, 0) / ((performance.now() - begunAt) / 1_000);
}
