// How far the ledger has come, kept beside it: the one memory that stays when the ledger itself is put back to an earlier state.
import fs from 'node:fs';
import { exitCodes, refuse } from '../../errors.ts';
import type { LedgerFiles } from './ledger-files.ts';

export interface KeptSerial {
  readonly ledgerId: string;
  readonly serial: number;
  /** The number of the last attempt: what was claimed since the serial grew would otherwise be forgotten without a trace. */
  readonly attempt: number;
}

export function readSerialFile(file: string): KeptSerial | undefined {
  let content: string;
  try {
    content = fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const [, ledgerId, serial, attempt] = /^(\S+) (\d{1,15}) (\d{15})\n$/.exec(content) ?? [];
  if (ledgerId === undefined || serial === undefined || attempt === undefined) {
    throw refuse(
      exitCodes.blocked,
      'PP311',
      `${file} does not hold a ledger's id and serial, so it cannot be told whether the ledger has gone back in time.`,
      'Make sure that the ledger is the newest one, then remove this file.',
    );
  }
  return { ledgerId, serial: Number(serial), attempt: Number(attempt) };
}

/** Where there is no database: one that was here and is gone is no new one, and what it knew must not be sent again. */
export function refuseLost({ database, serial }: Pick<LedgerFiles, 'database' | 'serial'>): void {
  if (readSerialFile(serial) === undefined) return;
  throw refuse(
    exitCodes.blocked,
    'PP311',
    `The ledger ${database} is gone, but ${serial} says that there was one.`,
    `Put the ledger back, or a copy that ledger export wrote: pushplan ledger import FILE --restore. To start over and send to everybody again, remove ${serial}.`,
  );
}

/** A failure is let go: the ledger itself has the figures, and older ones here only notice less. */
export class SerialFile implements Disposable {
  readonly #file: string;
  #descriptor: number | undefined;
  /** Where the number of the attempt stands. */
  #place = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** Atomic and durable. */
  write({ ledgerId, serial, attempt }: KeptSerial): void {
    const unborn = `${this.#file}.new`;
    const head = `${ledgerId} ${serial} `;
    this[Symbol.dispose]();
    this.#try(() => {
      fs.writeFileSync(unborn, `${head}${digits(attempt)}\n`, { mode: 0o600, flush: true });
      fs.renameSync(unborn, this.#file);
      this.#descriptor = fs.openSync(this.#file, 'r+');
      this.#place = head.length;
    });
    fs.rmSync(unborn, { force: true });
  }

  /** In place, after every claim: outlives the process at once, and a power cut when the disk comes to it. */
  mark(attempt: number): void {
    const descriptor = this.#descriptor;
    if (descriptor !== undefined) this.#try(() => fs.writeSync(descriptor, digits(attempt), this.#place));
  }

  #try(work: () => void): void {
    try {
      work();
    } catch {
      this[Symbol.dispose]();
    }
  }

  [Symbol.dispose](): void {
    if (this.#descriptor === undefined) return;
    fs.closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

/** As many as every number has, so that one fits where the other stood. */
function digits(attempt: number): string {
  return String(attempt).padStart(15, '0');
}
