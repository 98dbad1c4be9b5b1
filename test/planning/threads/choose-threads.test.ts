import { expect, test } from 'vitest';
import { chooseThreads } from '../../../src/planning/threads/choose-threads.ts';

const large = { wanted: undefined, audience: { file: 'people.csv' }, bytes: 64_000_000, cores: 2 };

test('a large file is planned in two threads if there are two cores, as soon as that is faster', () => {
  const two = { threads: 2, startAfter: 5_000 };
  expect(chooseThreads(large)).toEqual(two);
  expect(chooseThreads({ ...large, cores: 8 })).toEqual(two);
  expect(chooseThreads({ ...large, audience: { file: 'people.ndjson.gz' } })).toEqual(two);
});

test.each([
  ['a smaller file', { bytes: 63_999_999 }],
  ['a file of unknown size', { bytes: undefined }],
  ['one core', { cores: 1 }],
  ['one thread that is wanted', { wanted: 1 }],
  ['rows that are grouped', { audience: { file: 'people.csv', group: { by: 'id', into: 'items' } }, wanted: 2 }],
  ['an array, which cannot be cut', { audience: { file: 'people.json' }, wanted: 2 }],
])('%s: is planned in this thread', (_what, other) => {
  expect(chooseThreads({ ...large, ...other })).toBeUndefined();
});

test('a requested number of threads is used at once, also for a small file', () => {
  expect(chooseThreads({ ...large, bytes: 10, cores: 1, wanted: 3 })).toEqual({ threads: 3, startAfter: 0 });
});
