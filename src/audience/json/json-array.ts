// json: cuts the objects out of the array that makes up the file, byte by byte, so that a file of any size can be read.
import { lineFeed } from '../encoding.ts';
import { longestRecord, type Fault } from '../fault.ts';
import { tooLong, type CutTexts, type Cutter, type JsonText } from './json-cutter.ts';

const char = {
  quote: 0x22,
  comma: 0x2c,
  open: 0x5b,
  backslash: 0x5c,
  close: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
};
const blanks = new Set(Buffer.from(' \t\r\n'));

/** Where in the file the cutter is: before the array, before the first or a later record, in a record, after one, or after the array. */
type Stage = 'array' | 'first' | 'record' | 'inside' | 'comma' | 'done';

function wrong(problem: string, help: string): Fault {
  return { code: 'PP207', problem, help };
}

const faults: Readonly<Record<Exclude<Stage, 'inside'>, Fault>> = {
  array: wrong(
    'begins something other than a JSON array',
    'Write [{...}, {...}], or one object a line and name the file .ndjson.',
  ),
  first: wrong('holds something other than an object', 'Write [{"column": value, ...}, ...].'),
  record: wrong(
    'holds a comma without an object after it',
    'Write [{"column": value, ...}, ...], with no comma after the last record.',
  ),
  comma: wrong('lacks a comma or a closing bracket between two records', 'Write [{...}, {...}].'),
  done: wrong('holds something after the end of the array', 'Remove what follows the closing bracket.'),
};

const unfinished = wrong('ends the file before the array is closed', 'Copy or export the file again.');

export class ArrayCutter implements Cutter {
  next = { row: 1, line: 1 };
  #stage: Stage = 'array';
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The current record, as far as earlier chunks contained it. */
  #parts: Buffer[] = [];
  #length = 0;
  #startLine = 0;

  cut(bytes: Buffer): CutTexts {
    const texts: JsonText[] = [];
    let start = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (this.#stage !== 'inside') {
        start = at;
        const fault = this.#stepOutside(byte);
        if (fault !== undefined) {
          return { texts, stop: { place: { line: this.next.line }, fault } };
        }
      } else if (this.#isLast(byte)) {
        const json = this.#takeRecord(bytes.subarray(start, at + 1));
        if (json === undefined) {
          return this.#stopTooLong(texts);
        }
        texts.push({ line: this.#startLine, json });
      }
      if (byte === lineFeed) {
        this.next = { ...this.next, line: this.next.line + 1 };
      }
    }
    return this.#stage === 'inside' && !this.#keep(bytes.subarray(start)) ? this.#stopTooLong(texts) : { texts };
  }

  end(): CutTexts {
    return this.#stage === 'done'
      ? { texts: [] }
      : { texts: [], stop: { place: { line: this.next.line }, fault: unfinished } };
  }

  #stepOutside(byte: number): Fault | undefined {
    const stage = this.#stage;
    if (stage === 'inside' || blanks.has(byte)) {
      return undefined;
    }
    const then = this.#follow(stage, byte);
    if (then === undefined) {
      return faults[stage];
    }
    if (then === 'inside') {
      this.#startLine = this.next.line;
      this.#depth = 1;
    }
    this.#stage = then;
    return undefined;
  }

  #follow(stage: Exclude<Stage, 'inside'>, byte: number): Stage | undefined {
    switch (stage) {
      case 'array':
        return byte === char.open ? 'first' : undefined;
      case 'first':
        return byte === char.close ? 'done' : this.#follow('record', byte);
      case 'record':
        return byte === char.openObject ? 'inside' : undefined;
      case 'comma':
        return byte === char.close ? 'done' : byte === char.comma ? 'record' : undefined;
      case 'done':
        return undefined;
    }
  }

  /** Tells whether this byte closes the current record. Brackets are counted, not matched: JSON.parse does that. */
  #isLast(byte: number): boolean {
    if (this.#inString) {
      if (this.#escaped) {
        this.#escaped = false;
      } else if (byte === char.backslash) {
        this.#escaped = true;
      } else {
        this.#inString = byte !== char.quote;
      }
      return false;
    }
    if (byte === char.quote) {
      this.#inString = true;
    } else if (byte === char.openObject || byte === char.open) {
      this.#depth += 1;
    } else if (byte === char.closeObject || byte === char.close) {
      this.#depth -= 1;
    }
    return this.#depth === 0;
  }

  /** Returns false if the record becomes too long. */
  #keep(part: Buffer): boolean {
    this.#parts.push(part);
    this.#length += part.length;
    return this.#length <= longestRecord;
  }

  #takeRecord(last: Buffer): string | undefined {
    if (!this.#keep(last)) {
      return undefined;
    }
    const json = Buffer.concat(this.#parts).toString('utf8');
    this.#parts = [];
    this.#length = 0;
    this.#stage = 'comma';
    this.next = { ...this.next, row: this.next.row + 1 };
    return json;
  }

  #stopTooLong(texts: readonly JsonText[]): CutTexts {
    return { texts, stop: { place: { row: this.next.row, line: this.#startLine }, fault: tooLong } };
  }
}
