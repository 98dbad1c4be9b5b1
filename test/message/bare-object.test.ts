import { expect, test } from 'vitest';
import { dropPrototypes } from '../../src/message/bare-object.ts';

test('names that every object has are not found in data from another thread', () => {
  const inMap = { kept: true };
  const data = structuredClone({ row: { a: [{ b: null }] }, map: new Map([['c', inMap]]) });
  dropPrototypes(data);
  expect([data, data.row, data.row.a[0]].map((one) => 'constructor' in (one ?? {}))).toEqual([false, false, false]);
  expect(data.map.get('c')).toEqual(inMap);
  expect({ ...data.row }).toEqual({ a: [{ b: null }] });
});
