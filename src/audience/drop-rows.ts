// Writes a data file without some of its rows. Everything else stays the same, byte for byte, except the packing.
import type { CsvForm } from '../campaign/campaign.ts';
import type { Recipient } from '../message/recipient.ts';
import { createDialect, type CsvDialect } from './csv/csv-delimiter.ts';
import { readHeader } from './csv/csv-header.ts';
import { readCsv } from './csv/csv-records.ts';
import { CsvScanner } from './csv/csv-scanner.ts';
import { takeHeader } from './csv/take-header.ts';
import { cutIntoChunks, type AudienceChunk, type ChunkSize } from './cut-into-chunks.ts';
import { decode, isDecoded } from './decode.ts';
import { refuseFile, refuseRow } from './fault.ts';
import { findFormat } from './format.ts';
import { ArrayCutter } from './json/json-array.ts';
import type { CutTexts } from './json/json-cutter.ts';
import { parseRecord } from './json/json-record.ts';
import { readAudienceChunk, type CutReading } from './read-chunk.ts';
import { CsvRecordEnds, LineEnds, type RecordEnds } from './record-ends.ts';
import { withoutSeparatorLine } from './csv/separator-line.ts';
import { SharedText } from './shared-text.ts';
import { readTextParts, type TextPart } from './text.ts';
import { unpack } from './unpack.ts';
import { cellsOfOtherSheets } from './workbook/other-cells.ts';
import { openSheet, readOpenSheet } from './workbook/xlsx-audience.ts';
import type { DataFile } from './data-file.ts';

export interface DroppedRows {
  readonly file: DataFile;
  /** The format of the rows if the name of the file does not tell it. */
  readonly rows?: 'csv' | 'ndjson' | undefined;
  readonly csv?: CsvForm | undefined;
  /** The name of the sheet, for a workbook. */
  readonly sheet?: string | undefined;
  readonly isTheirs: (row: Recipient) => boolean;
}

const chunkSize: ChunkSize = { bytes: 1024 * 1024, records: 10_000 };

/**
 * Yields unpacked bytes and returns the number of rows left out. For a workbook it yields no bytes and returns 0.
 * Throws a Refusal (exit 3) if the file cannot be read, perhaps after some bytes.
 */
