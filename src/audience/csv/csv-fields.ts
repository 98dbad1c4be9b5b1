// The fields of the records in one part of a CSV file: where each of them is among the bytes, and what it says, read when it is asked for.

import { isBlankByte } from '../encoding.ts';

const quote = 0x22;

/** Of two numbers for each field: where it begins, and where it ends with what its bytes are like. */
const wordsEach = 2;
/** Behind the end: whether some quotes are doubled, and whether all is ASCII. */
const doubledBit = 1;
const asciiBit = 2;
const flagBits = 2;

/** One record. What it says is read of the bytes of its part, which it keeps. */
export class CsvRecord {
  /** Line where the record begins. */
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

  /** The one of this index, which is there. */
  field(index: number): string {
    return this.#part.read(this.#first + index, this.#first, this.#count);
  }
}

export class CsvFields {
  readonly #bytes: Buffer;
  #places: Uint32Array;
  /** The first field of the record that is under way. */
  #first = 0;
  #next = 0;
  /** The text of the record that was read last, a character for each byte, and its first field. */
  #text = '';
  #decoded = -1;

  /** `expected` is how many fields there will be, as far as that can be told. */
  constructor(bytes: Buffer, expected: number) {
    this.#bytes = bytes;
    this.#places = new Uint32Array(wordsEach * Math.max(expected, 64));
  }

  /** Of all records. */
  get size(): number {
    return this.#next;
  }

  /** Of the record that is under way. */
  get count(): number {
    return this.#next - this.#first;
  }

  /** Where the last field begins. */
  get lastStart(): number {
    return this.#places[(this.#next - 1) * wordsEach] ?? 0;
  }

  /** Begins a record, in place of one that was not kept. */
  begin(): void {
    this.#next = this.#first;
  }

  /** `doubled` is whether some of its quotes are, `seen` all bits of its bytes. */
  note(start: number, end: number, doubled: boolean, seen: number): void {
    const at = this.#next * wordsEach;
    if (at === this.#places.length) this.#grow();
    this.#places[at] = start;
    this.#places[at + 1] = (end << flagBits) | (doubled ? doubledBit : 0) | (seen < 0x80 ? asciiBit : 0);
    this.#next += 1;
  }

  /** Ends the record that is under way. */
  keep(line: number): CsvRecord {
    const record = new CsvRecord(line, this, this.#first, this.count);
    this.#first = this.#next;
    return record;
  }

  /** Whether no field of the record that is under way has more in it than blanks. */
  areBlank(): boolean {
    for (let field = this.#first; field < this.#next; field += 1) {
      const end = this.#endOf(field);
      for (let at = this.#startOf(field); at < end; at += 1) {
        if (!isBlankByte(this.#bytes[at] ?? 0)) return false;
      }
    }
    return true;
  }

  /** `first` and `count` are those of its record. Fields of ASCII are parts of the text of the whole record: to decode each of them takes longer. */
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

  /** With one quote in place of two. */
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
