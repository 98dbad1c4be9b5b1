// Cuts an audience into chunks of whole records, which threads then read.
import type { Diagnostic } from '../diagnostic.ts';
import type { Recipient } from '../message/recipient.ts';
import { blockSize, warnOfNoRows } from './audience.ts';
import { refuseNoHeader } from './csv/csv-audience.ts';
import type { CsvDialect } from './csv/csv-delimiter.ts';
import { readHeader } from './csv/csv-header.ts';
import { readCsv } from './csv/csv-records.ts';
import { CsvScanner } from './csv/csv-scanner.ts';
import { cutIntoChunks, type AudienceChunk, type ChunkSize } from './cut-into-chunks.ts';
import { takeHeader } from './csv/take-header.ts';
import type { RecordPlace } from './fault.ts';
import { findFormat } from './format.ts';
import { dialectOf, readFrom, type CutReading } from './read-chunk.ts';
import { CsvRecordEnds, LineEnds, type RecordEnds } from './record-ends.ts';
import { addNotes, createRowNotes, warnOfNotes, type RowNotes } from './row-notes.ts';
import { withoutSeparatorLine } from './csv/separator-line.ts';
import { SharedText } from './shared-text.ts';
import { readTextParts, type TextPart } from './text.ts';
import { unpack } from './unpack.ts';
import { audienceFile, type DataFile } from './data-file.ts';

/** Disposing of it closes the bytes it was opened with. */
export interface CutAudience extends AsyncDisposable {
  /** The header of csv, which is in no chunk. Empty in ndjson, whose records name their columns themselves. */
  readonly columns: readonly string[];
  /**
   * Like `Audience.blocks`, but ends with the first part of the file after which `isEnough` returns true. Iterate it before the chunks, or not at
   * all. Cutting costs a third as much as reading, so a single thread should not cut.
   */
  blocks(isEnough: () => boolean): AsyncGenerator<readonly Recipient[]>;
  /** The part of the file that was not read in blocks, in file order, to be iterated once. Throws a Refusal if the file is not text. */
  readonly chunks: AsyncIterable<AudienceChunk>;
  /** Must be called with the notes of each chunk, in file order. */
  note(notes: RowNotes): void;
  /** Warnings about the file, given its number of rows. */
  warnings(rows: number): readonly Diagnostic[];
}

/** 1 MiB is little to transfer to a thread and much to work on. Each chunk is one query to the ledger, as a block is. */
const chunkSize: ChunkSize = { bytes: 1024 * 1024, records: blockSize };

/** Tells whether the ends of records can be found without reading them, and each record is one recipient. */
export function canCut({ file, rows, group }: CutReading): boolean {
  const { kind } = findFormat(audienceFile(file), rows).format;
  return group === undefined && (kind === 'csv' || kind === 'ndjson');
}

/** Like `openAudience`, for files that can be cut. */
export async function openCutAudience(
  reading: CutReading,
  bytes: AsyncIterable<Uint8Array>,
  size = chunkSize,
): Promise<CutAudience> {
  const file = audienceFile(reading.file);
  if (!canCut(reading)) throw new Error(`${file.name} cannot be cut`);
  const dialect = dialectOf(file, reading);
  const text = new SharedText(readPlainText(file, bytes, reading, dialect));
  try {
    const { columns, notes, next } = dialect === undefined ? ndjsonHead() : await takeHead(text, file, dialect);
    let place = next;
    const createEnds = (): RecordEnds =>
      dialect === undefined ? new LineEnds(place) : new CsvRecordEnds(dialect.delimiter, place);
    return {
      columns,
      blocks: async function* (isEnough) {
        const reader = readFrom({ file, dialect, columns }, place, text, isEnough);
        yield* reader.blocks;
        addNotes(notes, reader.notes);
        const rest = reader.rest();
        place = rest.place;
        text.putBack(rest.bytes);
      },
      chunks: later(() => cutIntoChunks(text, createEnds(), size)),
      note: (more) => {
        addNotes(notes, more);
      },
      warnings: (rows) => [
        ...(rows > 0 ? [] : [warnOfNoRows(file, dialect === undefined ? 'ndjson' : 'csv')]),
        ...warnOfNotes(file, notes),
      ],
      [Symbol.asyncDispose]: () => text[Symbol.asyncDispose](),
    };
  } catch (error) {
    await text[Symbol.asyncDispose]();
    throw error;
  }
}

/** Calls `make` only when the iteration begins. */
async function* later<Item>(make: () => AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* make();
}

function readPlainText(
  file: DataFile,
  bytes: AsyncIterable<Uint8Array>,
  { rows }: CutReading,
  dialect: CsvDialect | undefined,
): AsyncGenerator<TextPart> {
  const { packing } = findFormat(file, rows);
  const plain = packing === undefined ? bytes : unpack(file, bytes, packing);
  return dialect === undefined
    ? readTextParts(file, plain)
    : withoutSeparatorLine(file, readTextParts(file, plain, dialect), dialect);
}

interface Head {
  readonly columns: readonly string[];
  readonly notes: RowNotes;
  /** The record after the head. */
  readonly next: RecordPlace;
}

function ndjsonHead(): Head {
  return { columns: [], notes: createRowNotes(), next: { row: 1, line: 1 } };
}

/** Throws a Refusal if the header is invalid. */
async function takeHead(text: SharedText, file: DataFile, dialect: CsvDialect): Promise<Head> {
  const scanner = new CsvScanner(dialect);
  const { parts } = await takeHeader(text, dialect.delimiter);
  for await (const [header] of readCsv(file, parts, scanner)) {
    if (header === undefined) continue;
    return { columns: readHeader(file, header, dialect), notes: scanner.notes, next: scanner.next };
  }
  throw refuseNoHeader(file);
}
