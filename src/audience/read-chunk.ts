// Reads recipients from text that begins at any record of a file: from one chunk, or from the whole rest.
import type { CampaignAudience } from '../campaign/campaign.ts';
import type { Recipient } from '../message/recipient.ts';
import { createDialect, type CsvDialect } from './csv/csv-delimiter.ts';
import { CsvColumns, CsvRecipient } from './csv/csv-recipient.ts';
import { readCsv } from './csv/csv-records.ts';
import { CsvScanner } from './csv/csv-scanner.ts';
import type { AudienceChunk } from './cut-into-chunks.ts';
import { audienceFile, type DataFile } from './data-file.ts';
import type { RecordPlace } from './fault.ts';
import { findFormat } from './format.ts';
import { readJsonRecipients } from './json/json-audience.ts';
import { LineCutter } from './json/json-lines.ts';
import { createRowNotes, type RowNotes } from './row-notes.ts';
import type { TextPart } from './text.ts';

/** How the campaign says that its file is to be read. */
export type CutReading = Pick<CampaignAudience, 'file' | 'rows' | 'csv' | 'group'>;

/** Returns undefined for ndjson. */
export function dialectOf(file: DataFile, { rows, csv }: Pick<CutReading, 'rows' | 'csv'>): CsvDialect | undefined {
  const { format } = findFormat(file, rows);
  return format.kind === 'csv' ? createDialect(file, format.delimiter, csv) : undefined;
}

interface Records {
  readonly file: DataFile;
  /** Undefined for ndjson. */
  readonly dialect: CsvDialect | undefined;
  readonly columns: readonly string[];
}

interface RecipientReader {
  readonly blocks: AsyncIterable<readonly Recipient[]>;
  readonly notes: RowNotes;
  /** The place where reading stopped before the end of the text, and the bytes of the incomplete record there. */
  readonly rest: () => { readonly place: RecordPlace; readonly bytes: Buffer };
}

/** Reads from the record that begins at `place`. */
export function readFrom(
  { file, dialect, columns }: Records,
  place: RecordPlace,
  text: AsyncIterable<TextPart> | Iterable<TextPart>,
  isEnough?: () => boolean,
): RecipientReader {
  if (dialect === undefined) {
    const cutter = new LineCutter(place);
    return {
      blocks: readJsonRecipients(file, text, cutter, isEnough),
      notes: createRowNotes(),
      rest: () => ({ place: cutter.next, bytes: cutter.rest }),
    };
  }
  const named = new CsvColumns(columns);
  const scanner = new CsvScanner(dialect, { ...place, width: columns.length });
  let { row } = place;
  return {
    blocks: mapBlocks(
      readCsv(file, text, scanner, isEnough),
      (record): Recipient => new CsvRecipient(row++, record, named),
    ),
    notes: scanner.notes,
    rest: () => ({ place: scanner.next, bytes: scanner.rest }),
  };
}

async function* mapBlocks<From, To>(
  blocks: AsyncIterable<readonly From[]>,
  map: (item: From) => To,
): AsyncGenerator<readonly To[]> {
  for await (const block of blocks) yield block.map(map);
}

interface ReadChunk {
  readonly recipients: readonly Recipient[];
  readonly notes: RowNotes;
}

/** The recipients of a chunk. Throws a Refusal if it is invalid, as `openAudience` would for the whole file. */
export async function readAudienceChunk(
  reading: CutReading,
  columns: readonly string[],
  chunk: AudienceChunk,
  file = audienceFile(reading.file),
): Promise<ReadChunk> {
  const { row, line } = chunk;
  const { blocks, notes } = readFrom(
    { file, dialect: dialectOf(file, reading), columns },
    { row, line },
    partsOf(chunk),
  );
  return { recipients: await allOf(blocks), notes };
}

async function allOf(blocks: AsyncIterable<readonly Recipient[]>): Promise<readonly Recipient[]> {
  const all: Recipient[] = [];
  for await (const block of blocks) all.push(...block);
  return all;
}

function partsOf({ bytes, fault }: AudienceChunk): readonly TextPart[] {
  const parts: TextPart[] = [];
  if (bytes.length > 0) parts.push({ kind: 'bytes', bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) });
  if (fault !== undefined) parts.push({ kind: 'fault', fault });
  return parts;
}
