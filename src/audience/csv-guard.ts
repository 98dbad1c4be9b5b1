// Follows the quotes and lines of a CSV file byte by byte, for what the parser does not look at: lone CRs and records without end.
import { carriageReturn, lineFeed } from './encoding.ts';
import { longestRecord, type Fault } from './fault.ts';

const quote = 0x22;

export interface Guarded {
  /** What may go to the parser: all of it, or what stands before the fault. */
  readonly good: Buffer;
  readonly stop?: { readonly line: number; readonly fault: Fault };
}

/** Quotes are counted, not understood: an odd one opens. Where that is wrong the parser refuses the file at an earlier byte. */
export class CsvGuard {
  #line = 1;
  /** Bytes seen before the current chunk. */
  #before = 0;
  #recordStart = 0;
  #recordLine = 1;
  #quoted = false;
  #quoteLine = 0;
  #closedAt = -2;

  /** Line of the next byte. */
  get line(): number {
    return this.#line;
  }

  /** Line where the quote opened that is open, or was last. */
  get quoteLine(): number {
    return this.#quoteLine;
  }

  /** `bytes` does not end in a CR unless the file does. */
  check(bytes: Buffer): Guarded {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      // Nearly every byte of a file ends here.
      if (byte > quote) {
        continue;
      }
      if (byte === quote) {
        this.#toggleQuote(this.#before + at);
      } else if (byte === lineFeed) {
        const stop = this.#findTooLong(bytes, at);
        if (stop !== undefined) {
          return stop;
        }
        this.#endLine(this.#before + at + 1);
      } else if (byte === carriageReturn && !this.#quoted && bytes[at + 1] !== lineFeed) {
        return this.#findTooLong(bytes, at) ?? this.#stopAtReturn(bytes, at);
      }
    }
    const stop = this.#findTooLong(bytes, bytes.length);
    this.#before += bytes.length;
    return stop ?? { good: bytes };
  }

  #toggleQuote(at: number): void {
    // A quote right behind one that closed is a doubled quote: the field goes on.
    if (!this.#quoted && at !== this.#closedAt + 1) {
      this.#quoteLine = this.#line;
    }
    if (this.#quoted) {
      this.#closedAt = at;
    }
    this.#quoted = !this.#quoted;
  }

  #endLine(next: number): void {
    this.#line += 1;
    if (!this.#quoted) {
      this.#recordStart = next;
      this.#recordLine = this.#line;
    }
  }

  #stopAtReturn(bytes: Buffer, at: number): Guarded {
    const problem = 'has a carriage return (CR) without a line feed (LF) behind it';
    const help = 'End lines with LF or CRLF, and put quotes around a value that contains a CR.';
    return { good: bytes.subarray(0, at), stop: { line: this.#line, fault: { code: 'PP204', problem, help } } };
  }

  #findTooLong(bytes: Buffer, end: number): Guarded | undefined {
    const limit = this.#recordStart + longestRecord - this.#before;
    if (end <= limit) {
      return undefined;
    }
    const help = this.#quoted
      ? `Close the quote that opens on line ${this.#quoteLine}, or shorten the row.`
      : 'Shorten the row, or check that lines end with LF or CRLF.';
    const fault: Fault = { code: 'PP206', problem: 'is longer than 1 MiB', help };
    return { good: bytes.subarray(0, limit), stop: { line: this.#recordLine, fault } };
  }
}
