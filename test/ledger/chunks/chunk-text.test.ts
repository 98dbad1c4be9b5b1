import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fillEnvelope } from '../../../src/delivery/envelope.ts';
import { envelopeOf } from '../../../src/insider/envelope.ts';
import { GrowingChunk } from '../../../src/ledger/chunks/chunk-bytes.ts';
import { addToChunk, compressChunk, readChunk, writeChunk } from '../../../src/ledger/chunks/chunk-text.ts';
import { payloadTo } from '../../support/payloads.ts';

const before = { key: 'ab', digest: 'cd', generation: 1, row: 7, payload: Buffer.from(payloadTo('ada')) };
const now = { ...before, identities: ['uuid=ada'], evidence: '[1204,"Sale","30% off"]' };
const spooled = { ...now, person: `01${'ef'.repeat(16)}` };

test('the whole envelope and the person are read back', () => {
  const without = { ...spooled, evidence: null };
  const withSums = { ...spooled, sums: `01${'ab'.repeat(16)}` };
  const inArm = [
    { ...spooled, arm: 0 },
    { ...withSums, arm: 3 },
  ];
  expect(readChunk(writeChunk([spooled, without, withSums, ...inArm]))).toEqual([spooled, without, withSums, ...inArm]);
});

test('a chunk is unreadable if an arm is not a number', () => {
  const row = ['ab', 'cd', 1, 7, payloadTo('ada'), ['uuid=ada'], null, spooled.person, null, 'A'];
  expect(() => readChunk(zstdCompressSync(JSON.stringify([row])))).toThrow('a chunk of the spool cannot be read');
});

test('a chunk of an older version is read, is unchanged when it is written again, and gets the same envelope', () => {
  const older = zstdCompressSync(JSON.stringify([['ab', 'cd', 1, 7, payloadTo('ada')]]));
  const [kept] = readChunk(older);
  expect(kept).toEqual(before);
  expect(readChunk(writeChunk([before, spooled]))).toEqual([before, spooled]);
  expect(fillEnvelope(before, envelopeOf)).toEqual(now);
  expect(fillEnvelope(now, () => expect.unreachable())).toEqual(now);
});

test('the due time is read back, with and without sums; anything else in its place is damage', () => {
  const when = { due: 1_795_428_000_000, zone: 'Asia/Tokyo' };
  const timed = [
    { ...spooled, when },
    { ...spooled, sums: `01${'ab'.repeat(16)}`, when },
  ];
  expect(readChunk(writeChunk(timed))).toEqual(timed);
  const { key, digest, generation, row, payload, identities, evidence, person } = spooled;
  for (const rest of [
    ['soon', 'UTC'],
    [7, 7],
  ]) {
    const wrong = [[key, digest, generation, row, String(payload), identities, evidence, person, null, ...rest]];
    expect(() => readChunk(zstdCompressSync(JSON.stringify(wrong)))).toThrow('cannot be read');
  }
});

test('payloads are read back byte for byte, whatever they contain', () => {
  const payloads = ['', '{"title":"Zoë, 12 €"}', 'two\nlines', '"\\"', '\u{1f600}'.repeat(3)];
  const bytes = payloads.map((payload, row) => ({ ...spooled, row, payload: Buffer.from(payload) }));
  expect(readChunk(writeChunk(bytes))).toEqual(bytes);
  expect(readChunk(writeChunk([]))).toEqual([]);
});

test.each([
  ['a length that is not a number', (length: number) => `${length}`],
  ['a negative length', (length: number) => -length],
  ['a length with half a byte', (length: number) => length - 0.5],
  ['a length beyond the end', (length: number) => length + 1],
])('a chunk is unreadable with %s', (_, change) => {
  const { key, digest, generation, row, payload } = before;
  const wrong = new GrowingChunk(1);
  wrong.add(payload, [key, digest, generation, row, change(payload.length)]);
  expect(() => readChunk(zstdCompressSync(wrong.pack()))).toThrow('a chunk of the spool cannot be read');
});

test('chunks that are written from the same buffer, one after another, hold only their own people, also if one is empty', () => {
  const chunk = new GrowingChunk(1);
  const first = Array.from({ length: 40 }, (_, row) => ({ ...spooled, row, evidence: `["Zoë €", ${row}]` }));
  for (const people of [first, [{ ...spooled, payload: Buffer.from('{}') }], [], first]) {
    for (const one of people) addToChunk(chunk, one);
    expect([chunk.size, chunk.bytes]).toEqual([
      people.length,
      people.reduce((sum, { payload }) => sum + payload.length, 0),
    ]);
    expect(readChunk(compressChunk(chunk))).toEqual(people);
    expect([chunk.size, chunk.bytes]).toEqual([0, 0]);
  }
});

test.each([[Uint8Array.of(0, 0, 0)], [Uint8Array.of(0, 255, 255, 255, 255)]])('%s is not a chunk', (bytes) => {
  expect(() => readChunk(zstdCompressSync(bytes))).toThrow('a chunk of the spool cannot be read');
});
