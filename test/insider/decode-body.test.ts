import zlib from 'node:zlib';
import { expect, test } from 'vitest';
import { decodeBody, longestBody } from '../../src/insider/decode-body.ts';

const text = '{"successes":[{"INSIDER.uuid":"çağrı"}],"errors":{}}';
const bytes = Buffer.from(text);

test.each<[string | readonly string[] | undefined, Uint8Array]>([
  [undefined, bytes],
  ['', bytes],
  ['identity', bytes],
  ['gzip', zlib.gzipSync(bytes)],
  ['X-GZip', zlib.gzipSync(bytes)],
  ['br', zlib.brotliCompressSync(bytes)],
  ['zstd', zlib.zstdCompressSync(bytes)],
  ['deflate', zlib.deflateSync(bytes)],
  ['deflate', zlib.deflateRawSync(bytes)],
  ['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(bytes))],
  [['gzip', ' BR '], zlib.brotliCompressSync(zlib.gzipSync(bytes))],
])('a body with the content encoding %j is decoded', (encoding, packed) => {
  expect(decodeBody(packed, encoding)).toBe(text);
});

test.each<[string, string | undefined, Uint8Array]>([
  ['is not UTF-8', undefined, Buffer.of(0xff, 0xfe)],
  ['is not UTF-8 after decompression', 'gzip', zlib.gzipSync(Buffer.of(0xff, 0xfe))],
  ['is not compressed as declared', 'gzip', bytes],
  ['is cut off', 'gzip', zlib.gzipSync(bytes).subarray(0, -9)],
  ['is cut off', 'br', zlib.brotliCompressSync(bytes).subarray(0, -4)],
  ['is empty', 'deflate', Buffer.alloc(0)],
  ['has an unknown encoding', 'compress', bytes],
  ['is compressed too many times', 'gzip,gzip,gzip,gzip', [1, 2, 3, 4].reduce((all) => zlib.gzipSync(all), bytes)],
  ['is a decompression bomb', 'gzip', zlib.gzipSync(Buffer.alloc(longestBody + 1))],
  ['is a decompression bomb', 'br', zlib.brotliCompressSync(Buffer.alloc(longestBody + 1))],
  ['is a decompression bomb', 'deflate', zlib.deflateSync(Buffer.alloc(longestBody + 1))],
  ['is a decompression bomb', 'deflate', zlib.deflateRawSync(Buffer.alloc(longestBody + 1))],
  ['is a decompression bomb', 'zstd', zlib.zstdCompressSync(Buffer.alloc(longestBody + 1))],
  [
    'is a decompression bomb in another one',
    'gzip, br',
    zlib.brotliCompressSync(zlib.gzipSync(Buffer.alloc(longestBody + 1))),
  ],
])('a body that %s (%s) is not decoded', (_name, encoding, packed) => {
  expect(decodeBody(packed, encoding)).toBeNull();
});

test('a body of the maximum size is decoded', () => {
  expect(decodeBody(zlib.gzipSync(Buffer.alloc(longestBody, ' ')), 'gzip')).toHaveLength(longestBody);
});
