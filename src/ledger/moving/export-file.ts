// Writes and reads an export file: the lines of a ledger, compressed, followed by a checksum that tells a complete file from a truncated one.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { exitCodes, Refusal, refuse, saySystemError } from '../../errors.ts';
import { syncDirectory } from '../sync-directory.ts';
import { RecordCounter, type Batch, type RecordCounts, type RecordSource } from './record.ts';
import {
  NewerExport,
  readBatches,
  readHead,
  writeEnd,
  writeHead,
  writeRows,
  type ExportHead,
  type ExportKind,
} from './record-text.ts';
import { DamagedLedger } from '../row.ts';

/** The size in bytes of the checksum: SHA-256 of everything before it. */
const sumLength = 32;

export interface ExportOrder {
  readonly file: string;
  readonly kind: ExportKind;
  /**
   * Called when everything but the checksum is on the disk. Until the checksum follows, the file is no valid export. `serial` is the one that was
   * written.
   */
  beforeItCounts(serial: number): Promise<void>;
}

/**
 * Writes an export with mode 0600, under another name until it is complete. @throws Refusal, exit 3, if it cannot be written. Then nothing of it is
 * left, unless it was complete already.
 */
export async function writeExport(source: RecordSource, order: ExportOrder): Promise<RecordCounts> {
  const unfinished = `${order.file}.part`;
  try {
    const counts = await writeUnfinished(source, order, unfinished);
    await fs.rename(unfinished, order.file);
    syncDirectory(path.dirname(order.file));
    return counts;
  } catch (error) {
    await fs.rm(unfinished, { force: true });
    throw isOfFileSystem(error) ? cannotWrite(order.file, error) : error;
  }
}

async function writeUnfinished(source: RecordSource, order: ExportOrder, unfinished: string): Promise<RecordCounts> {
  await fs.rm(unfinished, { force: true });
  await using file = await fs.open(unfinished, 'wx', 0o600);
  const counter = new RecordCounter();
  const hash = createHash('sha256');
  const summed = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const lines = linesOf(source, order.kind, counter);
  await pipeline(lines, createZstdCompress(), summed, async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) await file.appendFile(chunk);
  });
  await file.sync();
  await order.beforeItCounts(source.head.serial);
  await file.appendFile(hash.digest());
  await file.sync();
  return counter.counts();
}

async function* linesOf(source: RecordSource, kind: ExportKind, counter: RecordCounter): AsyncIterable<string> {
  yield writeHead({ ...source.head, kind });
  for await (const batch of source.batches()) {
    counter.add(batch);
    yield writeRows(batch);
  }
  yield writeEnd(counter.counts());
}

/** An export that is being read. Its batches can be read once. */
export interface ExportReading extends RecordSource {
  readonly head: ExportHead;
}

/** @throws Refusal, exit 4, for a file that is truncated, damaged or not an export of pushplan; 3 if there is none. */
export async function readExport<Result>(
  file: string,
  work: (reading: ExportReading) => Promise<Result>,
): Promise<Result> {
  const { head, lines } = await openExport(file);
  try {
    return await work({ head, batches: () => batchesOf(lines, head, file) });
  } finally {
    await lines.return(undefined);
  }
}

async function openExport(
  file: string,
): Promise<{ readonly head: ExportHead; readonly lines: AsyncGenerator<string, undefined> }> {
  try {
    const length = await checkSum(file);
    const lines = readLines(decompress(createReadStream(file, { end: length - 1 })));
    const first = await lines.next();
    if (first.done === true) throw new DamagedLedger('the export is empty');
    return { head: readHead(first.value), lines };
  } catch (error) {
    throw asExportRefusal(error, file);
  }
}

async function* batchesOf(lines: AsyncIterable<string>, head: ExportHead, file: string): AsyncIterable<Batch> {
  try {
    yield* readBatches(lines, head);
  } catch (error) {
    throw asExportRefusal(error, file);
  }
}

/** Decompresses a stream. An error of the input also ends the output. */
function decompress(input: Readable): Readable {
  const output = createZstdDecompress();
  input.on('error', (error) => output.destroy(error));
  output.on('close', () => input.destroy());
  return input.pipe(output);
}

/** Verifies the checksum, and returns the number of bytes before it. */
async function checkSum(file: string): Promise<number> {
  const status = await fs.stat(file);
  // Checked before opening, because opening a pipe waits for a writer.
  if (!status.isFile()) throw cannotRead(file, 'it is not a file');
  await using opened = await fs.open(file, 'r');
  const length = status.size - sumLength;
  if (length <= 0) throw new DamagedLedger('it is too short');
  const hash = createHash('sha256');
  for await (const chunk of opened.createReadStream({ start: 0, end: length - 1, autoClose: false }))
    hash.update(chunk);
  const { buffer } = await opened.read(Buffer.alloc(sumLength), 0, sumLength, length);
  if (!hash.digest().equals(buffer)) throw new DamagedLedger('its sum is another one');
  if (process.platform !== 'win32' && (status.mode & 0o077) !== 0) throw isOpenToOthers(file);
  return length;
}

async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of chunks) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf('\n');
    rest = text.slice(end + 1);
    if (end !== -1) yield* text.slice(0, end).split('\n');
  }
  if (rest !== '') throw new DamagedLedger('the last line is cut');
  return undefined;
}

/** Turns an error into a Refusal. Any unknown error while reading means that the file is damaged. */
function asExportRefusal(error: unknown, file: string): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof NewerExport) {
    return refuse(
      exitCodes.blocked,
      'PP312',
      `${file} was written by a newer pushplan.`,
      'Use that one, or a newer one, to import it.',
    );
  }
  if (isOfFileSystem(error)) return cannotRead(file, saySystemError(error));
  return refuse(
    exitCodes.blocked,
    'PP343',
    `${file} is cut, damaged, or not what pushplan ledger export writes.`,
    'Nothing was imported. Copy it again from where it was written, and compare the sizes.',
    { cause: error },
  );
}

function cannotRead(file: string, why: string): Refusal {
  const help = 'Name a file that pushplan ledger export has written.';
  return refuse(exitCodes.invalidInput, 'PP150', `${file} cannot be read: ${why}.`, help);
}

function isOpenToOthers(file: string): Refusal {
  return refuse(
    exitCodes.blocked,
    'PP313',
    `${file} is open to others, and holds the secret of the ledger's keys.`,
    `Find out who has read it, then: chmod 600 ${file}`,
  );
}

function cannotWrite(file: string, error: Error): Refusal {
  return refuse(
    exitCodes.invalidInput,
    'PP505',
    `the export cannot be written to ${file}: ${saySystemError(error)}`,
    'Choose a file in a folder that you can write to, with room for it.',
  );
}

function isOfFileSystem(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
