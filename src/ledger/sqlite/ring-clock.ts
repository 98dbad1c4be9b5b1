// The clock of the slots: it goes on only as far as that is certain, so that no change of the wall clock frees a slot early.
import { integer, text, type Row } from '../row.ts';
import type { Sql } from '../sql.ts';

export interface TimeSource {
  /** Never goes back while the process lives, milliseconds. May stand still while the machine sleeps. */
  readonly monotonic: () => number;
  /** Milliseconds since the machine was started: comparable between two processes on one machine. */
  readonly uptime: () => number;
  /** By how much `uptime` may be out, milliseconds. */
  readonly coarseness: number;
  readonly host: string;
}

/** Linux counts hundredths of a second, others whole seconds. */
export function coarsenessOf(platform: NodeJS.Platform): number {
  return platform === 'linux' ? 20 : 1_000;
}

/**
 * Within a process the monotonic clock, which neither a suspended machine nor a wall clock that is put forward or back can push.
 * Between two processes the machine's uptime; a restart of the machine proves as much as it has been up since, and another
 * machine proves nothing: there the time goes on where it was left. So it never runs ahead of the true time, and slots are at
 * worst put off.
 */
export class RingClock {
  readonly #source: TimeSource;
  readonly #anchor: number;

  /** From where the process before left it. */
  constructor(kept: Row, source: TimeSource) {
    this.#source = source;
    const passed = text(kept, 'host') === source.host ? provenSince(integer(kept, 'uptime'), source) : 0;
    this.#anchor = integer(kept, 'clock') + passed - source.monotonic();
  }

  /** Whole milliseconds, rounded down, since the ledger was made. */
  now(): number {
    return Math.floor(this.#anchor + this.#source.monotonic());
  }

  /** In the transaction of everything that is reckoned from `now`: the next process goes on from here. */
  async keep(sql: Sql): Promise<void> {
    const { uptime, host } = this.#source;
    await sql.run('UPDATE ring SET clock = $1, uptime = $2, host = $3', this.now(), Math.floor(uptime()), host);
  }
}

export async function openRingClock(sql: Sql, source: TimeSource): Promise<RingClock> {
  return new RingClock(await sql.one('SELECT clock, uptime, host FROM ring'), source);
}

/** A lower bound on what has passed since the uptime was `before`. When it is lower now, the machine was started since. */
function provenSince(before: number, { uptime, coarseness }: TimeSource): number {
  const now = Math.floor(uptime());
  return Math.max(0, (now < before ? now : now - before) - coarseness);
}
