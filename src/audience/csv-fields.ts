// The fields of one record of CSV: where each of them is among the bytes, and what it says.

import { isBlankByte } from './encoding.ts';

const quote = 0x22;

export class CsvFields {
  count = 0;
  /** Where each field begins and ends, how many of its quotes are doubled, and all bits of its bytes. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #doubled: number[] = [];
  readonly #seen: number[] = [];
  #scratch = Buffer.alloc(1024);

  note(start: number, end: number, doubled: number, seen: number): void {
    this.#starts[this.count] = start;
    this.#ends[this.count] = end;
    this.#doubled[this.count] = doubled;
    this.#seen[this.count] = seen;
    this.count += 1;
  }

  /** Where the last field begins. */
  get lastStart(): number {
    return this.#starts[this.count - 1] ?? 0;
  }

  /** Whether none of them has more in it than blanks. */
  areBlank(bytes: Buffer): boolean {
    for (let field = 0; field < this.count; field += 1) {
      const end = this.#ends[field] ?? 0;
      for (let at = this.#starts[field] ?? 0; at < end; at += 1) {
        if (!isBlankByte(bytes[at] ?? 0)) return false;
      }
    }
    return true;
  }

  /** Fields of ASCII are parts of one text: to decode each of them takes longer. */
  read(bytes: Buffer, from: number, end: number): readonly string[] {
    const record = bytes.toString('latin1', from, end);
    const fields: string[] = [];
    for (let field = 0; field < this.count; field += 1) {
      const start = this.#starts[field] ?? 0;
      const behind = this.#ends[field] ?? 0;
      const isAscii = (this.#seen[field] ?? 0) < 0x80;
      if (this.#doubled[field] !== 0) fields.push(this.#readDoubled(bytes, start, behind, isAscii));
      else fields.push(isAscii ? record.slice(start - from, behind - from) : bytes.toString('utf8', start, behind));
    }
    return fields;
  }

  /** With one quote in place of two. */
  #readDoubled(bytes: Buffer, start: number, end: number, isAscii: boolean): string {
    if (this.#scratch.length < end - start) this.#scratch = Buffer.alloc(2 * (end - start));
    const scratch = this.#scratch;
    let length = 0;
    for (let at = start; at < end; at += bytes[at] === quote ? 2 : 1) scratch[length++] = bytes[at] ?? 0;
    return scratch.toString(isAscii ? 'latin1' : 'utf8', 0, length);
  }
}
