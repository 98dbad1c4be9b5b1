// The queue of a ledger over connections of its own, for tests.
import type { Queue } from '../../src/delivery/jobs/queue.ts';
import { openQueue } from '../../src/ledger/postgres/open-queue.ts';
import type { PostgresAddress } from '../../src/postgres/postgres-address.ts';
import { connect } from '../../src/ledger/postgres/connect.ts';
import { realClock } from './real-clock.ts';

export async function queueAt(address: PostgresAddress, supervise = false): Promise<Queue> {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await connect({ address, clock: realClock }));
  const queue = stack.use(await openQueue({ database, supervise, onError: () => undefined }));
  const opened = stack.move();
  return {
    add: (jobs) => queue.add(jobs),
    take: (first) => queue.take(first),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
