// Compares our compiler with Handlebars: any template over any row prints the same, or fails where Handlebars' own code fails.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRendering, type Rendering } from '../../../src/message/rendering.ts';
import { RowFault } from '../../../src/message/row-fault.ts';
import {
  compileTemplate,
  type CompiledPartials,
  type Template,
} from '../../../src/message/templates/compile-template.ts';
import { parseTemplate } from '../../../src/message/templates/parse-template.ts';
import { cardScope, rowScope } from '../../../src/message/templates/scope.ts';
import type { Program } from '../../../src/message/templates/template-ast.ts';
import { compileByHandlebars, type OracleTemplate } from '../../support/handlebars-oracle.ts';

const partialTexts = {
  plain: '[{{a}}{{o.x}}]',
  given: '{{k}}-{{@root.b}}{{#if k}}{{upper k}}{{/if}}',
  lines: 'x\n{{b}}',
};

const scalar = fc.oneof(
  fc.constantFrom('', ' ', 'Ana', 'x', '0', '<b>&"', '12.5', 'constructor', null, true, false, 0, 1, 2.5, -1),
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.integer(),
);
const entry = fc.oneof(
  scalar,
  fc.record({ n: scalar, a: scalar, sub: fc.array(scalar, { maxLength: 2 }) }, { requiredKeys: [] }),
);
const row = fc.record({
  a: scalar,
  b: scalar,
  upper: scalar,
  'first name': scalar,
  o: fc.oneof(fc.record({ x: scalar, y: fc.record({ z: scalar }), constructor: scalar }, { requiredKeys: [] }), scalar),
  l: fc.oneof({ weight: 4, arbitrary: fc.array(entry, { maxLength: 3 }) }, { weight: 1, arbitrary: scalar }),
});

/** The surroundings of a part of a template. */
interface Around {
  readonly depth: number;
  readonly loops: number;
  readonly names: readonly string[];
}

const inRow = 'a b o o.x o.y.z o.constructor l.length l.[0] l.[1].n this.a ./b this.upper @root.a @root.o.x a.b'.split(
  ' ',
);
const inLoop = 'this . n sub.[0] sub.length ../a ../o.x ../this @index @number @first @last @key this.a a.length'.split(
  ' ',
);

function path({ loops, names }: Around): fc.Arbitrary<string> {
  return fc.constantFrom(
    ...(loops === 0 ? [...inRow, '[first name]'] : inLoop),
    ...(loops > 1 ? ['../../a', '../n', '@../index', '@../../number'] : []),
    ...names.flatMap((name) => [name, `${name}.n`, `${name}.a.z`]),
  );
}

const literal = fc.constantFrom("'d'", '""', '1', '0', 'true', 'false', 'null', 'undefined', "'x y'");

function call(around: Around): fc.Arbitrary<string> {
  const value = argument(around);
  return fc.oneof(
    fc
      .tuple(fc.constantFrom('upper', 'trim', 'capitalize', 'json', 'not', 'length'), value)
      .map((all) => all.join(' ')),
    fc
      .tuple(fc.constantFrom('default', 'eq', 'ne', 'and', 'or', 'gt', 'lookup'), value, value)
      .map((all) => all.join(' ')),
    fc.tuple(value, value, literal).map((all) => `default ${all.join(' ')}`),
    fc.tuple(value, literal, literal).map(([n, one, more]) => `plural ${n} one=${one} other=${more} one='#'`),
    fc.tuple(value, path(around)).map(([n, digits]) => `number ${n} 'de' digits=${digits}`),
  );
}

function argument(around: Around): fc.Arbitrary<string> {
  if (around.depth === 0) return fc.oneof(path(around), literal);
  const deeper = { ...around, depth: around.depth - 1 };
  return fc.oneof(
    path(around),
    path(around),
    literal,
    fc.constant(0).chain(() => call(deeper).map((one) => `(${one})`)),
  );
}

const text = fc.constantFrom(
  '',
  ' ',
  'Hi ',
  '\n',
  ' \n  ',
  '{ ',
  ' }} ',
  '\'"\\ ',
  '${1}',
  'é😀',
  '{{! note }}',
  '\\{{a}}',
);
const tilde = fc.constantFrom('', '', '', '~');

