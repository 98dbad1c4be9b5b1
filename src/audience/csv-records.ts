// CSV text to records, by csv-parse at its strictest. Nothing outside of this file knows which parser it is.
import { CsvError, Parser, type CsvErrorCode } from 'csv-parse';
import type { Refusal } from '../errors.ts';
import { inBlocks } from './audience.ts';
import { findForeignDelimiter } from './csv-delimiter.ts';
import { CsvGuard, type Guarded } from './csv-guard.ts';
import { refuseRow, type Fault, type RowPlace } from './fault.ts';
import type { TextPart } from './text.ts';

export interface CsvRecord {
  /** Line where the record begins. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** Blocks of records, the header among them as the first record. Throws a Refusal at the first fault, after the records before it. */
export async function* readCsv(
  file: string,
  text: AsyncIterable<TextPart>,
  delimiter: string,
): AsyncGenerator<readonly CsvRecord[]> {
  const guard = new CsvGuard();
  const parser = new StrictParser(delimiter);
  const refuse = (error: CsvError, place: RowPlace): Refusal => {
    const foreign = place.row === 0 ? findForeignQuoted(error, delimiter) : undefined;
    const fault = foreign ?? explainCsvError(error, guard.quoteLine, parser.width);
    return refuseRow(file, { place, fault });
  };
  // csv-parse looks a few bytes ahead. Before a fault it gets delimiters, which are no mistake anywhere, to look at.
  const padding = Buffer.from(delimiter.repeat(16));

  for await (const part of text) {
    const { good, stop }: Guarded =
      part.kind === 'bytes'
        ? guard.check(part.bytes)
        : { good: Buffer.alloc(0), stop: { line: guard.line, fault: part.fault } };
    const error = await parser.write(stop === undefined ? good : Buffer.concat([good, padding]));
    const place = parser.next;
    yield* inBlocks(parser.take());
    if (error !== undefined) {
      throw refuse(error, place);
    }
    if (stop !== undefined) {
      throw refuseRow(file, { place: { row: place.row, line: stop.line }, fault: stop.fault });
    }
  }
  const error = await parser.end();
  const place = parser.next;
  yield* inBlocks(parser.take());
  if (error !== undefined) {
    throw refuse(error, place);
  }
}

class StrictParser {
  /** The record that is expected next: 0 is the header. Its line is counted here, since csv-parse counts a quoted CRLF twice. */
  next = { row: 0, line: 1 };
  /** Fields in a record: all have as many as the header. */
  width = 0;
  #records: CsvRecord[] = [];
  readonly #parser: Parser;

  constructor(delimiter: string) {
    this.#parser = new Parser({
      delimiter,
      record_delimiter: ['\r\n', '\n'],
      // Taken here and not from the stream, which would cost an await for every record.
      on_record: (fields: string[]) => {
        this.#records.push({ line: this.next.line, fields });
        this.width = fields.length;
        this.next = { row: this.next.row + 1, line: this.next.line + 1 + countLineFeeds(fields) };
        return null;
      },
    });
    // Every error comes back from write and end as well.
    this.#parser.on('error', () => {});
  }

  take(): readonly CsvRecord[] {
    const taken = this.#records;
    this.#records = [];
    return taken;
  }

  async write(bytes: Buffer): Promise<CsvError | undefined> {
    return settle((done) => this.#parser.write(bytes, done));
  }

  async end(): Promise<CsvError | undefined> {
    return settle((done) => this.#parser.end(done));
  }
}

async function settle(start: (done: (error?: Error | null) => void) => unknown): Promise<CsvError | undefined> {
  const error = await new Promise<Error | null | undefined>((resolve) => start(resolve));
  if (error instanceof CsvError) {
    return error;
  }
  if (error instanceof Error) {
    throw error;
  }
  return undefined;
}

function countLineFeeds(fields: readonly string[]): number {
  let count = 0;
  for (const field of fields) {
    for (let at = field.indexOf('\n'); at !== -1; at = field.indexOf('\n', at + 1)) {
      count += 1;
    }
  }
  return count;
}

/** A header such as "id";"name" ends here and not in a single column. csv-parse says only in its message what stands behind the quote. */
function findForeignQuoted(error: CsvError, delimiter: string): Fault | undefined {
  const behind = error.code === 'CSV_INVALID_CLOSING_QUOTE' ? /got "(.)"/.exec(error.message)?.[1] : undefined;
  return behind === undefined ? undefined : findForeignDelimiter(behind, delimiter);
}

/** In our own words: those of csv-parse quote the row. */
function explainCsvError(error: CsvError, quoteLine: number, width: number): Fault {
  if (error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') {
    return explainRagged(error['record'], width);
  }
  const quoting = quotingFaults.get(error.code);
  if (quoting === undefined) {
    throw error;
  }
  const field = typeof error['column'] === 'number' ? `field ${error['column'] + 1}` : 'a field';
  return { code: 'PP204', problem: quoting.problem(field, quoteLine), help: quoting.help };
}

const quotingFaults = new Map<CsvErrorCode, { problem: (field: string, line: number) => string; help: string }>([
  [
    'CSV_QUOTE_NOT_CLOSED',
    {
      problem: (field, line) => `has a quote in ${field} that opens on line ${line} and is never closed`,
      help: 'Close the quote, or double it if it belongs to the value.',
    },
  ],
  [
    'CSV_INVALID_CLOSING_QUOTE',
    {
      problem: (field) =>
        `has a quote in ${field} that closes the value, and something else than a delimiter behind it`,
      help: 'Double a quote that belongs to the value (""); fields are separated by commas in .csv, by tabs in .tsv.',
    },
  ],
  [
    'INVALID_OPENING_QUOTE',
    {
      problem: (field) => `has a quote in the middle of ${field}`,
      help: 'Put quotes around the whole value, with nothing before them, and double the one within it ("").',
    },
  ],
]);

function explainRagged(record: unknown, width: number): Fault {
  const fields: readonly unknown[] = Array.isArray(record) ? record : [];
  if (fields.length === 1 && fields[0] === '') {
    return { code: 'PP203', problem: `is empty, the header has ${width} fields`, help: 'Remove the empty line.' };
  }
  return {
    code: 'PP203',
    problem: `has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}, the header has ${width}`,
    help: 'Put quotes around a value that contains a delimiter or a line break, and leave an empty value empty.',
  };
}
