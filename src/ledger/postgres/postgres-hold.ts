// The lock of a ledger on PostgreSQL: a row with a holder and a lease, which outlives a connection but not a process.
import type { Clock } from '../../delivery/clock.ts';
import { LostHold } from '../../delivery/jobs/fleet-ledger.ts';
import { errorAt } from '../../diagnostic.ts';
import { exitCodes } from '../../errors.ts';
import { HeldLedger } from '../held-ledger.ts';
import { isProcessAlive } from '../is-process-alive.ts';
import type { Holding } from '../ledger-engine.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { formatMinute } from '../../numbers.ts';
import { integer, integerOrNull, textOrNull, type Row } from '../row.ts';

/**
 * In milliseconds. A dead holder must be taken over within 15 s, including the time that a process takes to start. A living one renews in time even
 * if two renewals fail.
 */
const leaseLength = 12_000;
const renewEvery = 3_000;

export type Holder = Pick<Holding, 'host' | 'pid'>;

/** Takes the hold, and returns the holder's epoch. @throws Refusal, exit 9, naming the present holder. */
export async function takeHold(transaction: PostgresTransaction, ledger: string, by: Holder): Promise<number> {
  const hold = await transaction.one('SELECT * FROM hold FOR UPDATE');
  const left = integer(hold, 'lease_until') - transaction.now;
  if (textOrNull(hold, 'host') !== null && left > 0) throw isHeld(hold, ledger, left);
  const epoch = integer(hold, 'epoch') + 1;
  await transaction.run(
    'UPDATE hold SET epoch = $1, host = $2, pid = $3, since = $4, lease_until = $5',
    epoch,
    by.host,
    by.pid,
    transaction.now,
    transaction.now + leaseLength,
  );
  return epoch;
}

/**
 * Tells whether the holder is alive, without taking the hold. It counts as alive until its lease ends, unless its process was on this machine and is
 * gone.
 */
export async function isHoldAlive(transaction: PostgresTransaction, here: string | undefined): Promise<boolean> {
  const hold = await transaction.one('SELECT host, pid, lease_until FROM hold');
  const host = textOrNull(hold, 'host');
  if (host === null || integer(hold, 'lease_until') <= transaction.now) return false;
  return host !== here || isProcessAlive(integer(hold, 'pid'));
}

/** Gives the hold back, at the end of the transaction that took it. */
export async function giveHoldBack(transaction: PostgresTransaction): Promise<void> {
  await transaction.run('UPDATE hold SET host = NULL, lease_until = 0');
}

/** A hold that was taken. It is renewed in the background while the process lives, and given back at the end. */
export class Hold implements AsyncDisposable {
  readonly epoch: number;
  readonly #database: PostgresDatabase;
  readonly #ended = new AbortController();
  readonly #renewals: Promise<void>;

  constructor(database: PostgresDatabase, epoch: number, clock: Pick<Clock, 'sleep'>) {
    this.#database = database;
    this.epoch = epoch;
    this.#renewals = this.#renew(clock);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    await this.#renewals;
    await this.#try('UPDATE hold SET host = NULL, lease_until = 0 WHERE epoch = $1', () => [this.epoch]);
  }

  async #renew(clock: Pick<Clock, 'sleep'>): Promise<void> {
    const { signal } = this.#ended;
    for (;;) {
      await clock.sleep(renewEvery, signal);
      if (signal.aborted) return;
      const sql = 'UPDATE hold SET lease_until = $2 WHERE epoch = $1';
      await this.#try(sql, ({ now }) => [this.epoch, now + leaseLength]);
    }
  }

  /** Ignores errors: the next renewal, or the end of the lease, makes up for them. */
  async #try(sql: string, parametersOf: (transaction: PostgresTransaction) => readonly number[]): Promise<void> {
    try {
      await this.#database.writeOnce((transaction) => transaction.run(sql, ...parametersOf(transaction)));
    } catch {
      // Nothing to report: every claim checks the hold itself.
    }
  }
}

/**
 * Must be called in the same transaction before anything that only the holder may do: nobody takes the hold over until the transaction has ended. A
 * lease that has expired is still valid while nobody else has taken the hold. @throws Refusal, exit 9, if somebody has.
 */
export async function requireHold(transaction: PostgresTransaction, ledger: string, epoch: number): Promise<void> {
  const hold = await transaction.one('SELECT * FROM hold FOR SHARE');
  if (integer(hold, 'epoch') !== epoch) throw takenOver(hold, ledger);
}

function isHeld(hold: Row, ledger: string, left: number): HeldLedger {
  const help = `Wait for it, or stop it there. If it is dead, its hold ends by itself in ${Math.ceil(left / 1_000)} s.`;
  return new HeldLedger(ledger, nameHolder(hold), help);
}

function takenOver(hold: Row, ledger: string): LostHold {
  const message = `This process was suspended for so long that the ledger ${ledger} was taken over by ${nameHolder(hold)}.`;
  const help = 'Nothing more was sent from here. See what became of the run: pushplan status';
  return new LostHold(exitCodes.locked, [errorAt(undefined, 'PP409', message, help)]);
}

function nameHolder(hold: Row): string {
  const host = textOrNull(hold, 'host');
  const pid = integerOrNull(hold, 'pid');
  const since = integerOrNull(hold, 'since');
  if (host === null || pid === null || since === null) return 'another process, which has ended since';
  return `process ${pid} on ${host} since ${formatMinute(since)}`;
}
