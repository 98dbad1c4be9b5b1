// The clock of the slots. It counts only time that has certainly passed, so that no change of the wall clock frees a slot early.
import { integer, text, type Row } from '../row.ts';
import type { Sql } from '../sql.ts';

export interface TimeSource {
  /** Milliseconds. Never goes back while the process lives, but may stand still while the machine sleeps. */
  readonly monotonic: () => number;
  /** Milliseconds since the machine was started. Two processes on one machine can compare it. */
  readonly uptime: () => number;
  /** The maximum error of `uptime`, in milliseconds. */
  readonly coarseness: number;
  readonly host: string;
}

/** Linux counts in hundredths of a second, other systems in whole seconds. */
export function coarsenessOf(platform: NodeJS.Platform): number {
  return platform === 'linux' ? 20 : 1_000;
}

/**
 * Within a process, this is the monotonic clock, which is not affected when the machine is suspended or the wall clock is changed. Between two
 * processes, it is the machine's uptime. A restart of the machine proves only the uptime since then, and another machine proves nothing: there the
 * clock continues where it stopped. So it never runs ahead of the true time, and slots are at worst delayed.
 */
export class RingClock {
  readonly #source: TimeSource;
  readonly #anchor: number;

  /** Continues where the previous process stopped. */
  constructor(kept: Row, source: TimeSource) {
    this.#source = source;
    const passed = text(kept, 'host') === source.host ? provenSince(integer(kept, 'uptime'), source) : 0;
    this.#anchor = integer(kept, 'clock') + passed - source.monotonic();
  }

  /** Milliseconds since the ledger was created, rounded down. */
  now(): number {
    return Math.floor(this.#anchor + this.#source.monotonic());
  }

  /** Saves the clock, in the same transaction as everything that was computed from `now`. The next process continues from here. */
  async keep(sql: Sql): Promise<void> {
    const { uptime, host } = this.#source;
    await sql.run('UPDATE ring SET clock = $1, uptime = $2, host = $3', this.now(), Math.floor(uptime()), host);
  }
}

export async function openRingClock(sql: Sql, source: TimeSource): Promise<RingClock> {
  return new RingClock(await sql.one('SELECT clock, uptime, host FROM ring'), source);
}

/** Returns a lower bound on the time passed since the uptime was `before`. If the uptime is lower now, the machine has been restarted. */
function provenSince(before: number, { uptime, coarseness }: TimeSource): number {
  const now = Math.floor(uptime());
  return Math.max(0, (now < before ? now : now - before) - coarseness);
}
