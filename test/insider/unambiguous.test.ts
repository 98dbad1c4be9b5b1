import { expect, test } from 'vitest';
import { isUnambiguous } from '../../src/insider/unambiguous.ts';

test.each([
  '{}',
  '{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}',
  '{"a":"a","b":"a"}',
  '{"a":":","b":": {"}',
  '{"a"\t:1,\n"b" :null}',
  String.raw`{"a":"\"a\":","b":"\\","\\\"a":1}`,
  '["a","a"]',
  '"a"',
  '7',
  `${'['.repeat(32)}${']'.repeat(32)}`,
])('%s has only one meaning', (text) => {
  expect(isUnambiguous(text)).toBe(true);
});

test.each([
  '{"a":1,"a":1}',
  '{"a":1,"b":2,"a" :3}',
  '{"a":":","a":2}',
  '[{"b":{"a":1,"a":2}}]',
  String.raw`{"a":1,"\u0061":2}`,
  String.raw`{"\\":1,"\\":2}`,
  `${'['.repeat(33)}${']'.repeat(33)}`,
])('%s has two meanings, or is nested too deeply', (text) => {
  expect(isUnambiguous(text)).toBe(false);
});

test('eight megabytes are checked quickly', () => {
  expect(isUnambiguous(JSON.stringify({ a: '\\"'.repeat(2_000_000) }))).toBe(true);
});
