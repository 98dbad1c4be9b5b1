// Finds out who holds the lock, for a process that could not take it.
import type { Clock } from '../../delivery/clock.ts';
import { formatMinute } from '../../numbers.ts';
import { HeldLedger } from '../held-ledger.ts';
import { isProcessAlive } from '../is-process-alive.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { openForReading } from './open-database.ts';
import { integerOrNull, textOrNull } from '../row.ts';
import type { Sql } from '../sql.ts';

interface Holder {
  readonly host: string;
  readonly pid: number;
  /** Wall clock, milliseconds. */
  readonly since: number;
}

/** How long a holder may take to write its name after it took the lock, in milliseconds. */
const patience = 1_000;
const step = 50;

/** Makes the refusal for exit 9. Waits only for the holder's name, never for the lock. */
export async function refuseAsHeld(
  files: LedgerFiles,
  { clock, host }: { readonly clock: Clock; readonly host: string },
): Promise<HeldLedger> {
  let holder = await readHolder(files);
  for (let waited = 0; waited < patience && !isPlausible(holder, host); waited += step) {
    await clock.sleep(step);
    holder = await readHolder(files);
  }
  const who =
    holder === undefined
      ? 'another process'
      : `process ${holder.pid} on ${holder.host} since ${formatMinute(holder.since)}`;
  return new HeldLedger(
    files.database,
    who,
    'Wait for it, answer it if it asks on a terminal, or stop its run: pushplan status names it. The lock goes with the process.',
  );
}

/**
 * Tells whether a name can be that of the present holder. A holder on another machine counts as alive, because this machine cannot check it. The name
 * of a dead process is that of an earlier holder: the present one has not written its own yet.
 */
function isPlausible(holder: Holder | undefined, host: string): boolean {
  return holder !== undefined && (holder.host !== host || isProcessAlive(holder.pid));
}

async function readHolder(files: LedgerFiles): Promise<Holder | undefined> {
  try {
    using database = openForReading(files);
    return await database.read(holderIn);
  } catch {
    // The ledger may be in the making. If it is damaged, its holder reports that.
    return undefined;
  }
}

async function holderIn(sql: Sql): Promise<Holder | undefined> {
  const meta = await sql.one('SELECT holder_host, holder_pid, holder_since FROM meta');
  const host = textOrNull(meta, 'holder_host');
  const pid = integerOrNull(meta, 'holder_pid');
  const since = integerOrNull(meta, 'holder_since');
  if (host === null || pid === null || since === null) return undefined;
  return { host, pid, since };
}
