import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { naughtyStrings } from '../support/naughty-strings.ts';
import { readAudience } from '../support/read-audience.ts';

/** The list, and strings that it lacks because it is a list of lines. */
const strings = [
  ...naughtyStrings,
  'a\r\nb',
  '\r',
  '\n',
  '"',
  '""',
  '\t',
  '\u2028',
  '\uFEFF',
  '=1+1',
  ' \u00A0 ',
  '\u202Eabc',
];

function quote(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

function toDelimited(delimiter: string): string {
  const rows = strings.map((value, index) => [index, quote(value)].join(delimiter));
  return `${['row', 'value'].join(delimiter)}\n${rows.join('\n')}\n`;
}

const records = strings.map((value, index) => JSON.stringify({ row: String(index), value }));

describe('Big List of Naughty Strings', () => {
  it('is loaded', () => {
    expect(naughtyStrings.length).toBeGreaterThan(400);
  });

  it.each([
    ['csv', toDelimited(',')],
    ['tsv', toDelimited('\t')],
    ['ndjson', records.join('\n')],
    ['json', `[${records.join(',\n')}]`],
  ])('arrives byte for byte through %s, plain and compressed', async (ending, data) => {
    for (const [file, bytes] of [
      [`a.${ending}`, Buffer.from(data)],
      [`a.${ending}.gz`, gzipSync(data)],
    ] as const) {
      const { recipients } = await readAudience(file, bytes, 61);
      expect(recipients.map(({ values }) => Buffer.from(String(values['value'])))).toEqual(
        strings.map((value) => Buffer.from(value)),
      );
      expect(recipients.every(({ row, values }) => values['row'] === String(row - 1))).toBe(true);
    }
  });

  it('works as names of columns as well', async () => {
    const names = [...new Set(strings.map(asTyped).filter((value) => value !== ''))];
    const header = names.map(quote).join(',');
    const { columns } = await readAudience('a.csv', `${header}\n`);
    expect(columns).toEqual(names);
  });
});

/** The name without invisible characters, with plain blanks, in composed form. */
function asTyped(name: string): string {
  const seen = name.replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '');
  return seen.replaceAll(/\s+/g, ' ').trim().normalize('NFC');
}
