// Scans CSV text into records, strictly as RFC 4180 defines it: ragged records and stray quotes are refused, never repaired.
import { byteOrderMark, carriageReturn, isMarked, lineFeed } from '../encoding.ts';
import type { CsvDialect } from './csv-delimiter.ts';
import { csvFaults } from './csv-faults.ts';
import { CsvFields, type CsvRecord } from './csv-fields.ts';
import { longestRecord, type Fault, type PlacedFault, type RecordPlace } from '../fault.ts';
import { createRowNotes, noteLine } from '../row-notes.ts';

/** The place in a file where a scan begins, and the number of fields in the header. */
export interface CsvStart extends RecordPlace {
  readonly width: number;
}

export interface ScannedCsv {
  readonly records: readonly CsvRecord[];
  /** The fault after these records, if any. */
  readonly stop: PlacedFault | undefined;
}

const quote = 0x22;
const nothing = Buffer.alloc(0);

/** Returned in place of an index: `open` if the record has no end yet, `broken` if it has a fault. */
const open = -1;
const broken = -2;

export class CsvScanner {
  /** The record that is expected next. Row 0 is the header. */
  next: RecordPlace;
  readonly notes = createRowNotes();
  readonly #dialect: CsvDialect;
  readonly #delimiter: number;
  /** The greatest of the bytes with a meaning. */
  readonly #greatest: number;
  /** The number of fields in the header, which all records must have. */
  #width: number;
  /** The beginning of a record whose end was not seen yet. It is scanned again together with the next part, so no other state has to be kept. */
  #rest: Buffer = nothing;

  /** The fields of the part that is being scanned. */
  #fields = new CsvFields(nothing, 0);

  // The state of the record that was scanned last:
  /** The number of line feeds in its values. */
  #lineFeeds = 0;
  /** The line of a quote that was opened and not closed. */
  #openQuote: number | undefined;
  #stop: PlacedFault | undefined;

  /** `start` is where in the file the scan begins. Its `width` is only used after the header. */
  constructor(dialect: CsvDialect, start: CsvStart = { row: 0, line: 1, width: 0 }) {
    this.#dialect = dialect;
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#greatest = Math.max(this.#delimiter, quote);
    this.next = { row: start.row, line: start.line };
    this.#width = start.width;
  }

  /** The line of the next byte. */
  get line(): number {
    return this.next.line + this.#lineFeeds;
  }

  /** The beginning of the record that is not complete yet. */
  get rest(): Buffer {
    return this.#rest;
  }

