// Where the ledger of a simulated world is kept: what its processes open, one after another.
import fs from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as allHasSettled } from 'node:timers/promises';
import type { Ledger } from '../../src/delivery/ledger.ts';
import type { Spool } from '../../src/delivery/spool.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
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
  /** Waits, on the clock of the process, while a dead one still holds it. */
  open(process: SimProcess, terms: SimTerms): Promise<SimLedger>;
  /** Resolves when nothing is under way outside of the virtual clock. */
  settled(): Promise<void>;
}

/** Whose process a simulated one is. */
export function holder({ host }: SimProcess): { readonly host: string; readonly pid: number } {
  return { host, pid: 4242 };
}

export type MakeSimStore = (time: SimTime) => Promise<SimStore>;

/** In a file of its own below the folder: all that is asked of it is done before it answers. */
export async function fileStore(folder: string): Promise<SimStore> {
  const place = await fs.mkdtemp(path.join(folder, 'world-'));
  return {
    open: (process, terms) =>
      openLedger({
        path: path.join(place, 'sandbox.db'),
        environment: 'sandbox',
        endpoint: 'sandbox',
        create: 'allow',
        clock: process.clock,
        uptime: () => process.uptime(),
        ...terms,
        ...holder(process),
      }),
    settled: () => allHasSettled(),
    [Symbol.asyncDispose]: () => fs.rm(place, { recursive: true }),
  };
}
