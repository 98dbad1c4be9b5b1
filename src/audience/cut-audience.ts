// An audience in chunks of whole records, for threads that read them; and such a chunk read.
import type { Diagnostic } from '../diagnostic.ts';
import type { Recipient } from '../message/recipient.ts';
import { blockSize, warnOfNoRows } from './audience.ts';
import { nameFields } from './csv-audience.ts';
import { readHeader } from './csv-header.ts';
import { readCsv } from './csv-records.ts';
import { cutIntoChunks, type AudienceChunk, type ChunkSize } from './cut-into-chunks.ts';
import { findFormat } from './format.ts';
import { gunzip } from './gunzip.ts';
import { readJsonRecipients } from './json-audience.ts';
import { LineCutter } from './json-lines.ts';
import { CsvRecordEnds, LineEnds } from './record-ends.ts';
import { readTextParts, type TextPart } from './text.ts';

/** Disposing of it closes the bytes it was opened with. */
export interface CutAudience extends AsyncDisposable {
  /** In csv the header, which is in no chunk; in ndjson records name their columns themselves. */
  readonly columns: readonly string[];
  /** In file order, to be walked once. Throws a Refusal where the file is no text. */
  readonly chunks: AsyncIterable<AudienceChunk>;
  /** What is worth knowing, once it is known how many rows there are. */
  warnings(rows: number): readonly Diagnostic[];
}

/** A mebibyte is little to hand over and much to work on; and a chunk is a question to the ledger, as a block is. */
const chunkSize: ChunkSize = { bytes: 1024 * 1024, records: blockSize };

/** Whether the ends of records are seen without reading them: in one JSON array they are not. */
export function canCut(file: string): boolean {
  return findFormat(file).format.kind !== 'json';
}

/** As `openAudience`, for files that can be cut. */
export async function openCutAudience(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  size = chunkSize,
): Promise<CutAudience> {
  const { format, gzipped } = findFormat(file);
  if (format.kind === 'json') throw new Error('an array cannot be cut');
  const ends = format.kind === 'csv' ? new CsvRecordEnds() : new LineEnds();
  const chunks = cutIntoChunks(readTextParts(file, gzipped ? gunzip(file, bytes) : bytes), ends, size);
  try {
    return {
      columns: format.kind === 'csv' ? await readColumns(file, format.delimiter, chunks) : [],
      chunks,
      warnings: (rows) => (rows > 0 ? [] : [warnOfNoRows(file, format.kind)]),
      [Symbol.asyncDispose]: async () => {
        await chunks.return(undefined);
      },
    };
  } catch (error) {
    await chunks.return(undefined);
    throw error;
  }
}

/** Throws a Refusal where the header is at fault. */
async function readColumns(
  file: string,
  delimiter: string,
  chunks: AsyncGenerator<AudienceChunk>,
): Promise<readonly string[]> {
  const { value: chunk } = await chunks.next();
  if (chunk === undefined) throw new Error('csv was cut without a record or a fault');
  for await (const [header] of readCsv(file, partsOf(chunk), delimiter)) {
    if (header !== undefined) return readHeader(file, header, delimiter);
  }
  throw new Error('the first chunk has no header');
}

/** The recipients of a chunk. Throws a Refusal where it is at fault, as `openAudience` would of the whole file. */
export async function readAudienceChunk(
  file: string,
  columns: readonly string[],
  chunk: AudienceChunk,
): Promise<readonly Recipient[]> {
  const { format } = findFormat(file);
  const recipients: Recipient[] = [];
  if (format.kind === 'csv') {
    let row = chunk.row;
    const start = { row, line: chunk.line, width: columns.length };
    for await (const block of readCsv(file, partsOf(chunk), format.delimiter, start)) {
      for (const { line, fields } of block) recipients.push({ row: row++, line, values: nameFields(columns, fields) });
    }
  } else {
    const cutter = new LineCutter({ row: chunk.row, line: chunk.line });
    for await (const block of readJsonRecipients(file, partsOf(chunk), cutter)) recipients.push(...block);
  }
  return recipients;
}

function partsOf({ bytes, fault }: AudienceChunk): readonly TextPart[] {
  const parts: TextPart[] = [];
  if (bytes.length > 0) parts.push({ kind: 'bytes', bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) });
  if (fault !== undefined) parts.push({ kind: 'fault', fault });
  return parts;
}
