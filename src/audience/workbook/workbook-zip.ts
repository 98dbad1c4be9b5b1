// Reads the files in a workbook, which is a ZIP archive. They are unpacked as they are read, up to a limit that workbooks of people do not reach.
import type { Entry, ZipFile } from 'yauzl';
import { Refusal } from '../../errors.ts';
import { refuseFile } from '../fault.ts';
import type { WorkbookPackages } from './workbook-packages.ts';
import type { DataFile } from '../data-file.ts';

/** The most bytes of all files in a workbook together. Larger data belongs in .csv, which is read as a stream. */
const mostBytes = 200 * 1024 * 1024;

export interface WorkbookZip {
  has(path: string): boolean;
  /** Throws a Refusal if the archive is damaged, or unpacks to more than it declares. */
  read(path: string): AsyncGenerator<string>;
}

export async function openZip(
  file: DataFile,
  bytes: AsyncIterable<Uint8Array>,
  { yauzl }: Pick<WorkbookPackages, 'yauzl'>,
): Promise<WorkbookZip> {
  const packed = await gather(file, bytes);
  let zip: ZipFile;
  const entries = new Map<string, Entry>();
  try {
    zip = await yauzl.fromBufferPromise(packed);
    let size = 0;
    for await (const entry of zip.eachEntry()) {
      size += entry.uncompressedSize;
      if (size > mostBytes) throw refuseSize(file);
      entries.set(entry.fileName.replace(/^\//, '').toLowerCase(), entry);
    }
  } catch (error) {
    throw explain(file, error);
  }
  return {
    has: (path) => entries.has(path.toLowerCase()),
    async *read(path) {
      const entry = entries.get(path.toLowerCase());
      if (entry === undefined) throw refuseWorkbook(file, `has no part ${path}`);
      const decoder = new TextDecoder('utf-8');
      try {
        const stream: AsyncIterable<Uint8Array> = await zip.openReadStreamPromise(entry);
        for await (const chunk of stream) yield decoder.decode(chunk, { stream: true });
      } catch (error) {
        throw explain(file, error);
      }
    },
  };
}

async function gather(file: DataFile, bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > mostBytes) throw refuseSize(file);
    chunks.push(Uint8Array.from(chunk));
  }
  return Buffer.concat(chunks);
}

export function refuseWorkbook(
  file: DataFile,
  problem: string,
  help = 'Open it in a spreadsheet and save it again as .xlsx.',
): Error {
  return refuseFile(file, 'PP218', `the workbook ${problem}`, help);
}

function refuseSize(file: DataFile): Error {
  const limit = mostBytes / 1024 / 1024;
  return refuseWorkbook(
    file,
    `unpacks to more than ${limit} MB`,
    'Save the sheet as CSV UTF-8: a file of text can have any size.',
  );
}

/** Returns a Refusal if the archive caused the error, and otherwise the error itself, for example from the disk. */
function explain(file: DataFile, error: unknown): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error;
  if (/too many bytes|not enough bytes/.test(error.message))
    return refuseWorkbook(file, 'unpacks to a different size than it declares');
  const isZlib = 'code' in error && String(error.code).startsWith('Z_');
  if ('code' in error && !isZlib) return error;
  return refuseWorkbook(file, `is damaged: ${error.message}`);
}