export async function* dropRows(order: DroppedRows, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, number> {
  const { file, rows, csv } = order;
  const { format, packing } = findFormat(file, rows);
  const plain = packing === undefined ? bytes : unpack(file, bytes, packing);
  switch (format.kind) {
    case 'csv':
      return yield* dropRecords(order, plain, createDialect(file, format.delimiter, csv));
    case 'ndjson':
      return yield* dropLines(order, plain);
    case 'json':
      return yield* dropElements(order, plain);
    case 'xlsx':
      return yield* keepWorkbook(order, plain);
  }
}

/** Cuts the file undecoded, except UTF-16: all other encodings keep the bytes of quotes, delimiters and line feeds. */
async function* dropRecords(
  order: DroppedRows,
  plain: AsyncIterable<Uint8Array>,
  dialect: CsvDialect,
): AsyncGenerator<Buffer, number> {
  const { file } = order;
  const { declared } = dialect;
  const { encoding } = declared;
  const isWide = encoding?.startsWith('utf-16') === true;
  const text = isWide ? decode(file, plain, dialect, encoding) : plain;
  const write = isWide ? (bytes: Buffer): Buffer => encodeWide(bytes, encoding) : (bytes: Buffer): Buffer => bytes;
  const isNarrow = !isWide && isDecoded(encoding);
  const toUtf8 = (bytes: Buffer): Buffer => (isNarrow ? Buffer.from(new TextDecoder(encoding).decode(bytes)) : bytes);
  const { delimiter } = dialect;
  await using shared = new SharedText(withoutSeparatorLine(file, asParts(text), dialect));
  const read = { ...readingOf(order), csv: withoutEncoding(declared) };
  let count = 0;
  if (isWide) yield write(Buffer.from('\u{FEFF}'));
  const { parts, next } = await takeHeader(shared, delimiter);
  const header = Buffer.concat(parts.flatMap((part) => (part.kind === 'bytes' ? [part.bytes] : [])));
  if (header.length === 0) return count;
  const columns = await readColumns(file, toUtf8(header), dialect);
  yield write(header);
  for await (const chunk of cutIntoChunks(shared, new CsvRecordEnds(delimiter, next), chunkSize)) {
    const bytes = asBuffer(chunk.bytes);
    const rowsOf = async (part: Buffer): Promise<readonly Recipient[]> =>
      (await readAudienceChunk(read, columns, { ...placeOf(chunk), bytes: new Uint8Array(toUtf8(part)) }, file))
        .recipients;
    const kept = await dropFrom(bytes, new CsvRecordEnds(delimiter), rowsOf, order.isTheirs);
    count += kept.count;
    for (const part of kept.parts) yield write(part);
  }
  return count;
}

async function* dropLines(order: DroppedRows, plain: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, number> {
  const { file, isTheirs } = order;
  let count = 0;
  let isEmpty = true;
  for await (const chunk of cutIntoChunks(asParts(plain), new LineEnds(), chunkSize)) {
    const rowsOf = async (part: Buffer): Promise<readonly Recipient[]> =>
      (await readAudienceChunk(readingOf(order), [], { ...placeOf(chunk), bytes: new Uint8Array(part) }, file))
        .recipients;
    const kept = await dropFrom(asBuffer(chunk.bytes), new LineEnds(), rowsOf, isTheirs);
    count += kept.count;
    isEmpty &&= kept.parts.length === 0;
    yield* kept.parts;
  }
  // A file of zero bytes would look as if it had been cut off.
  if (isEmpty) yield Buffer.from('\n');
  return count;
}

async function* dropElements(
  { file, isTheirs }: DroppedRows,
  plain: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer, number> {
  const cutter = new ArrayCutter();
  let row = 0;
  let count = 0;
  const keep = ({ texts, stop }: CutTexts): Buffer[] => {
    const kept = texts.flatMap(({ line, json }) => {
      row += 1;
      const record = parseRecord(json);
      if (record.kind === 'fault') throw refuseRow(file, { place: { row, line }, fault: record.fault });
      if (!isTheirs({ row, line, values: record.values }))
        return [Buffer.from(`${row - count > 1 ? ',' : ''}\n${json}`)];
      count += 1;
      return [];
    });
    if (stop !== undefined) throw refuseRow(file, stop);
    return kept;
  };
  yield Buffer.from('[');
  for await (const part of readTextParts(file, plain)) {
    if (part.kind === 'fault') throw refuseRow(file, { place: cutter.next, fault: part.fault });
    yield* keep(cutter.cut(part.bytes));
  }
  yield* keep(cutter.end());
  yield Buffer.from('\n]\n');
  return count;
}

/** Yields nothing, since a workbook without a row would have to be rebuilt. Throws a Refusal (PP213) if one of the rows is to be dropped. */
async function* keepWorkbook(
  { file, sheet, isTheirs }: DroppedRows,
  plain: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer, number> {
  const open = await openSheet(file, plain, sheet);
  await using audience = await readOpenSheet(open);
  const refusal = refuseFile(file, 'PP213', 'rows of a workbook cannot be removed', 'Export it as CSV.');
  for await (const block of audience.blocks) {
    if (block.some(isTheirs)) throw refusal;
  }
  // Other sheets have columns of their own, so each of their cells is compared in every column.
  for await (const cell of cellsOfOtherSheets(open)) {
    const values = Object.fromEntries(audience.columns.map((column) => [column, cell]));
    if (isTheirs({ row: 1, line: 1, values })) throw refusal;
  }
  yield* [];
  return 0;
}

interface Kept {
  readonly parts: readonly Buffer[];
  readonly count: number;
}

/** Cuts the bytes into single records only if one of them is to be dropped. */
async function dropFrom(
  bytes: Buffer,
  ends: RecordEnds,
  rowsOf: (bytes: Buffer) => Promise<readonly Recipient[]>,
  isTheirs: DroppedRows['isTheirs'],
): Promise<Kept> {
  const found = (await rowsOf(bytes)).filter(isTheirs).length;
  if (found === 0) return { parts: [bytes], count: 0 };
  const parts: Buffer[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = ends.find(bytes, from);
    const part = bytes.subarray(from, end === -1 ? bytes.length : end);
    if (!(await rowsOf(part)).some(isTheirs)) parts.push(part);
    from += part.length;
  }
  return { parts, count: found };
}

async function readColumns(file: DataFile, header: Buffer, dialect: CsvDialect): Promise<readonly string[]> {
  const scanner = new CsvScanner(dialect);
  for await (const [record] of readCsv(file, [{ kind: 'bytes', bytes: header }], scanner)) {
    if (record !== undefined) return readHeader(file, record, dialect);
  }
  throw refuseFile(file, 'PP209', `${file.what} has nothing but delimiters`, 'Check the export that writes it.');
}

async function* asParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TextPart> {
  for await (const part of bytes) yield { kind: 'bytes', bytes: asBuffer(part) };
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function readingOf({ file, rows }: DroppedRows): Pick<CutReading, 'file' | 'rows'> {
  return { file: file.name, ...(rows && { rows }) };
}

function placeOf({ row, line }: AudienceChunk): Pick<AudienceChunk, 'row' | 'line'> {
  return { row, line };
}

/** The declared form without the encoding, since the rows are UTF-8 when they are read. */
function withoutEncoding({ encoding: _encoding, ...declared }: CsvForm): CsvForm {
  return declared;
}

/** `bytes` are whole characters of UTF-8. */
function encodeWide(bytes: Buffer, encoding: string): Buffer {
  const wide = Buffer.from(bytes.toString('utf8'), 'utf16le');
  return encoding === 'utf-16be' ? wide.swap16() : wide;
}
