// Where records end, found without reading them: so a file is cut into parts of whole records, each of which any thread can read.
import { byteOrderMark, isBlankByte, isBlankBytes, isMarked, lineFeed } from './encoding.ts';
import type { RecordPlace } from './fault.ts';

const quote = 0x22;

export interface RecordEnds {
  /** The record that is expected next, or under way, and its line. True of what is at fault only up to the fault. */
  readonly next: RecordPlace;
  /** The index behind the end of the record that is under way; -1 where the bytes end first, and then they are not handed in again. */
  find(bytes: Buffer, from: number): number;
}

/**
 * A line feed ends a record where the quotes before it are even: also within a value a quote is doubled. Records in which nothing stands
 * but delimiters and blanks are no rows, as the scanner has it.
 */
export class CsvRecordEnds implements RecordEnds {
  readonly #delimiter: number;
  #row: number;
  /** Where the record that is under way begins, and that of the byte that comes next. */
  #firstLine: number;
  #line: number;
  #isQuoted = false;
  /** Of the bytes that were handed in before. */
  #last = 0;
  /** Whether nothing stands in the record so far. */
  #isBlank = true;
  #isAtStart = true;

  /** `start` is where in the file it begins: by default, before the header. */
  constructor(delimiter: string, { row, line }: RecordPlace = { row: 0, line: 1 }) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#row = row;
    this.#firstLine = line;
    this.#line = line;
  }

  get next(): RecordPlace {
    return { row: this.#row, line: this.#firstLine };
  }

  find(bytes: Buffer, from: number): number {
    const start = this.#begin(bytes, from);
    let at = this.#isBlank ? this.#passNothing(bytes, start) : start;
    let isQuoted = this.#isQuoted;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      // Nearly every byte is none of those that mean something.
      if (byte > quote) continue;
      if (byte === quote) isQuoted = !isQuoted;
      else if (byte === lineFeed) {
        this.#line += 1;
        if (!isQuoted) return this.#end(at + 1);
      }
    }
    this.#isQuoted = isQuoted;
    this.#last = bytes.at(-1) ?? 0;
    return -1;
  }

  /** A byte order mark before a record is no part of it. */
  #begin(bytes: Buffer, from: number): number {
    const isMark = this.#isAtStart && isMarked(bytes, from);
    this.#isAtStart &&= from === bytes.length;
    return isMark ? from + byteOrderMark.length : from;
  }

  /** The index of the first byte that is something, or of the line feed that ends the record; that of the end where there is neither. */
  #passNothing(bytes: Buffer, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === lineFeed && !this.#isQuoted) return at;
      if (!this.#isNothing(bytes, at)) {
        this.#isBlank = false;
        return at;
      }
      if (byte === lineFeed) this.#line += 1;
      if (byte === quote) this.#isQuoted = !this.#isQuoted;
    }
    return bytes.length;
  }

  /** A quote that opens right behind one that closes is a part of the value. */
  #isNothing(bytes: Buffer, at: number): boolean {
    const byte = bytes[at] ?? 0;
    if (byte === quote) return this.#isQuoted || (at > 0 ? bytes[at - 1] : this.#last) !== quote;
    return isBlankByte(byte) || (byte === this.#delimiter && !this.#isQuoted);
  }

  #end(behind: number): number {
    if (!this.#isBlank) this.#row += 1;
    this.#firstLine = this.#line;
    this.#isQuoted = false;
    this.#isBlank = true;
    this.#isAtStart = true;
    return behind;
  }
}

/** Every line ends with its line feed; those that are blank are no records. */
export class LineEnds implements RecordEnds {
  next: RecordPlace;
  #isBlank = true;

  constructor(start: RecordPlace = { row: 1, line: 1 }) {
    this.next = start;
  }

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
