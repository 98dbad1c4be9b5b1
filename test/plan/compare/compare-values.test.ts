// What differs between two versions of a campaign file, field by field, as it is written.
import { expect, test } from 'vitest';
import { parseYaml } from '../../../src/campaign/yaml/parse-yaml.ts';
import { compareValues } from '../../../src/plan/compare/compare-values.ts';

function tell(before: string, after: string): readonly string[] {
  const now = parseYaml('a.campaign.yaml', after);
  const changes = compareValues(parseYaml('a.campaign.yaml', before).data, now.data, now);
  return changes.map(
    ({ path, before: was, after: is, cause }) =>
      `${path}:${cause.line} ${JSON.stringify(was)} -> ${JSON.stringify(is)}`,
  );
}

test.each([
  ['a text', 'key: a', 'key: b', ['key:1 "a" -> "b"']],
  ['a number and the same number as text', 'ttl: 60', 'ttl: "60"', ['ttl:1 60 -> "60"']],
  ['a new value', 'a: 1', 'a: 1\nb: { c: true }', ['b.c:2 null -> true']],
  ['a removed value', 'a: 1\nb: { c: true }', 'a: 1', ['b.c:null true -> null']],
  [
    'a rollout, as one value',
    'rollout: [1%, { pause: 10m }, 100%]',
    'rollout: [1%, { pause: manual }, 100%]',
    ['rollout:1 "1%, pause 10m, 100%" -> "1%, pause manual, 100%"'],
  ],
  ['a list of words, as one value', 'w: { l: [a, b] }', 'w: { l: [a, c, b] }', ['w.l:1 "a, b" -> "a, c, b"']],
  [
    'lists of maps, each entry by its number',
    'l: [{ a: 1 }, { a: 2 }]',
    'l:\n  - { a: 1 }\n  - { a: 3 }',
    ['l.1.a:3 2 -> 3'],
  ],
  [
    'lists of maps with names, each entry by its name, in any order',
    'l: [{ name: a, b: 1 }, { name: c, b: 2 }]',
    'l:\n  - { name: c, b: 3 }\n  - { name: a, b: 1 }',
    ['l:1 "a, c" -> "c, a"', 'l.c.b:2 2 -> 3'],
  ],
  [
    'a changed name',
    'l: [{ name: a, b: 1 }]',
    'l: [{ name: c, b: 1 }]',
    ['l:1 "a" -> "c"', 'l.c.b:1 null -> 1', 'l.a.b:null 1 -> null'],
  ],
  ['a value that becomes a map', 'a: 1', 'a: { b: 1 }', ['a.b:1 null -> 1', 'a:null 1 -> null']],
  ['the line of a text below its key', 'a: x', 'b: 1\na: >-\n  y\n  z', ['b:1 null -> 1', 'a:2 "x" -> "y z"']],
  [
    'names with dots are not paths',
    'a: { b.c: 1 }',
    'a: { b: { c: 1 } }',
    ['a.b.c:1 null -> 1', 'a.b.c:null 1 -> null'],
  ],
  ['__proto__ is a name', 'a: { __proto__: 1 }', 'a: { __proto__: 2 }', ['a.__proto__:1 1 -> 2']],
  ['the order of keys', 'a: 1\nb: 2', 'b: 2\na: 1', []],
  ['a comment', 'a: 1 # one', 'a: 1', []],
  ['keys that have no effect on what is sent', 'version: 1\nid: a\nowner: x', 'version: 1\nid: b\nowner: y', []],
  ['tags, which rules refer to', 'tags: [a]', 'tags: [a, b]', ['tags:1 "a" -> "a, b"']],
  ['a nested owner is a value', 'n: { owner: x }', 'n: { owner: y }', ['n.owner:1 "x" -> "y"']],
])('%s', (_, before, after, changes) => {
  expect(tell(before, after)).toEqual(changes);
});

test('a file that cannot be read has no changes', () => {
  expect(compareValues(undefined, undefined, parseYaml('a.campaign.yaml', ''))).toEqual([]);
});
