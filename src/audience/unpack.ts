// Unpacks a .gz or .zst file as a stream, and refuses one that is cut off, damaged or followed by other data.
import { countOf } from '../numbers.ts';
import { Readable, pipeline } from 'node:stream';
import {
  createGunzip,
  createGzip,
  createZstdCompress,
  createZstdDecompress,
  type Gzip,
  type ZstdCompress,
} from 'node:zlib';
import { refuseFile } from './fault.ts';
import type { Packing } from './format.ts';
import type { DataFile } from './data-file.ts';

const chunkSize = 64 * 1024;

export async function* unpack(
  file: DataFile,
  packed: AsyncIterable<Uint8Array>,
  packing: Packing,
): AsyncGenerator<Uint8Array> {
  let fed = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of packed) {
      fed += chunk.length;
      yield chunk;
    }
  }
  const unpacked = packing === '.gz' ? createGunzip({ chunkSize }) : createZstdDecompress({ chunkSize });
  // The iteration below throws every failure. The callback is only here because pipeline requires one.
  pipeline(Readable.from(counted()), unpacked, () => {});
  try {
    yield* unpacked;
  } catch (error) {
    const problem = explainZlibError(error);
    if (problem === undefined) {
      throw error;
    }
    if (fed === 0) {
      return;
    }
    throw refuseFile(file, 'PP208', problem, 'Pack or copy the file again.');
  }
  // zlib ignores trailing data that begins with a zero byte, and after Zstandard any trailing data.
  if (unpacked.bytesWritten < fed) {
    const rest = fed - unpacked.bytesWritten;
    throw refuseFile(
      file,
      'PP208',
      `${countOf(rest, 'byte follows', 'bytes follow')} the compressed data`,
      'Pack or copy the file again.',
    );
  }
}

/** The reverse of `unpack`, for a file that is written again. */
export function createPacker(packing: Packing): Gzip | ZstdCompress {
  return packing === '.gz' ? createGzip() : createZstdCompress();
}

/** Returns undefined if something other than zlib failed, such as the disk. */
function explainZlibError(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') {
    return undefined;
  }
  if (error.code === 'Z_BUF_ERROR') {
    return 'the compressed data ends too early: the file is cut';
  }
  return /^Z(?:STD)?_/v.test(error.code) ? `the compressed data is broken: ${error.message}` : undefined;
}