  /** `part` consists of whole UTF-8 characters, and does not end in a CR unless the file does. */
  scan(part: Buffer): ScannedCsv {
    const bytes = this.#rest.length === 0 ? part : Buffer.concat([this.#rest, part]);
    const records: CsvRecord[] = [];
    // A part has about as many fields as the one before.
    this.#fields = new CsvFields(bytes, this.#fields.size);
    let from = 0;
    for (let end = this.#scanRecord(bytes, from); end >= 0; end = this.#scanRecord(bytes, from)) {
      if (!this.#take(bytes, from, records)) break;
      from = end;
    }
    this.#rest = bytes.subarray(from);
    return { records, stop: this.#stop };
  }

  end(): ScannedCsv {
    const records: CsvRecord[] = [];
    const bytes = this.#rest;
    this.#rest = nothing;
    this.#fields = new CsvFields(bytes, 0);
    if (bytes.length > 0 && this.#scanRecord(bytes, 0) === open) {
      if (this.#openQuote === undefined) this.#take(bytes, 0, records);
      else this.#fail(csvFaults.unclosed(this.#fields.count, this.#openQuote));
    }
    return { records, stop: this.#stop };
  }

  /** Returns the index after the record that begins at `from`, `open` if its end is missing, or `broken` if it has a fault. */
  #scanRecord(bytes: Buffer, from: number): number {
    const limit = Math.min(bytes.length, from + longestRecord);
    this.#fields.begin();
    this.#lineFeeds = 0;
    this.#openQuote = undefined;
    for (let at = isMarked(bytes, from) ? from + byteOrderMark.length : from; ; at += 1) {
      const isQuoted = at < limit && bytes[at] === quote;
      at = isQuoted ? this.#scanQuoted(bytes, at + 1, limit) : this.#scanBare(bytes, at, limit);
      if (at === limit) return this.#runOut(bytes, at);
      if (bytes[at] !== this.#delimiter) return this.#endRecord(bytes, at, isQuoted);
    }
  }

  /** Returns the index after the closing quote. If there is none, returns `limit` and leaves the quote open. */
  #scanQuoted(bytes: Buffer, from: number, limit: number): number {
    this.#openQuote = this.line;
    let seen = 0;
    let doubled = false;
    let at = from;
    for (; at < limit; at += 1) {
      const byte = bytes[at] ?? 0;
      seen |= byte;
      if (byte === lineFeed) this.#lineFeeds += 1;
      if (byte !== quote) continue;
      if (at + 1 === limit || bytes[at + 1] !== quote) break;
      doubled = true;
      at += 1;
    }
    if (at === limit) return limit;
    this.#openQuote = undefined;
    this.#fields.note(from, at, doubled, seen);
    return at + 1;
  }

  #scanBare(bytes: Buffer, from: number, limit: number): number {
    let seen = 0;
    let at = from;
    for (; at < limit; at += 1) {
      const byte = bytes[at] ?? 0;
      seen |= byte;
      // Most bytes have no meaning here, so one comparison skips them.
      if (byte > this.#greatest) continue;
      if (byte === this.#delimiter || byte === lineFeed || byte === carriageReturn || byte === quote) break;
    }
    this.#fields.note(from, at, false, seen);
    return at;
  }

  /** Ends a record at `at`, where something other than a delimiter ends a field. */
  #endRecord(bytes: Buffer, at: number, isQuoted: boolean): number {
    const byte = bytes[at] ?? 0;
    if (byte === lineFeed) return at + 1;
    if (byte === carriageReturn) {
      return bytes[at + 1] === lineFeed ? at + 2 : this.#fail(csvFaults.loneReturn, this.line);
    }
    const [field, { row }] = [this.#fields.count - 1, this.next];
    if (isQuoted) return this.#fail(csvFaults.behindQuote(field, byte, this.#dialect, row));
    return this.#fail(
      csvFaults.strayQuote(field, bytes.toString('utf8', this.#fields.lastStart, at), this.#dialect, row),
    );
  }

  /** Handles the end of the bytes, or a record that has reached the longest length. */
  #runOut(bytes: Buffer, at: number): number {
    if (at === bytes.length) return open;
    if (this.#openQuote === undefined && bytes[at] === lineFeed) return at + 1;
    return this.#fail(csvFaults.tooLong(this.#openQuote));
  }

  #fail(fault: Fault, line = this.next.line): number {
    this.#stop = { place: { row: this.next.row, line }, fault };
    return broken;
  }

  /** Takes the record if it has as many fields as the header, or is blank. Returns false if it is ragged. */
  #take(bytes: Buffer, from: number, records: CsvRecord[]): boolean {
    const { row, line } = this.next;
    const { count } = this.#fields;
    const isBlank = this.#fields.areBlank();
    if (row === 0) this.#width = count;
    if (count !== this.#width && !isBlank) {
      this.#fail(csvFaults.ragged(count, this.#width));
      return false;
    }
    if (isMarked(bytes, from)) noteLine(this.notes.marked, line);
    if (isBlank && row > 0) noteLine(this.notes.blank, line);
    if (!isBlank) records.push(this.#fields.keep(line));
    this.next = { row: isBlank ? row : row + 1, line: line + 1 + this.#lineFeeds };
    return true;
  }
}
