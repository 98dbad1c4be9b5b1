// Named parameters of a query become numbered ones, as PostgreSQL needs them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bindParams } from '../../src/sources/bind-params.ts';
import '../support/property-seed.ts';

test.each([
  ['SELECT $a, $b, $a', 'SELECT $1, $2, $1', ['x', '7']],
  ["SELECT '$a', $a, 'it''s $a'", "SELECT '$a', $1, 'it''s $a'", ['x']],
  ['SELECT "$a""$a", $b', 'SELECT "$a""$a", $1', ['7']],
  ["SELECT E'\\'$a', $b", "SELECT E'\\'$a', $1", ['7']],
  ['SELECT 1 -- $a\n, $b', 'SELECT 1 -- $a\n, $1', ['7']],
  ['SELECT /* $a /* $b */ $a */ $b', 'SELECT /* $a /* $b */ $a */ $1', ['7']],
  ['SELECT $$ $a $$, $x$ $a $$ $x$, $b', 'SELECT $$ $a $$, $x$ $a $$ $x$, $1', ['7']],
  ["SELECT name$a, $1, $b::int, '$a", "SELECT name$a, $1, $1::int, '$a", ['7']],
  ['SELECT /* not closed $a', 'SELECT /* not closed $a', []],
])('%s', (written, text, values) => {
  expect(bindParams(written, { a: 'x', b: 7 })).toMatchObject({ text, values });
});

test('reports which names are missing and which are not used', () => {
  const params: Record<string, string> = { a: '1', c: '2' };
  expect(bindParams('SELECT $a, $b', params)).toMatchObject({ missing: ['b'], unused: ['c'] });
});

test('a number instead of a name counts as missing too, since it would get the value of another parameter', () => {
  expect(bindParams("SELECT $1, '$2', $a, x$3 -- $4", { a: 'x' })).toMatchObject({ missing: ['1'], unused: [] });
});

test('every character of the text is found where it was written', () => {
  const { text, originOf } = bindParams('SELECT $least, nme, $a FROM x', { least: 1, a: 'x' });
  expect('SELECT $least, nme, $a FROM x'.slice(originOf(text.indexOf('nme')))).toMatch(/^nme/v);
  expect('SELECT $least, nme, $a FROM x'.slice(originOf(text.indexOf('FROM')))).toMatch(/^FROM/v);
});

function withoutNames(text: string): string {
  return text.replaceAll(/\$\w+/g, '$p');
}

test('in any text, only names of parameters become numbers, and no value is inserted', () => {
  const pieces = fc.constantFrom('$a', '$b', "'", '"', '$$', '$t$', '--', '\n', '/*', '*/', ' ', 'x', "E'", '\\');
  fc.assert(
    fc.property(
      fc.array(pieces).map((parts) => parts.join('')),
      (written) => {
        const { text } = bindParams(written, { a: 'secret', b: 'secret' });
        expect(text).not.toContain('secret');
        expect(withoutNames(text)).toBe(withoutNames(written));
      },
    ),
  );
});
