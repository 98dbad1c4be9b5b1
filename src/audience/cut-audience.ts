// An audience in chunks of whole records, for threads that read them; and such a chunk read.
import type { CampaignAudience } from '../campaign/campaign.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Recipient } from '../message/recipient.ts';
import { blockSize, warnOfNoRows } from './audience.ts';
import { refuseNoHeader } from './csv/csv-audience.ts';
import { createDialect, type CsvDialect } from './csv/csv-delimiter.ts';
import { readHeader } from './csv/csv-header.ts';
import { CsvColumns, CsvRecipient } from './csv/csv-recipient.ts';
import { readCsv } from './csv/csv-records.ts';
import { CsvScanner } from './csv/csv-scanner.ts';
import { cutIntoChunks, type AudienceChunk, type ChunkSize } from './cut-into-chunks.ts';
import { findFormat } from './format.ts';
import { readJsonRecipients } from './json/json-audience.ts';
import { LineCutter } from './json/json-lines.ts';
import { CsvRecordEnds, LineEnds } from './record-ends.ts';
import { addNotes, createRowNotes, warnOfNotes, type RowNotes } from './row-notes.ts';
import { withoutSeparatorLine } from './csv/separator-line.ts';
import { readTextParts, type TextPart } from './text.ts';
import { unpack } from './unpack.ts';
import { audienceFile, type DataFile } from './data-file.ts';

/** Disposing of it closes the bytes it was opened with. */
export interface CutAudience extends AsyncDisposable {
  /** In csv the header, which is in no chunk; in ndjson records name their columns themselves. */
  readonly columns: readonly string[];
  /** In file order, to be walked once. Throws a Refusal where the file is no text. */
  readonly chunks: AsyncIterable<AudienceChunk>;
  /** To be told of the lines of each chunk, in file order. */
  note(notes: RowNotes): void;
  /** What is worth knowing, once it is known how many rows there are. */
  warnings(rows: number): readonly Diagnostic[];
}

/** A mebibyte is little to hand over and much to work on; and a chunk is a question to the ledger, as a block is. */
const chunkSize: ChunkSize = { bytes: 1024 * 1024, records: blockSize };

/** What the campaign says of how its file is to be read. */
export type CutReading = Pick<CampaignAudience, 'file' | 'rows' | 'csv' | 'group'>;

/** Whether the ends of records are seen without reading them, and each record is a recipient. */
export function canCut({ file, rows, group }: CutReading): boolean {
  const { kind } = findFormat(audienceFile(file), rows).format;
  return group === undefined && (kind === 'csv' || kind === 'ndjson');
}

/** As `openAudience`, for files that can be cut. */
export async function openCutAudience(
  reading: CutReading,
  bytes: AsyncIterable<Uint8Array>,
  size = chunkSize,
): Promise<CutAudience> {
  const file = audienceFile(reading.file);
  const { format, packing } = findFormat(file, reading.rows);
  if (!canCut(reading) || (format.kind !== 'csv' && format.kind !== 'ndjson'))
    throw new Error(`${file.name} cannot be cut`);
  const plain = packing === undefined ? bytes : unpack(file, bytes, packing);
  const dialect = dialectOf(file, reading);
  const text = dialect === undefined ? readTextParts(file, plain) : readCsvText(file, plain, dialect);
  const chunks = cutIntoChunks(
    text,
    dialect === undefined ? new LineEnds() : new CsvRecordEnds(dialect.delimiter),
    size,
  );
  const notes = createRowNotes();
  const { kind } = format;
  try {
    return {
      columns: dialect === undefined ? [] : await readColumns(file, dialect, chunks, notes),
      chunks,
      note: (more) => {
        addNotes(notes, more);
      },
      warnings: (rows) => [...(rows > 0 ? [] : [warnOfNoRows(file, kind)]), ...warnOfNotes(file, notes)],
      [Symbol.asyncDispose]: async () => {
        await chunks.return(undefined);
      },
    };
  } catch (error) {
    await chunks.return(undefined);
    throw error;
  }
}

function dialectOf(file: DataFile, { rows, csv }: Pick<CutReading, 'rows' | 'csv'>): CsvDialect | undefined {
  const { format } = findFormat(file, rows);
  return format.kind === 'csv' ? createDialect(file, format.delimiter, csv) : undefined;
}

function readCsvText(file: DataFile, bytes: AsyncIterable<Uint8Array>, dialect: CsvDialect): AsyncIterable<TextPart> {
  return withoutSeparatorLine(file, readTextParts(file, bytes, dialect), dialect);
}

/** Throws a Refusal where the header is at fault. */
async function readColumns(
  file: DataFile,
  dialect: CsvDialect,
  chunks: AsyncGenerator<AudienceChunk>,
  notes: RowNotes,
): Promise<readonly string[]> {
  const { value: chunk } = await chunks.next();
  if (chunk === undefined) throw new Error('csv was cut without a record or a fault');
  const scanner = new CsvScanner(dialect);
  for await (const [header] of readCsv(file, partsOf(chunk), scanner)) {
    if (header === undefined) continue;
    addNotes(notes, scanner.notes);
    return readHeader(file, header, dialect);
  }
  throw refuseNoHeader(file);
}

interface ReadChunk {
  readonly recipients: readonly Recipient[];
  readonly notes: RowNotes;
}

/** The recipients of a chunk. Throws a Refusal where it is at fault, as `openAudience` would of the whole file. */
export async function readAudienceChunk(
  reading: CutReading,
  columns: readonly string[],
  chunk: AudienceChunk,
  file = audienceFile(reading.file),
): Promise<ReadChunk> {
  const dialect = dialectOf(file, reading);
  const recipients: Recipient[] = [];
  if (dialect === undefined) {
    const cutter = new LineCutter({ row: chunk.row, line: chunk.line });
    for await (const block of readJsonRecipients(file, partsOf(chunk), cutter)) recipients.push(...block);
    return { recipients, notes: createRowNotes() };
  }
  let { row } = chunk;
  const named = new CsvColumns(columns);
  const scanner = new CsvScanner(dialect, { row, line: chunk.line, width: columns.length });
  for await (const block of readCsv(file, partsOf(chunk), scanner)) {
    for (const record of block) recipients.push(new CsvRecipient(row++, record, named));
  }
  return { recipients, notes: scanner.notes };
}

function partsOf({ bytes, fault }: AudienceChunk): readonly TextPart[] {
  const parts: TextPart[] = [];
  if (bytes.length > 0) parts.push({ kind: 'bytes', bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) });
  if (fault !== undefined) parts.push({ kind: 'fault', fault });
  return parts;
}
