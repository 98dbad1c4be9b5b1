// Where the ledger of a simulated world is stored. Its processes open it one after another.
import fs from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as allHasSettled } from 'node:timers/promises';
import type { Ledger } from '../../src/delivery/ledger.ts';
import type { Spool } from '../../src/delivery/spool.ts';
import { openSqlite } from '../../src/ledger/sqlite/open-sqlite.ts';
import type { History } from '../../src/plan/history.ts';
import type { SimProcess } from './sim-process.ts';
import type { SimTime } from './sim-time.ts';

export type SimLedger = Ledger & Spool & History;

export interface SimTerms {
  readonly requestsPerMinute: number;
  readonly requestTimeout: number;
  readonly random: (count: number) => Buffer;
}

export interface SimStore extends AsyncDisposable {
  /** Waits, on the clock of the process, while a dead process still holds the ledger. */
  open(process: SimProcess, terms: SimTerms): Promise<SimLedger>;
  /** Resolves when no work outside of the virtual clock is under way. */
  settled(): Promise<void>;
}

/** The holder that a simulated process claims to be. */
export function holder({ host }: SimProcess): { readonly host: string; readonly pid: number } {
  return { host, pid: 4242 };
}

export type MakeSimStore = (time: SimTime) => Promise<SimStore>;

/** Work that was started outside of the virtual clock and has not ended. */
export class Traffic {
  readonly #open = new Set<Promise<unknown>>();

  follow<Result>(work: Promise<Result>): Promise<Result> {
    const forget = (): void => void this.#open.delete(over);
    const over: Promise<void> = work.then(forget, forget);
    this.#open.add(over);
    return work;
  }

  async settled(): Promise<void> {
    await allHasSettled();
    while (this.#open.size > 0) {
      await Promise.race(this.#open);
      await allHasSettled();
    }
  }
}

/**
 * A store in a file of its own below the folder. Others may run before each statement, and a process that dies in that time
 * executes no further one.
 */
export async function fileStore(folder: string): Promise<SimStore> {
  const place = await fs.mkdtemp(path.join(folder, 'world-'));
  const traffic = new Traffic();
  return {
    open: async (process, terms) => {
      // The kernel closes the files of a dead process.
      await traffic.settled();
      let isDead = false;
      process.onDeath(() => (isDead = true));
      return openSqlite({
        path: path.join(place, 'sandbox.db'),
        environment: 'sandbox',
        endpoint: 'sandbox',
        create: 'allow',
        clock: process.clock,
        uptime: () => process.uptime(),
        pause: async () => {
          await traffic.follow(allHasSettled());
          if (isDead) throw new Error('It is dead, and does nothing any more.');
        },
        ...terms,
        ...holder(process),
      });
    },
    settled: () => traffic.settled(),
    [Symbol.asyncDispose]: () => fs.rm(place, { recursive: true }),
  };
}
