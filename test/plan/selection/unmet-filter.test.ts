// A `where` that leaves out everybody, and the cells that nearly match it.
import { describe, expect, it } from 'vitest';
import { UnmetFilter } from '../../../src/plan/selection/unmet-filter.ts';
import { aCampaign, aRecipient, type CampaignParts } from '../../support/a-campaign.ts';

type Row = Readonly<Record<string, unknown>>;

function look(parts: CampaignParts, rows: Iterable<Row>): UnmetFilter {
  const filter = new UnmetFilter(aCampaign(parts));
  for (const row of rows) filter.look(aRecipient(row));
  return filter;
}

function found(parts: CampaignParts, rows: Iterable<Row>): readonly string[] {
  return look(parts, rows)
    .list()
    .map(({ severity, code, message, help }) => `${severity} ${code} ${message} | ${help}`);
}

function times(count: number, row: Row): readonly Row[] {
  return Array.from({ length: count }, () => row);
}

/** The hint about the cells of a column c, none of which is `wanted`. */
function near(wanted: readonly string[], cells: readonly unknown[], publicColumns: readonly string[] = []): string {
  const [finding = ''] = found(
    { where: { c: wanted }, publicColumns },
    cells.map((c) => ({ c })),
  );
  return finding.replace(/^.* \| /, '').replace(/ ?Values are compared exactly.*$/, '');
}

const ten = <T>(cell: T): readonly T[] => Array.from({ length: 10 }, () => cell);

describe('a filter that no row passes', () => {
  it('causes a warning with the condition and the number of rows', () => {
    expect(found({ where: { lang: ['TR'] } }, times(1200, { lang: 'tr' }))).toEqual([
      'warning PP248 where leaves out all 1,200 rows: there is none in which lang is "TR" | "tr" (1,200 rows) differs only in capitals. Values are compared exactly, capitals and spaces included: write them as in the file.',
    ]);
  });

  it('is reported at the value, or at where if no column alone is the cause', () => {
    const [one] = look({ where: { lang: ['TR'] } }, [{ lang: 'x' }]).list();
    expect(one).toMatchObject({
      line: 3,
      message: 'where leaves out the only row: there is none in which lang is "TR"',
    });
    const both = look({ where: { a: ['1'], b: ['1'] } }, [
      { a: '1', b: '2' },
      { a: '2', b: '1' },
    ]).list();
    expect(both).toMatchObject([
      {
        line: 2,
        message: 'where leaves out all 2 rows: each column passes in some of them, and no row passes in all columns',
      },
    ]);
  });

  it('names each column in which nothing passes', () => {
    const rows = times(2, { a: '1', b: 'x', c: '' });
    expect(found({ where: { a: ['1'], b: ['y'], c: ['z', 'w'] } }, rows)).toEqual([
      expect.stringContaining('none in which b is "y"'),
      expect.stringContaining('none in which c is "z" or "w"; c is empty in each of them'),
    ]);
  });

  it('describes conditions in words', () => {
    const bounds = [
      { comparison: 'gt', bound: 10 },
      { comparison: 'lte', bound: 20 },
    ] as const;
    const parts = {
      where: { price: { bounds }, tag: { not: ['x'], bounds: [] } },
      columns: { price: 'number' },
    } as const;
    expect(found(parts, [{ price: '5', tag: 'x' }])).toEqual([
      expect.stringContaining('none in which price is above 10 and at most 20'),
      expect.stringContaining('none in which tag is other than "x"'),
    ]);
  });

  it('names few of many values, and cuts long ones', () => {
    const [finding] = found({ where: { c: ['a', 'b', 'c', 'd', 'x'.repeat(500)] } }, [{ c: '' }]);
    expect(finding).toContain('c is "a", "b", "c" or 2 more');
    expect(found({ where: { c: ['y'.repeat(500)] } }, [{ c: '' }])[0]?.length).toBeLessThan(350);
  });

  it('reports nothing once a row passes, without rows, or without where; a repeated header is not a row', () => {
    const parts = { where: { lang: ['tr'] } };
    expect(found(parts, [...times(20, { lang: 'TR' }), { lang: 'tr' }])).toEqual([]);
    expect(found(parts, [])).toEqual([]);
    expect(found({}, [{ lang: 'tr' }])).toEqual([]);
    expect(found({ where: { lang: ['lang'] } }, [{ lang: 'lang' }, { lang: 'tr' }])).toHaveLength(1);
  });
});

describe('a near match', () => {
  it.each([
    [['TR'], 'tr', 'only in capitals'],
    [['true'], 'True', 'only in capitals'],
    [['EVET'], 'EVET ', 'only in spaces around it'],
    [['EVET'], '\u00A0EVET', 'only in spaces around it'],
    [['EVET'], 'EVET\u200B', 'only in spaces around it'],
    [['EVET'], ' evet', 'only in capitals and spaces around it'],
    [['Málaga'], 'MA\u0301LAGA', 'only in capitals'],
    [['TR'], 'ＴＲ', 'only in the form of its characters'],
    [['New York'], 'New\u00A0York', 'only in the form of its characters'],
    [['true'], 'yes', 'only in notation'],
    [['true'], '1', 'only in notation'],
    [['3'], '3.0', 'only in notation'],
    [['03'], 3, 'only in notation'],
    [['Istanbul'], 'Istambul', 'in a few letters'],
    [['İstanbul'], 'Istanbul', 'in a few letters'],
  ])('%j of %j differs %s', (wanted, cell, difference) => {
    expect(near(wanted, ten(cell))).toBe(`${JSON.stringify(String(cell))} (10 rows) differs ${difference}.`);
  });

  it.each([
    [['TR'], 'de'],
    [['tr'], 'fr'],
    [['true'], 'no'],
    [['3'], '4'],
    [['Istanbul'], 'Ankara'],
    [['x'], ''],
  ])('%j has nothing near in %j', (wanted, cell) => {
    expect(near(wanted, ten(cell))).toBe('');
  });

  it('is named if 10 rows share it, and only counted if fewer do', () => {
    expect(near(['TR'], ['tr', 'tr', 'Tr'])).toBe('3 rows differ only in capitals.');
    expect(near(['TR'], ['tr'])).toBe('1 row differs only in capitals.');
    expect(
      near(
        ['TR'],
        Array.from({ length: 9 }, () => 'tr'),
      ),
    ).toBe('9 rows differ only in capitals.');
    expect(near(['TR'], [...ten('tr'), 'Tr', 'tR', ...ten('TR ')])).toBe(
      '"tr" (10 rows) and 2 more rows differ only in capitals. "TR " (10 rows) differs only in spaces around it.',
    );
    expect(near(['ana@example.com'], ['Ana@example.com', 'ana@example.co'])).toBe(
      '1 row differs only in capitals. 1 row differs in a few letters.',
    );
  });

  it('is named in a public column, however few rows have it', () => {
    expect(near(['TR'], ['tr'], ['c'])).toBe('"tr" (1 row) differs only in capitals.');
    expect(near(['TR'], ['tr'], ['d'])).toBe('1 row differs only in capitals.');
  });

  it('is counted exactly, however many different cells there are, and the most frequent are named', () => {
    const cells = Array.from({ length: 3000 }, (_, index) => `EVET${' '.repeat((index % 50) + 1)}`);
    const said = near(['EVET'], [...cells, ...Array.from({ length: 500 }, (_, index) => `other ${index}`)]);
    expect(said.match(/\(60 rows\)/g)).toHaveLength(3);
    expect(said).toContain('2,820 more rows differ only in spaces around it.');
  });
});
