// Where records end, found without reading them: so a file is cut into parts of whole records, each of which any thread can read.
import { isBlankBytes, lineFeed } from './encoding.ts';
import type { RecordPlace } from './fault.ts';

const quote = 0x22;

export interface RecordEnds {
  /** The record that is expected next, or under way, and its line. True of what is at fault only up to the fault. */
  readonly next: RecordPlace;
  /** The index behind the end of the record that is under way; -1 where the bytes end first, and then they are not handed in again. */
  find(bytes: Buffer, from: number): number;
}

/** A line feed ends a record where the quotes before it are even: also within a value a quote is doubled. */
export class CsvRecordEnds implements RecordEnds {
  next: RecordPlace = { row: 0, line: 1 };
  #line = 1;
  #isQuoted = false;

  find(bytes: Buffer, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      // Nearly every byte is neither.
      if (byte > quote) continue;
      if (byte === quote) this.#isQuoted = !this.#isQuoted;
      else if (byte === lineFeed) {
        this.#line += 1;
        if (this.#isQuoted) continue;
        this.next = { row: this.next.row + 1, line: this.#line };
        return at + 1;
      }
    }
    return -1;
  }
}

/** Every line ends with its line feed; those that are blank are no records. */
export class LineEnds implements RecordEnds {
  next: RecordPlace = { row: 1, line: 1 };
  #isBlank = true;

  find(bytes: Buffer, from: number): number {
    const found = bytes.indexOf(lineFeed, from);
    this.#isBlank &&= isBlankBytes(bytes.subarray(from, found === -1 ? bytes.length : found));
    if (found === -1) return -1;
    const { row, line } = this.next;
    this.next = { row: this.#isBlank ? row : row + 1, line: line + 1 };
    this.#isBlank = true;
    return found + 1;
  }
}
