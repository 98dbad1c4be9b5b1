// The positions of the fields of the records in one part of a CSV file. Values are decoded only when they are read.

import { isBlankByte } from '../encoding.ts';

const quote = 0x22;

/** Numbers stored per field: its start, and its end combined with two flags. */
const wordsEach = 2;
/** Flags in the lowest bits of the end: whether the field contains doubled quotes, and whether it is all ASCII. */
const doubledBit = 1;
const asciiBit = 2;
const flagBits = 2;

/** One record. It keeps the bytes of its part and decodes values from them. */
export class CsvRecord {
  /** The line where the record begins. */
  readonly line: number;
  readonly #part: CsvFields;
  readonly #first: number;
  readonly #count: number;

  constructor(line: number, part: CsvFields, first: number, count: number) {
    this.line = line;
    this.#part = part;
    this.#first = first;
    this.#count = count;
  }

  get fields(): readonly string[] {
    const fields: string[] = [];
    for (let index = 0; index < this.#count; index += 1) fields.push(this.field(index));
    return fields;
  }

  /** Returns the field with this index, which must exist. */
  field(index: number): string {
    return this.#part.read(this.#first + index, this.#first, this.#count);
  }
}

export class CsvFields {
  readonly #bytes: Buffer;
  #places: Uint32Array;
  /** The index of the first field of the current record. */
  #first = 0;
  #next = 0;
  /** The text of the record that was decoded last, one character per byte. */
  #text = '';
  #decoded = -1;

  /** `expected` is an estimate of the number of fields. */
  constructor(bytes: Buffer, expected: number) {
    this.#bytes = bytes;
    this.#places = new Uint32Array(wordsEach * Math.max(expected, 64));
  }

  /** The number of fields in all records. */
  get size(): number {
    return this.#next;
  }

  /** The number of fields in the current record. */
  get count(): number {
    return this.#next - this.#first;
  }

  /** The index of the byte where the last field begins. */
  get lastStart(): number {
    return this.#places[(this.#next - 1) * wordsEach] ?? 0;
  }

  /** Begins a record. Discards the fields of a record that was not kept. */
  begin(): void {
    this.#next = this.#first;
  }

  /** Adds a field. `doubled` tells whether it contains doubled quotes, and `seen` is the bitwise OR of all its bytes. */
  note(start: number, end: number, doubled: boolean, seen: number): void {
    const at = this.#next * wordsEach;
    if (at === this.#places.length) this.#grow();
    this.#places[at] = start;
    this.#places[at + 1] = (end << flagBits) | (doubled ? doubledBit : 0) | (seen < 0x80 ? asciiBit : 0);
    this.#next += 1;
  }

  /** Ends the current record. */
  keep(line: number): CsvRecord {
    const record = new CsvRecord(line, this, this.#first, this.count);
    this.#first = this.#next;
    return record;
  }

  /** Tells whether all fields of the current record are blank. */
  areBlank(): boolean {
    for (let field = this.#first; field < this.#next; field += 1) {
      const end = this.#endOf(field);
      for (let at = this.#startOf(field); at < end; at += 1) {
        if (!isBlankByte(this.#bytes[at] ?? 0)) return false;
      }
    }
    return true;
  }

  /** `first` and `count` belong to its record. ASCII fields are slices of the decoded record, which is faster than decoding each field. */
  read(field: number, first: number, count: number): string {
    const start = this.#startOf(field);
    const end = this.#endOf(field);
    if (this.#has(field, doubledBit)) return this.#readDoubled(field);
    if (!this.#has(field, asciiBit)) return this.#bytes.toString('utf8', start, end);
    const from = this.#startOf(first);
    if (this.#decoded !== first) {
      this.#text = this.#bytes.toString('latin1', from, this.#endOf(first + count - 1));
      this.#decoded = first;
    }
    return this.#text.slice(start - from, end - from);
  }

  /** Reads a field with one quote in place of every two. */
  #readDoubled(field: number): string {
    const end = this.#endOf(field);
    const length = end - this.#startOf(field);
    if (scratch.length < length) scratch = Buffer.alloc(2 * length);
    let written = 0;
    for (let at = this.#startOf(field); at < end; at += this.#bytes[at] === quote ? 2 : 1) {
      scratch[written++] = this.#bytes[at] ?? 0;
    }
    return scratch.toString(this.#has(field, asciiBit) ? 'latin1' : 'utf8', 0, written);
  }

  #startOf(field: number): number {
    return this.#places[field * wordsEach] ?? 0;
  }

  #endOf(field: number): number {
    return (this.#places[field * wordsEach + 1] ?? 0) >>> flagBits;
  }

  #has(field: number, bit: number): boolean {
    return ((this.#places[field * wordsEach + 1] ?? 0) & bit) !== 0;
  }

  #grow(): void {
    const longer = new Uint32Array(this.#places.length * 2);
    longer.set(this.#places);
    this.#places = longer;
  }
}

let scratch = Buffer.alloc(1024);
