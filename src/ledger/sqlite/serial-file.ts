// A file beside the ledger that records how far the ledger has come. It is the only memory that stays if the ledger is replaced by an earlier copy.
import fs from 'node:fs';
import { exitCodes, refuse } from '../../errors.ts';
import type { LedgerFiles } from './ledger-files.ts';

export interface KeptSerial {
  readonly ledgerId: string;
  readonly serial: number;
  /** The number of the last attempt. Without it, losing claims made since the serial last grew would go unnoticed. */
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

/** Called if there is no database. Refuses if one was here and is gone: it is not a new ledger, and what it knew must not be sent again. */
export function refuseLost({ database, serial }: Pick<LedgerFiles, 'database' | 'serial'>): void {
  if (readSerialFile(serial) === undefined) return;
  throw refuse(
    exitCodes.blocked,
    'PP311',
    `The ledger ${database} is gone, but ${serial} says that there was one.`,
    `Put the ledger back, or a copy that ledger export wrote: pushplan ledger import FILE --restore. To start over and send to everybody again, remove ${serial}.`,
  );
}

/** Ignores failed writes: the ledger itself has the figures, and older figures in this file only detect less. */
export class SerialFile implements Disposable {
  readonly #file: string;
  #descriptor: number | undefined;
  /** The position of the attempt's number. */
  #place = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** Writes the file atomically and durably. */
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

  /**
   * Overwrites the number in place, after every claim. It outlives the process at once, and a power cut as soon as the system has written it to the
   * disk.
   */
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

/** Pads a number to a fixed width, so that it fits in the place of another. */
function digits(attempt: number): string {
  return String(attempt).padStart(15, '0');
}
