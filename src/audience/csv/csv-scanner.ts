// CSV text to records, as RFC 4180 has it and nothing beside: what is ragged or has a stray quote is refused, never repaired.
import { byteOrderMark, carriageReturn, isMarked, lineFeed } from '../encoding.ts';
import type { CsvDialect } from './csv-delimiter.ts';
import { csvFaults } from './csv-faults.ts';
import { CsvFields, type CsvRecord } from './csv-fields.ts';
import { longestRecord, type Fault, type PlacedFault, type RecordPlace } from '../fault.ts';
import { createRowNotes, noteLine } from '../row-notes.ts';

/** Where in a file a scan begins. */
export interface CsvStart extends RecordPlace {
  readonly width: number;
}

export interface ScannedCsv {
  readonly records: readonly CsvRecord[];
  /** What is wrong behind these records. */
  readonly stop: PlacedFault | undefined;
}

const quote = 0x22;
const nothing = Buffer.alloc(0);

/** Behind a record that has no end yet, and behind one with a fault. */
const open = -1;
const broken = -2;

export class CsvScanner {
  /** The record that is expected next: 0 is the header. */
  next: RecordPlace;
  readonly notes = createRowNotes();
  readonly #dialect: CsvDialect;
  readonly #delimiter: number;
  /** The greatest of the bytes that mean something. */
  readonly #greatest: number;
  /** Fields in a record: all have as many as the header. */
  #width: number;
  /** The beginning of a record whose end was not seen yet. It is scanned again with what follows, so that nothing else has to be kept. */
  #rest: Buffer = nothing;

  /** Of the part that is scanned. */
  #fields = new CsvFields(nothing, 0);

  // Of the record that was scanned last:
  /** Line feeds in its values. */
  #lineFeeds = 0;
  /** Line where a quote opens that was not closed. */
  #openQuote: number | undefined;
  #stop: PlacedFault | undefined;

  /** `start` is where in the file it begins, and how many fields the header has, which is known behind it. */
  constructor(dialect: CsvDialect, start: CsvStart = { row: 0, line: 1, width: 0 }) {
    this.#dialect = dialect;
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#greatest = Math.max(this.#delimiter, quote);
    this.next = { row: start.row, line: start.line };
    this.#width = start.width;
  }

  /** Line of the byte that comes next. */
  get line(): number {
    return this.next.line + this.#lineFeeds;
  }

  /** The beginning of the record that is under way. */
  get rest(): Buffer {
    return this.#rest;
  }

  /** `part` is whole characters of UTF-8, and does not end in a CR unless the file does. */
  scan(part: Buffer): ScannedCsv {
    const bytes = this.#rest.length === 0 ? part : Buffer.concat([this.#rest, part]);
    const records: CsvRecord[] = [];
    // A part has about as many as the one before.
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

  /** The index behind the record that begins at `from`; open where its end is not there, broken where it has a fault. */
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

  /** The index behind the closing quote; that of the end where none is found, which leaves the quote open. */
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
      // Nearly every byte is none of those that mean something.
      if (byte > this.#greatest) continue;
      if (byte === this.#delimiter || byte === lineFeed || byte === carriageReturn || byte === quote) break;
    }
    this.#fields.note(from, at, false, seen);
    return at;
  }

  /** `at` is where something else than a delimiter ends a field. */
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

  /** There are no more bytes, or as many as a record may have. */
  #runOut(bytes: Buffer, at: number): number {
    if (at === bytes.length) return open;
    if (this.#openQuote === undefined && bytes[at] === lineFeed) return at + 1;
    return this.#fail(csvFaults.tooLong(this.#openQuote));
  }

  #fail(fault: Fault, line = this.next.line): number {
    this.#stop = { place: { row: this.next.row, line }, fault };
    return broken;
  }

  /** Whether it has as many fields as the header, or nothing in them. */
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
