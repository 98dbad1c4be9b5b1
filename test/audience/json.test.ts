import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAudience, readFaults, readOrFaults, showFinding } from '../support/read-audience.ts';

async function readOne(json: string): Promise<Readonly<Record<string, unknown>>> {
  const { recipients } = await readAudience('a.ndjson', json);
  return recipients[0]?.values ?? {};
}

describe('ndjson and json', () => {
  it('reads one record per line, and skips blank lines', async () => {
    const { columns, recipients } = await readAudience(
      'a.ndjson',
      '\uFEFF\n{"a":1}\r\n  \n{"b":[true,null,{"c":"x"}]}',
    );
    expect(columns).toEqual(['a', 'b']);
    expect(recipients).toEqual([
      { row: 1, line: 2, values: { a: 1 } },
      { row: 2, line: 4, values: { b: [true, null, { c: 'x' }] } },
    ]);
  });

  it('reads the records of an array, wherever they begin', async () => {
    const data = ' [ {"a":"]}, {\\""},{\n"a":\n{"b":[1]}}\n,\n{} ]\n';
    const { recipients } = await readAudience('a.json', data);
    expect(recipients).toEqual([
      { row: 1, line: 1, values: { a: ']}, {"' } },
      { row: 2, line: 1, values: { a: { b: [1] } } },
      { row: 3, line: 5, values: {} },
    ]);
  });

  it('knows the columns of the first 100 records', async () => {
    const data = Array.from({ length: 101 }, (_, index) => `{"all":1,"c${index}":1}`).join('\n');
    const { columns, recipients } = await readAudience('a.jsonl', data);
    expect(columns).toEqual(['all', ...Array.from({ length: 100 }, (_, index) => `c${index}`)]);
    expect(recipients).toHaveLength(101);
  });

  it('warns of an array without records', async () => {
    const { columns, recipients, warnings } = await readAudience('a.json', ' [ ] ');
    expect([columns, recipients]).toEqual([[], []]);
    expect(warnings.map(showFinding)).toEqual(['PP210 1:1: the audience file has no records']);
  });

  it('keeps numbers that a double cannot hold as text', async () => {
    const kept = '{"a":9007199254740991,"b":0.1,"c":-1.50,"d":1e20,"e":0.30000000000000004,"f":1E-7,"g":0.000}';
    expect(await readOne(kept)).toEqual({
      a: 9007199254740991,
      b: 0.1,
      c: -1.5,
      d: 1e20,
      e: 0.30000000000000004,
      f: 1e-7,
      g: 0,
    });
    const text =
      '{"a":9007199254740993,"b":[{"c":-12345678901234567890}],"d":0.12345678901234567,"e":1e-400,"f":"1234567890123456789"}';
    expect(await readOne(text)).toEqual({
      a: '9007199254740993',
      b: [{ c: '-12345678901234567890' }],
      d: '0.12345678901234567',
      e: '1e-400',
      f: '1234567890123456789',
    });
  });

  it('keeps __proto__ as data, at every depth', async () => {
    const values = await readOne('{"__proto__":{"polluted":1},"a":[{"__proto__":{"polluted":2}}]}');
    expect(Object.keys(values)).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(values)).toBeNull();
    const [nested] = values['a'] as [Record<string, unknown>];
    expect(Object.keys(nested)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(nested)).toBeNull();
    expect('polluted' in values || 'polluted' in nested || 'polluted' in {}).toBe(false);
  });

  it('decodes escapes: \\u0000, pairs, and backslashes that only look like one', async () => {
    const values = await readOne(String.raw`{"a":"\u0000","b":"\ud83d\ude00","c":"\\ud800"}`);
    expect(values).toEqual({ a: '\0', b: '😀', c: String.raw`\ud800` });
  });

  it('accepts 32 levels', async () => {
    expect(await readOne(`{"a":${'['.repeat(31)}${']'.repeat(31)}}`)).toHaveProperty('a');
  });
});

