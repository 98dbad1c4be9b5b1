// CSV text to records, as RFC 4180 has it and nothing beside: what is ragged or has a stray quote is refused, never repaired.
import { carriageReturn, lineFeed } from './encoding.ts';
import { csvFaults } from './csv-faults.ts';
import { longestRecord, type Fault, type PlacedFault, type RecordPlace } from './fault.ts';

export interface CsvRecord {
  /** Line where the record begins. */
  readonly line: number;
  readonly fields: readonly string[];
}

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
/** The greatest of the bytes that mean something. */
const comma = 0x2c;
const nothing = Buffer.alloc(0);

/** Behind a record that has no end yet, and behind one with a fault. */
const open = -1;
const broken = -2;

export class CsvScanner {
  /** The record that is expected next: 0 is the header. */
  next: RecordPlace;
  readonly #delimiter: number;
  /** Fields in a record: all have as many as the header. */
  #width: number;
  /** The beginning of a record whose end was not seen yet. It is scanned again with what follows, so that nothing else has to be kept. */
  #rest: Buffer = nothing;

  // Of the record that was scanned last:
  #fields = 0;
  /** Where each field begins and ends, and how many of its quotes are doubled. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #doubled: number[] = [];
  /** All bits of its bytes. */
  #seen = 0;
  /** Line feeds in its values. */
  #lineFeeds = 0;
  /** Line where a quote opens that was not closed. */
  #openQuote: number | undefined;
  #stop: PlacedFault | undefined;
  #scratch = Buffer.alloc(1024);

  /** A comma or a tab. `start` is where in the file it begins, and how many fields the header has, which is known behind it. */
  constructor(delimiter: string, start: CsvStart = { row: 0, line: 1, width: 0 }) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.next = { row: start.row, line: start.line };
    this.#width = start.width;
  }

  /** Line of the byte that comes next. */
  get line(): number {
    return this.next.line + this.#lineFeeds;
  }

  /** `part` is whole characters of UTF-8, and does not end in a CR unless the file does. */
  scan(part: Buffer): ScannedCsv {
    const bytes = this.#rest.length === 0 ? part : Buffer.concat([this.#rest, part]);
    const records: CsvRecord[] = [];
    let from = 0;
    for (let end = this.#scanRecord(bytes, from); end >= 0; end = this.#scanRecord(bytes, from)) {
      if (!this.#take(bytes, { from, end }, records)) break;
      from = end;
    }
    this.#rest = bytes.subarray(from);
    return { records, stop: this.#stop };
  }

  end(): ScannedCsv {
    const records: CsvRecord[] = [];
    const bytes = this.#rest;
    if (bytes.length > 0 && this.#scanRecord(bytes, 0) === open) {
      if (this.#openQuote === undefined) this.#take(bytes, { from: 0, end: bytes.length }, records);
      else this.#fail(csvFaults.unclosed(this.#fields, this.#openQuote));
    }
    return { records, stop: this.#stop };
  }

  /** The index behind the record that begins at `from`; open where its end is not there, broken where it has a fault. */
  #scanRecord(bytes: Buffer, from: number): number {
    const limit = Math.min(bytes.length, from + longestRecord);
    this.#fields = 0;
    this.#lineFeeds = 0;
    this.#openQuote = undefined;
    this.#seen = 0;
    for (let at = from; ; at += 1) {
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
    let doubled = 0;
    let at = from;
    for (; at < limit; at += 1) {
      const byte = bytes[at] ?? 0;
      seen |= byte;
      if (byte === lineFeed) this.#lineFeeds += 1;
      if (byte !== quote) continue;
      if (at + 1 === limit || bytes[at + 1] !== quote) break;
      doubled += 1;
      at += 1;
    }
    this.#seen |= seen;
    if (at === limit) return limit;
    this.#openQuote = undefined;
    this.#note(from, at, doubled);
    return at + 1;
  }

  #scanBare(bytes: Buffer, from: number, limit: number): number {
    let seen = 0;
    let at = from;
    for (; at < limit; at += 1) {
      const byte = bytes[at] ?? 0;
      seen |= byte;
      // Nearly every byte is none of those that mean something.
      if (byte > comma) continue;
      if (byte === this.#delimiter || byte === lineFeed || byte === carriageReturn || byte === quote) break;
    }
    this.#seen |= seen;
    this.#note(from, at, 0);
    return at;
  }

  /** `at` is where something else than a delimiter ends a field. */
  #endRecord(bytes: Buffer, at: number, isQuoted: boolean): number {
    const byte = bytes[at] ?? 0;
    if (byte === lineFeed) return at + 1;
    if (byte === carriageReturn) {
      return bytes[at + 1] === lineFeed ? at + 2 : this.#fail(csvFaults.loneReturn, this.line);
    }
    if (!isQuoted) return this.#fail(csvFaults.strayQuote(this.#fields - 1));
    return this.#fail(csvFaults.behindQuote(this.#fields - 1, byte, this.#delimiter, this.next.row));
  }

  /** There are no more bytes, or as many as a record may have. */
  #runOut(bytes: Buffer, at: number): number {
    if (at === bytes.length) return open;
    if (this.#openQuote === undefined && bytes[at] === lineFeed) return at + 1;
    return this.#fail(csvFaults.tooLong(this.#openQuote));
  }

  #note(start: number, end: number, doubled: number): void {
    this.#starts[this.#fields] = start;
    this.#ends[this.#fields] = end;
    this.#doubled[this.#fields] = doubled;
    this.#fields += 1;
  }

  #fail(fault: Fault, line = this.next.line): number {
    this.#stop = { place: { row: this.next.row, line }, fault };
    return broken;
  }

  /** Whether it has as many fields as the header. */
  #take(bytes: Buffer, { from, end }: { readonly from: number; readonly end: number }, records: CsvRecord[]): boolean {
    const { row, line } = this.next;
    if (row === 0) this.#width = this.#fields;
    if (this.#fields !== this.#width) {
      const isEmpty = this.#fields === 1 && this.#starts[0] === this.#ends[0];
      this.#fail(csvFaults.ragged(isEmpty ? 0 : this.#fields, this.#width));
      return false;
    }
    records.push({ line, fields: this.#read(bytes, from, end) });
    this.next = { row: row + 1, line: line + 1 + this.#lineFeeds };
    return true;
  }

  /** Where all is ASCII the fields are parts of one text: to decode each of them takes longer. */
  #read(bytes: Buffer, from: number, end: number): readonly string[] {
    const record = this.#seen < 0x80 ? bytes.toString('latin1', from, end) : undefined;
    const fields: string[] = [];
    for (let field = 0; field < this.#fields; field += 1) {
      const [start, behind] = [this.#starts[field] ?? 0, this.#ends[field] ?? 0];
      if (this.#doubled[field] !== 0) fields.push(this.#readDoubled(bytes, start, behind));
      else fields.push(record?.slice(start - from, behind - from) ?? bytes.toString('utf8', start, behind));
    }
    return fields;
  }

  /** With one quote in place of two. */
  #readDoubled(bytes: Buffer, start: number, end: number): string {
    if (this.#scratch.length < end - start) this.#scratch = Buffer.alloc(2 * (end - start));
    const scratch = this.#scratch;
    let length = 0;
    for (let at = start; at < end; at += bytes[at] === quote ? 2 : 1) scratch[length++] = bytes[at] ?? 0;
    return scratch.toString(this.#seen < 0x80 ? 'latin1' : 'utf8', 0, length);
  }
}
