// ndjson: every line that is not blank is a record.
import { isBlankBytes, lineFeed } from '../encoding.ts';
import { longestRecord, type RecordPlace } from '../fault.ts';
import { tooLong, type CutTexts, type Cutter, type JsonText } from './json-cutter.ts';

export class LineCutter implements Cutter {
  next: RecordPlace;
  /** The current line, as far as earlier chunks contained it. */
  #parts: Buffer[] = [];
  #length = 0;

  /** `start` is where in the file the cutter begins. */
  constructor(start: RecordPlace = { row: 1, line: 1 }) {
    this.next = start;
  }

  /** The beginning of the line that is not complete yet. */
  get rest(): Buffer {
    return Buffer.concat(this.#parts);
  }

  cut(bytes: Buffer): CutTexts {
    const texts: JsonText[] = [];
    let from = 0;
    while (from < bytes.length) {
      const found = bytes.indexOf(lineFeed, from);
      const end = found === -1 ? bytes.length : found;
      this.#parts.push(bytes.subarray(from, end));
      this.#length += end - from;
      if (this.#length > longestRecord) {
        return { texts, stop: { place: this.next, fault: tooLong } };
      }
      if (found !== -1) {
        texts.push(...this.#takeLine());
        this.next = { ...this.next, line: this.next.line + 1 };
      }
      from = end + 1;
    }
    return { texts };
  }

  end(): CutTexts {
    return { texts: this.#takeLine() };
  }

  #takeLine(): readonly JsonText[] {
    const [only] = this.#parts;
    const line = this.#parts.length === 1 && only !== undefined ? only : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#length = 0;
    if (isBlankBytes(line)) {
      return [];
    }
    this.next = { ...this.next, row: this.next.row + 1 };
    return [{ line: this.next.line, column: 1, json: line.toString('utf8') }];
  }
}
