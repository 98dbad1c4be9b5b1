// An audience that is cut and read chunk by chunk has the same rows, lines and faults as one that is read as a whole.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canCut, openCutAudience } from '../../src/audience/cut-audience.ts';
import { readAudienceChunk } from '../../src/audience/read-chunk.ts';
import { Refusal } from '../../src/errors.ts';
import type { Recipient } from '../../src/message/recipient.ts';
import { inChunks, readOrFaults } from '../support/read-audience.ts';
import '../support/property-seed.ts';
import { tries } from '../support/property-tries.ts';

interface Sizes {
  /** The number of blocks that are read before the audience is cut. */
  readonly here: number;
  /** The size of the pieces that are read. */
  readonly piece: number;
  /** The size of the chunks that are cut. */
  readonly bytes: number;
  readonly records: number;
}

async function readCut(file: string, data: string | Uint8Array, { here, piece, ...size }: Sizes): Promise<unknown> {
  try {
    await using audience = await openCutAudience({ file }, inChunks(data, piece), size);
    const recipients: Recipient[] = [];
    let blocks = 0;
    if (here > 0) {
      for await (const block of audience.blocks(() => blocks >= here)) {
        recipients.push(...block);
        blocks += 1;
      }
    }
    for await (const chunk of audience.chunks) {
      const read = await readAudienceChunk({ file }, audience.columns, structuredClone(chunk));
      audience.note(structuredClone(read.notes));
      recipients.push(...read.recipients);
    }
    return { recipients, warnings: audience.warnings(recipients.length) };
  } catch (error) {
    if (error instanceof Refusal) return error.diagnostics;
    throw error;
  }
}

async function expectTheSame(file: string, data: string | Uint8Array, sizes: Sizes): Promise<void> {
  const whole = await readOrFaults(file, data);
  const expected = 'recipients' in whole ? { recipients: whole.recipients, warnings: whole.warnings } : whole;
  expect(await readCut(file, data, sizes)).toEqual(expected);
}

const sizes = fc.record({
  here: fc.nat(6),
  piece: fc.integer({ min: 1, max: 40 }),
  bytes: fc.integer({ min: 1, max: 60 }),
  records: fc.integer({ min: 1, max: 4 }),
});

/** Bytes of text that is mostly almost right. In some of it, one byte is changed. */
function hostile(pieces: readonly string[]): fc.Arbitrary<Buffer> {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 40 });
  const spoilt = fc.option(fc.tuple(fc.nat(), fc.nat(255)), { freq: 3 });
  return fc.tuple(text, spoilt).map(([parts, change]) => {
    const bytes = Buffer.from(parts.join(''));
    if (change !== null && bytes.length > 0) bytes[change[0] % bytes.length] = change[1];
    return bytes;
  });
}

const csvPieces = [
  'a',
  'é',
  '😀',
  ',',
  ',',
  '\n',
  '\n',
  '\r\n',
  '"',
  '""',
  '"x,\ny"',
  '"z""\r\n"',
  '1,2\n',
  '3,"4"\n',
  '\r',
  ',\n',
  ' , ""\n',
  '\uFEFF',
  '\uFEFF5,6\n',
  'sep=,\n',
];
const jsonPieces = [
  '{"a":1}\n',
  '{"a":"é\\n"}\n',
  '{}',
  '\n',
  ' \t\n',
  '\r\n',
  '[1]\n',
  '{"a":1,"a":2}\n',
  '{"b":[1,{"c":null}]}\n',
  '"',
  'x',
];

describe('an audience that is cut', () => {
  it('has the same rows and faults as the whole, in csv', async () => {
    await fc.assert(
      fc.asyncProperty(hostile(csvPieces), sizes, async (rest, size) => {
        await expectTheSame('people.csv', Buffer.concat([Buffer.from('a,b\n'), rest]), size);
        await expectTheSame('people.tsv', rest, size);
      }),
      { numRuns: tries(400) },
    );
  });

  it('has the same rows and faults as the whole, in ndjson', async () => {
    await fc.assert(
      fc.asyncProperty(hostile(jsonPieces), sizes, (data, size) => expectTheSame('people.ndjson', data, size)),
      { numRuns: tries(400) },
    );
  });

  it.each([
    ['people.csv', 'only a header', 'a,b\n'],
    ['people.csv', 'a header without a line break', 'a,b'],
    ['people.csv', 'a header with line breaks', '"a\nb",c\r\n1,2\r\n'],
    ['people.csv', 'one column, and an empty line', 'a\n\n1\n'],
    ['people.csv', 'blank rows before the header', 'sep=,\n\n , \na,b\n1,2\n'],
    ['people.csv', 'only blank rows', ',\n,\n'],
    ['people.csv', 'only doubled quotes, which are not blank', 'a,b\n"""",\n"",""\n'],
    ['people.csv', 'more blank rows than are named', `a,b\n${'1,2\n,\n'.repeat(9)}`],
    ['people.csv', 'a record of 1 MiB', `a,b\n1,"${'x'.repeat(1024 * 1024 - 4)}"\n3,4\n`],
    ['people.csv', 'a record above 1 MiB', `a,b\n1,2\n1,"${'x\n'.repeat(512 * 1024)}"\n3,4\n`],
    ['people.csv', 'a quote that is never closed', `a,b\n1,2\n1,"${'x,2\n'.repeat(300 * 1024)}`],
    ['people.csv', 'a header above 1 MiB', `a,b${'b'.repeat(1024 * 1024)}\n3,4\n`],
    ['people.ndjson', 'a line above 1 MiB', `{"a":1}\n{"a":"${'x'.repeat(1024 * 1024)}"}\n{"a":1}\n`],
    ['people.ndjson', 'only blank lines', '\n'.repeat(70 * 1024)],
    ['people.ndjson', 'a last line without a line break', '{"a":1}\n{"a":2}'],
  ])('%s: %s', async (file, _what, data) => {
    await expectTheSame(file, data, { here: 0, piece: 64 * 1024, bytes: 100_000, records: 2_000 });
    await expectTheSame(file, data, { here: 1, piece: 64 * 1024, bytes: 100_000, records: 2_000 });
    await expectTheSame(file, data, { here: 0, piece: 64 * 1024, bytes: 1, records: 1 });
    await expectTheSame(file, data, { here: 1, piece: 64 * 1024, bytes: 1, records: 1 });
  });

  it('may be any file of lines, compressed or not, but not an array', () => {
    expect(['a.csv', 'a.TSV.gz', 'a.jsonl', 'a.ndjson.gz'].map((file) => canCut({ file }))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['a.json', 'a.json.gz', 'a.xlsx'].map((file) => canCut({ file }))).toEqual([false, false, false]);
    expect(canCut({ file: 'a.csv', group: { by: 'id', into: 'items' } })).toBe(false);
  });
});
