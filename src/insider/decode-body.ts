// The bytes of an answer as text. We ask for no compression, but a proxy may compress all the same.
import zlib from 'node:zlib';

/** Also of what is unpacked: an answer is never so long, and a bomb is. */
export const longestBody = 8 * 1024 * 1024;

const mostCodings = 3;
const limit = { maxOutputLength: longestBody };

const unpackers: ReadonlyMap<string, (bytes: Uint8Array) => Uint8Array> = new Map([
  ['gzip', (bytes) => zlib.gunzipSync(bytes, limit)],
  ['x-gzip', (bytes) => zlib.gunzipSync(bytes, limit)],
  ['br', (bytes) => zlib.brotliDecompressSync(bytes, limit)],
  ['zstd', (bytes) => zlib.zstdDecompressSync(bytes, limit)],
  ['deflate', (bytes) => (hasZlibHead(bytes) ? zlib.inflateSync(bytes, limit) : zlib.inflateRawSync(bytes, limit))],
  ['identity', (bytes) => bytes],
]);

/** Null for what nobody can read: no UTF-8, another coding than it says, half a packing, or too much of it. */
export function decodeBody(bytes: Uint8Array, encoding: string | readonly string[] | undefined): string | null {
  const codings = [encoding ?? []]
    .flat()
    .flatMap((value) => value.toLowerCase().split(','))
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '');
  if (codings.length > mostCodings) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(codings.reduceRight(unpack, bytes));
  } catch {
    return null;
  }
}

function unpack(bytes: Uint8Array, coding: string): Uint8Array {
  const unpacker = unpackers.get(coding);
  if (unpacker === undefined) throw new RangeError('an unknown encoding');
  return unpacker(bytes);
}

/** "deflate" is meant with a head of two bytes, and is sent without by some. */
function hasZlibHead([first = 0, second = 0]: Uint8Array): boolean {
  return first % 16 === 8 && (first * 256 + second) % 31 === 0;
}