const long = 'x'.repeat(2 * 1024 * 1024);
const deep = `{"a":${'['.repeat(32)}${']'.repeat(32)}}`;
const deeper = `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;

const faults: readonly (readonly [string, string, string, string])[] = [
  ['a broken line', 'a.ndjson', '{"a":1}\n\n{"a":1 "b"}', 'PP207 3:8: row 2 (line 3) is not valid JSON'],
  ['a trailing comma', 'a.ndjson', '{"a":1,}', 'PP207 1:8: row 1 (line 1) is not valid JSON'],
  ['NaN', 'a.ndjson', '{"a":NaN}', 'PP207 1: row 1 (line 1) is not valid JSON'],
  [
    'a record over two lines',
    'a.ndjson',
    '{"a":1,\n"b":2}',
    'PP207 1:8: row 1 (line 1) is not valid JSON: it ends too early',
  ],
  ['two records in a line', 'a.ndjson', '{}{}', 'PP207 1:3: row 1 (line 1) is not valid JSON'],
  ['an array', 'a.ndjson', '[{}]', 'PP207 1: row 1 (line 1) is an array, not an object with the columns as keys'],
  [
    'a string',
    'a.ndjson',
    '{}\n"secret"',
    'PP207 2: row 2 (line 2) is a string, not an object with the columns as keys',
  ],
  ['null', 'a.ndjson', 'null', 'PP207 1: row 1 (line 1) is null, not an object with the columns as keys'],
  [
    '1e400',
    'a.ndjson',
    '{"a":[1e400]}',
    'PP207 1: row 1 (line 1) holds a number that is too large for any number type',
  ],
  [
    '400 digits',
    'a.ndjson',
    `{"a":${'9'.repeat(400)}}`,
    'PP207 1: row 1 (line 1) holds a number that is too large for any number type',
  ],
  [
    'half of a surrogate pair',
    'a.ndjson',
    String.raw`{"a":{"b":["\uD83D"]}}`,
    String.raw`PP207 1: row 1 (line 1) holds half of a surrogate pair (\uD800 to \uDFFF), which is not a character`,
  ],
  [
    'half of a surrogate pair in a key',
    'a.ndjson',
    String.raw`{"\udead":1}`,
    String.raw`PP207 1: row 1 (line 1) holds half of a surrogate pair (\uD800 to \uDFFF), which is not a character`,
  ],
  [
    'a repeated key',
    'a.ndjson',
    '{"a":1,"b":{"a":1},"a" :2}',
    'PP212 1:20: row 1 (line 1) has the key "a" twice in one object',
  ],
  [
    'a repeated key, deep and escaped',
    'a.json',
    '[{"a":[{"x":1},{"x":1,\n  "\\u0078":2}]}]',
    'PP212 2:3: row 1 (line 2) has the key "x" twice in one object',
  ],
  ['33 levels', 'a.ndjson', deep, 'PP207 1:37: row 1 (line 1) is nested deeper than 32 levels'],
  ['200,000 levels', 'a.ndjson', deeper, 'PP207 1:37: row 1 (line 1) is nested deeper than 32 levels'],
  ['a line of 2 MiB', 'a.ndjson', `{}\n{"a":"${long}"}\n`, 'PP206 2: row 2 (line 2) is longer than 1 MiB'],
  ['a record of 2 MiB', 'a.json', `[{},\n{"a":"${long}"}]`, 'PP206 2: row 2 (line 2) is longer than 1 MiB'],
  ['a NUL', 'a.ndjson', '{}\n{"a":"\0"}', 'PP205 2: row 2 (line 2) contains a NUL byte (0x00), which text never has'],
  ['a raw control character', 'a.ndjson', '{"a":"\u0001"}', 'PP207 1:7: row 1 (line 1) is not valid JSON'],
  ['not an array', 'a.json', '\n{"a":1}', 'PP207 2: line 2 begins something other than a JSON array'],
  ['numbers', 'a.json', '[1,2]', 'PP207 1: line 1 holds something other than an object'],
  ['a superfluous comma', 'a.json', '[{}\n,]', 'PP207 2: line 2 holds a comma without an object after it'],
  ['a missing comma', 'a.json', '[{}\n{}]', 'PP207 2: line 2 lacks a comma or a closing bracket between two records'],
  ['data after the array', 'a.json', '[{}]\n[{}]', 'PP207 2: line 2 holds something after the end of the array'],
  ['an array that is cut', 'a.json', '[{},\n', 'PP207 2: line 2 ends the file before the array is closed'],
  ['a record that is cut', 'a.json', '[{},\n{"a":"]}', 'PP207 2: line 2 ends the file before the array is closed'],
  ['a broken record', 'a.json', '[{},\n{"a":1,\n "b" 2}]', 'PP207 3:6: row 2 (line 3) is not valid JSON'],
  ['brackets that do not match', 'a.json', '[{"a":[}]]', 'PP207 1: row 1 (line 1) is not valid JSON'],
];

describe('faults of ndjson and json', () => {
  it.each(faults)('%s', async (_name, file, data, expected) => {
    const found = await readFaults(file, data);
    expect(found.map(showFinding)).toEqual([expected]);
    expect(found[0]).toMatchObject({ severity: 'error', file, help: expect.any(String) });
  });

  it('never repeat a value', async () => {
    const broken = ['{"a":secret}', '{"a":"secret', '"secret"', '{"a":"secret" x}', '{"a":"secret","b":1e999}'];
    const found = await Promise.all(broken.map((data) => readFaults('a.ndjson', data)));
    expect(found).toHaveLength(5);
    expect(JSON.stringify(found)).not.toContain('secret');
  });
});

function keepExact(_key: string, value: unknown): unknown {
  const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(String(value));
  return isRounded ? String(value) : value;
}

function writeObject(keys: readonly string[], value: string): string {
  return `{${keys.map((key) => `${JSON.stringify(key)} : ${value}`).join(',')}}`;
}

describe('any JSON', () => {
  /** Composed keys, as keys in other forms become these. */
  const key = fc
    .oneof(fc.constantFrom('a', '__proto__', 'a"b', 'a\\', ':', '{', ''), fc.string({ unit: 'grapheme' }))
    .map((text) => text.normalize('NFC'));

  it('is read as JSON.parse reads it, except whole numbers beyond 2^53', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(key, fc.jsonValue({ maxDepth: 4 })), { minLength: 1 }), async (rows) => {
        const texts = rows.map((row) => JSON.stringify(row));
        const expected = texts.map((text) => JSON.stringify(JSON.parse(text, keepExact)));
        for (const [file, data] of [
          ['a.ndjson', texts.join('\n')],
          ['a.json', `[${texts.join(',')}]`],
        ] as const) {
          const { recipients } = await readAudience(file, data);
          expect(recipients.map(({ values }) => JSON.stringify(values))).toEqual(expected);
        }
      }),
    );
  });

  it('has the names of columns in composed form, and two that differ only in their form are one name twice', async () => {
    const name = 'prénom'.normalize('NFD');
    const { columns, recipients } = await readAudience('a.ndjson', `{"${name}":"${name}"}`);
    expect(columns).toEqual(['prénom']);
    expect({ ...recipients[0]?.values }).toEqual({ prénom: name });
    expect((await readFaults('a.ndjson', `{"${name}":1,"prénom":2}`)).map(showFinding)).toEqual([
      'PP212 1: row 1 (line 1) has two keys that look the same and differ in how their letters are composed',
    ]);
  });

  it('is reported as joined files if a byte order mark is in the middle', async () => {
    expect((await readFaults('a.ndjson', '\uFEFF{"a":1}\n\uFEFF{"a":2}\n')).map(showFinding)).toEqual([
      'PP207 2: row 2 (line 2) begins with a byte order mark (U+FEFF), as in files that were joined',
    ]);
  });

  it('is refused if and only if an object has a key twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(key, { maxLength: 5 }), fc.array(key, { maxLength: 5 }), async (outer, inner) => {
        const isRepeated = [outer, outer.length > 0 ? inner : []].some((keys) => new Set(keys).size < keys.length);
        const result = await readOrFaults('a.ndjson', writeObject(outer, `[${writeObject(inner, '"x"')}]`));
        expect('recipients' in result ? [] : result.map(({ code }) => code)).toEqual(isRepeated ? ['PP212'] : []);
      }),
    );
  });
});
