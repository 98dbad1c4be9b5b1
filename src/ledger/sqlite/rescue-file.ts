// Stores outcomes that the disk does not accept into the ledger, in a file beside it whose space is reserved before anything is sent.
import fs from 'node:fs';
import type { Settlement } from '../../delivery/ledger.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { syncDirectory } from '../sync-directory.ts';
import { writeRescueHead, writeRescueLine } from './rescue-text.ts';

/** The reserved space in bytes. Far more than the requests that can be under way at one time need. */
const room = 128 * 1024;

export class RescueFile implements Disposable {
  readonly #files: LedgerFiles;
  readonly #ledgerId: string;
  #descriptor: number | undefined;
  /** The position of the next line. */
  #end = 0;
  #isUsed = false;

  constructor(files: LedgerFiles, ledgerId: string) {
    this.#files = files;
    this.#ledgerId = ledgerId;
  }

  /** Must be called before anything is sent. Throws the error of the disk; then there is no file. */
  prepare(): void {
    if (this.#descriptor !== undefined) return;
    const { rescue, directory } = this.#files;
    const head = writeRescueHead(this.#ledgerId);
    this.#descriptor = fs.openSync(rescue, 'wx', 0o600);
    try {
      this.#write(head.padEnd(room, '\n'), 0);
      syncDirectory(directory);
      this.#end = head.length;
    } catch (error) {
      this.#remove();
      throw error;
    }
  }

  /**
   * Writes settlements, which are durable if this returns true. Returns false if there is no space even here, or somebody has removed the file: then
   * the claims stay open, which means doubt.
   */
  add(settlements: readonly Settlement[]): boolean {
    const lines = settlements.map(writeRescueLine).join('');
    try {
      if (!this.#write(lines, this.#end)) return false;
    } catch {
      return false;
    }
    this.#end += Buffer.byteLength(lines);
    this.#isUsed = true;
    return true;
  }

  /** Called when a run has ended. A file that was used stays for the next process that opens the ledger. */
  end(): void {
    if (this.#descriptor !== undefined && !this.#isUsed) this.#remove();
  }

  [Symbol.dispose](): void {
    if (this.#descriptor === undefined) return;
    fs.closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #remove(): void {
    this[Symbol.dispose]();
    fs.rmSync(this.#files.rescue, { force: true });
  }

  /** Returns false if the file has no name any more, so that nobody would find it. */
  #write(text: string, at: number): boolean {
    if (this.#descriptor === undefined) throw new Error('The rescue file was not prepared.');
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) {
      written += fs.writeSync(this.#descriptor, bytes, written, bytes.length - written, at + written);
    }
    fs.fsyncSync(this.#descriptor);
    return fs.fstatSync(this.#descriptor).nlink > 0;
  }
}
