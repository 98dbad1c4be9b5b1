// Decodes the bytes of an answer. We request no compression, but a proxy may compress it anyway.
import zlib from 'node:zlib';

/** The maximum length, also after decompression: no real answer is this long, but a decompression bomb is. */
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

/** Returns null if the body cannot be decoded: it is not UTF-8, not in the declared encoding, incomplete, or too long. */
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

/** Whether "deflate" has its two-byte header. It should, but some servers omit it. */
function hasZlibHead([first = 0, second = 0]: Uint8Array): boolean {
  return first % 16 === 8 && (first * 256 + second) % 31 === 0;
}