function statement(around: Around): fc.Arbitrary<string> {
  const simple = [
    text,
    fc.tuple(tilde, path(around), tilde).map(([left, one, right]) => `{{${left}${one}${right}}}`),
    fc.tuple(path(around), path(around)).map(([one, other]) => `{{${one}}}{{${other}}}`),
    call(around).map((one) => `{{${one}}}`),
    fc.constantFrom('{{> plain}}', '\n  {{> lines}}\n', '{{> plain @root}}', '{{> given k="v"}}'),
    fc.tuple(path(around), argument(around)).map(([one, given]) => `{{> given ${one} k=${given}}}`),
  ];
  if (around.depth === 0) return fc.oneof(...simple);
  const same = { ...around, depth: around.depth - 1 };
  const inner = { ...same, loops: around.loops + 1 };
  return fc.oneof(
    ...simple,
    fc
      .tuple(fc.constantFrom('if', 'unless'), argument(same), body(same), body(same), tilde)
      .map(([name, one, yes, no, end]) => `{{#${name} ${one}${end}}}${yes}{{else}}${no}{{/${name}}}`),
    fc.tuple(argument(same), body(same)).map(([one, no]) => `{{^if ${one}}}${no}{{/if}}`),
    fc
      .tuple(fc.constantFrom('each', 'with'), path(around), body(inner), body(same))
      .map(([name, one, each, none]) => `{{#${name} ${one}}}${each}{{else}}${none}{{/${name}}}`),
    fc
      .tuple(path(around), body({ ...inner, names: ['e', 'i', ...around.names] }))
      .map(([one, each]) => `{{#each ${one} as |e i|}}${each}{{/each}}`),
  );
}

function body(around: Around): fc.Arbitrary<string> {
  return fc.array(statement(around), { maxLength: 3 }).map((parts) => parts.join(''));
}

type Outcome = Partial<Pick<Rendering, 'printed'>> & { readonly text?: string; readonly pieces?: readonly string[] };

/** The printed text and the notes about it, or nothing if the row cannot be printed. */
function tryToPrint(print: (rendering: Rendering) => string): Outcome {
  const rendering = createRendering();
  try {
    return { text: print(rendering), printed: rendering.printed, pieces: rendering.pieces.list() };
  } catch (error) {
    if (error instanceof RowFault) return {};
    throw error;
  }
}

function parse(written: string): Program {
  const parsed = parseTemplate({ text: written, at: () => ({ file: 'a.yaml', line: 1, column: 1 }) });
  if (parsed.kind === 'failed') throw new Error(`${parsed.finding.message}: ${written}`);
  return parsed.program;
}

function printOwn(written: string, values: Readonly<Record<string, unknown>>, isCard: boolean): Outcome {
  return tryToPrint((rendering) => {
    const partials: CompiledPartials = Object.create(null);
    const compile = (text: string): Template => compileTemplate(parse(text), partials, rendering);
    for (const [name, text] of Object.entries(partialTexts)) partials[name] = compile(text);
    const around = rowScope(values);
    return compile(written)(isCard ? cardScope(values['o'], around, 0, 1) : around);
  });
}

function printByHandlebars(written: string, values: Readonly<Record<string, unknown>>, isCard: boolean): Outcome {
  return tryToPrint((rendering) => {
    const partials: Record<string, OracleTemplate> = Object.create(null);
    const compile = (text: string): OracleTemplate => compileByHandlebars(parse(text), partials, rendering);
    for (const [name, text] of Object.entries(partialTexts)) partials[name] = compile(text);
    if (!isCard) return compile(written)([values], { root: values });
    const variables = { root: values, index: 0, number: 1, first: true, last: false };
    return compile(written)([values['o'], values], variables);
  });
}

const start = { depth: 2, names: [] };

it('prints for a row what Handlebars prints', () => {
  fc.assert(
    fc.property(body({ ...start, loops: 0 }), row, (written, values) => {
      expect(printOwn(written, values, false)).toEqual(printByHandlebars(written, values, false));
    }),
  );
});

it('prints for a card what Handlebars prints', () => {
  fc.assert(
    fc.property(body({ ...start, loops: 1 }), row, (written, values) => {
      expect(printOwn(written, values, true)).toEqual(printByHandlebars(written, values, true));
    }),
  );
});
