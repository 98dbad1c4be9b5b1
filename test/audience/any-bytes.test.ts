import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAudience, readOrFaults } from '../support/read-audience.ts';
import { tries } from '../support/property-tries.ts';

/** Pieces of files, whole and broken. Random bytes alone would fail at the first check. */
const piece = fc.oneof(
  fc.constantFrom(
    'a,b\n',
    '1,2\n',
    '1\t2\n',
    'a;b',
    '"x"',
    '"',
    '""',
    ',',
    ';',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '\0',
    ' ',
    'ö',
    '😀',
  ),
  fc.constantFrom(
    '[',
    ']',
    '{',
    '}',
    '{"a":1}',
    '{"a":{"b":[]}}',
    '{"a":1,"a":2}',
    ':',
    '1e400',
    '12345678901234567890',
  ),
  fc.constantFrom(String.raw`"\ud800"`, String.raw`\"`, '\\', '\uFEFF', '{"a":1}\n', '[{"a":1},\n{"a":"}"}]'),
  fc.uint8Array({ maxLength: 4 }),
);
const hostile = fc
  .array(piece, { maxLength: 24 })
  .map((pieces) => Buffer.concat(pieces.map((part) => Buffer.from(part))));
const file = fc.constantFrom('a.csv', 'a.tsv', 'a.ndjson', 'a.json');

function quoteIfNeeded(text: string): string {
  return /^[\w ]+$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}

describe('any bytes', () => {
  it('end in recipients or in located findings, whatever the chunks are', async () => {
    await fc.assert(
      fc.asyncProperty(file, hostile, async (name, bytes) => {
        const whole = await readOrFaults(name, bytes);
        expect(await readOrFaults(name, bytes, 1)).toEqual(whole);
        expect(await readOrFaults(name, bytes, 7)).toEqual(whole);
        const findings = 'recipients' in whole ? whole.warnings : whole;
        expect(findings.every((finding) => finding.file === name && finding.code.startsWith('PP2'))).toBe(true);
      }),
      { numRuns: tries(3000) },
    );
  });

  it('give the same result if compressed, and damaged compressed bytes never give another one', async () => {
    await fc.assert(
      fc.asyncProperty(file, hostile, fc.uint8Array({ maxLength: 6 }), fc.nat(60), async (name, bytes, junk, at) => {
        const packed = gzipSync(bytes);
        const plain = await readOrFaults(name, bytes);
        const unpacked = await readOrFaults(`${name}.gz`, packed, 7);
        expect(JSON.stringify(unpacked).replaceAll(`${name}.gz`, name)).toBe(JSON.stringify(plain));
        const broken = Buffer.concat([packed.subarray(0, at), junk]);
        const result = await readOrFaults(`${name}.gz`, broken);
        expect('recipients' in result || result.length > 0).toBe(true);
      }),
      { numRuns: tries(500) },
    );
  });

  it('that a CSV writer wrote come back, with the line of every row', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
      fc.array(fc.constantFrom('"', ',', '\n', '\r\n', '\r', 'x'), { maxLength: 6 }).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, value), { minLength: 1 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 40 }),
        async (rows, end, size) => {
          const texts = rows.map((fields) => fields.map(quoteIfNeeded).join(','));
          const { recipients } = await readAudience('a.csv', ['a,b', ...texts].join(end), size);
          const isRow = (index: number): boolean => rows[index]?.some((cell) => /[^\t-\r ]/.test(cell)) === true;
          expect(recipients.map(({ values }) => [values['a'], values['b']])).toEqual(
            rows.filter((_, index) => isRow(index)),
          );
          const lines = texts.map((_, index) => ['a,b', ...texts.slice(0, index)].join('\n').split('\n').length + 1);
          expect(recipients.map(({ line }) => line)).toEqual(lines.filter((_, index) => isRow(index)));
        },
      ),
    );
  });
});
