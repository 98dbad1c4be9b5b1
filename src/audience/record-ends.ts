// Finds where records end without reading them. So a file can be cut into parts of whole records, which any thread can read.
import { byteOrderMark, isBlankByte, isBlankBytes, isMarked, lineFeed } from './encoding.ts';
import type { RecordPlace } from './fault.ts';

const quote = 0x22;

export interface RecordEnds {
  /** The record that is expected next or in progress, and its line. In an invalid file it is correct only up to the fault. */
  readonly next: RecordPlace;
  /** Returns the index after the end of the current record, or -1 if the bytes end first. After -1, the next call gets the bytes that follow. */
  find(bytes: Buffer, from: number): number;
}

/**
 * A line feed ends a record if the number of quotes before it is even, since a quote within a value is doubled. Records of nothing but delimiters and
 * blanks are not rows, as in CsvScanner.
 */
export class CsvRecordEnds implements RecordEnds {
  readonly #delimiter: number;
  #row: number;
  /** The line where the current record begins, and the line of the next byte. */
  #firstLine: number;
  #line: number;
  #isQuoted = false;
  /** The last byte of the previous call. */
  #last = 0;
  /** True as long as the record has no content. */
  #isBlank = true;
  #isAtStart = true;

  /** `start` is where in the file the search begins, by default before the header. */
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
      // Most bytes have no meaning here, so one comparison skips them.
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

  /** Skips a byte order mark before a record, which is not part of it. */
  #begin(bytes: Buffer, from: number): number {
    const isMark = this.#isAtStart && isMarked(bytes, from);
    this.#isAtStart &&= from === bytes.length;
    return isMark ? from + byteOrderMark.length : from;
  }

  /** Returns the index of the first byte of content, or of the line feed that ends the record, or the length if there is neither. */
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

  /** A quote that opens directly after a closing one is part of the value. */
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

/** Every line ends with its line feed. Blank lines are not records. */
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
