// Bounds of the values that texts print: exact for public columns, rounded for other columns and only from enough people.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../src/message/figure.ts';
import { Bounds } from '../../src/plan/bounds.ts';
import '../support/property-seed.ts';
import { tries } from '../support/property-tries.ts';

function figure(name: string, more: Partial<Figure> = {}): Figure {
  return { name, kind: 'number', isPublic: false, readsText: true, path: name.split('.'), ...more };
}

const price = figure('price');
const publicPrice = figure('price', { isPublic: true });
const due = figure('due', { kind: 'date' });
const publicDue = figure('due', { kind: 'date', isPublic: true });

type Row = Readonly<Record<string, unknown>>;

function boundsOf(figures: readonly Figure[], rows: readonly Row[]): Bounds {
  const bounds = new Bounds(figures);
  for (const row of rows) bounds.look(row);
  return bounds;
}

function rowsOf(count: number, row: Row): Row[] {
  return Array.from({ length: count }, () => row);
}

describe('bounds', () => {
  it('of a public column are exact, have the median, and include a price of 1.30 among prices of 1299', () => {
    const rows = [...rowsOf(30, { price: '1299' }), { price: '1.30' }, ...rowsOf(30, { price: 1299.5 })];
    expect(boundsOf([publicPrice], rows).list()).toEqual([
      { column: 'price', kind: 'number', recipients: 61, exact: true, least: 1.3, middle: 1299, greatest: 1299.5 },
    ]);
    expect(boundsOf([price], rows).list()).toEqual([
      { column: 'price', kind: 'number', recipients: 61, exact: false, least: 1, middle: null, greatest: 2000 },
    ]);
  });

  it('are given for 20 people or more, and for a public column for one or more', () => {
    const row = { price: 45 };
    expect(boundsOf([price], rowsOf(19, row)).list()).toEqual([]);
    expect(boundsOf([price], rowsOf(20, row)).list()).toMatchObject([{ recipients: 20, least: 40, greatest: 50 }]);
    expect(boundsOf([publicPrice], [row]).list()).toMatchObject([{ recipients: 1, least: 45, middle: 45 }]);
    expect(boundsOf([publicPrice], []).list()).toEqual([]);
  });

  it('count people, not values: a long list and empty cells add nobody', () => {
    const items = figure('items.price');
    const long = { items: rowsOf(100, { price: 45 }) };
    expect(boundsOf([items], [...rowsOf(19, long), ...rowsOf(9, { items: [] }), {}]).list()).toEqual([]);
    expect(boundsOf([items], rowsOf(20, long)).list()).toMatchObject([{ column: 'items.price', recipients: 20 }]);
  });

  it('of dates are days, or the years around them if they are rounded', () => {
    const rows = [
      ...rowsOf(10, { due: '2026-12-31' }),
      ...rowsOf(10, { due: '2027-03-01T23:30:00Z' }),
      { due: '2027-02-01' },
    ];
    const exact = { least: '2026-12-31', middle: '2027-02-01', greatest: '2027-03-01' };
    expect(boundsOf([publicDue, due], rows).list()).toEqual([
      { column: 'due', kind: 'date', recipients: 21, exact: true, ...exact },
      { column: 'due', kind: 'date', recipients: 21, exact: false, least: '2026', middle: null, greatest: '2027' },
    ]);
  });

  it('never contain -0', () => {
    expect(boundsOf([publicPrice], [{ price: '-0' }, { price: 0 }]).list()).toMatchObject([
      { least: 0, middle: 0, greatest: 0 },
    ]);
  });

  it('are the same for any order of rows, and for any parts that are merged', () => {
    const figures = [price, publicPrice, due, publicDue];
    const row = fc.record({
      price: fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom('', '1.30', '1299', '-0', 'x', null),
      ),
      due: fc.oneof(
        fc.constantFrom('', 'soon', '0001-01-01', '9999-12-31'),
        fc.constantFrom('2026-03-01', '2027-01-31T00:00:00+03:00'),
      ),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), fc.nat(60), (rows, at) => {
        const merged = boundsOf(figures, rows.slice(at).toReversed());
        merged.merge(boundsOf(figures, rows.slice(0, at)).state());
        expect(merged.list()).toEqual(boundsOf(figures, rows).list());
      }),
      { numRuns: tries(50) },
    );
  });
});
