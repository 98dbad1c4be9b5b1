// The workers of a ledger on PostgreSQL, as they were last seen.
import type { WorkerFigures } from '../../delivery/jobs/fleet-ledger.ts';
import type { WorkerSeen } from '../../delivery/run-activity.ts';
import { exitCodes, refuse } from '../../errors.ts';
import { isProcessAlive } from '../is-process-alive.ts';
import type { WorkerName } from '../ledger-engine.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer, text, textOrNull } from '../row.ts';

/** Milliseconds after which a worker that is not seen counts as dead, and after which it is forgotten. */
const silence = 10_000;
const forgotten = 3_600_000;

export async function noteWorker(
  transaction: PostgresTransaction,
  { id, host, pid, version }: WorkerName,
  { chunks, requests }: WorkerFigures,
): Promise<void> {
  const { now } = transaction;
  await transaction.run(
    `INSERT INTO worker (id, host, pid, version, started_at, seen_at, chunks, requests)
     VALUES ($1, $2, $3, $4, $5, $5, $6, $7)
     ON CONFLICT (id) DO UPDATE SET seen_at = $5, chunks = $6, requests = $7`,
    id,
    host,
    pid,
    version,
    now,
    chunks,
    requests,
  );
  await transaction.run('DELETE FROM worker WHERE seen_at < $1', now - forgotten);
}

/** Records that a worker left. Its row stays as long as that of a dead worker, so that `status` can say why nobody is left. */
export async function noteDeparture(transaction: PostgresTransaction, { id }: WorkerName, why: string): Promise<void> {
  await transaction.run('UPDATE worker SET why = $2, seen_at = $3 WHERE id = $1', id, why, transaction.now);
}

/** Removes a worker, unless it left for a reason that is recorded. */
export async function removeWorker(transaction: PostgresTransaction, { id }: WorkerName): Promise<void> {
  await transaction.run('DELETE FROM worker WHERE id = $1 AND why IS NULL', id);
}

/** Returns all workers, those that started first come first. They work on any shared run. */
export async function workersInPostgres(transaction: PostgresTransaction): Promise<readonly WorkerSeen[]> {
  const rows = await transaction.all('SELECT * FROM worker ORDER BY started_at, id');
  return rows.map((row) => {
    const silentFor = Math.max(0, transaction.now - integer(row, 'seen_at'));
    const why = textOrNull(row, 'why');
    return {
      name: `${text(row, 'host')} ${integer(row, 'pid')}`,
      isAlive: why === null && silentFor < silence,
      why,
      silentFor,
      requestsInLastMinute: integer(row, 'requests'),
    };
  });
}

/** Tells whether any worker is alive. A worker of this machine whose process is gone counts as dead at once. */
export async function isWorkerAlive(transaction: PostgresTransaction, here: string | undefined): Promise<boolean> {
  const since = transaction.now - silence;
  const rows = await transaction.all('SELECT host, pid FROM worker WHERE why IS NULL AND seen_at > $1', since);
  return rows.some((row) => text(row, 'host') !== here || isProcessAlive(integer(row, 'pid')));
}

/** Refuses while workers are alive: they rely on the present tables, and do not need the hold. @throws Refusal, exit 9. */
export async function refuseWorkers(transaction: PostgresTransaction, ledger: string): Promise<void> {
  const alive = (await workersInPostgres(transaction)).filter(({ isAlive }) => isAlive);
  const [first] = alive;
  if (first === undefined) return;
  throw refuse(
    exitCodes.locked,
    'PP409',
    `Workers are still using this ledger: ${ledger} has ${alive.length}, among them ${first.name}.`,
    'End them first: SIGTERM lets each finish what it has under way. Start them again afterwards.',
  );
}
