// The text that a template writes around its expressions, for each path through its conditions.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRendering } from '../../../src/message/rendering.ts';
import { compileTemplate } from '../../../src/message/templates/compile-template.ts';
import { parseTemplate } from '../../../src/message/templates/parse-template.ts';
import { rowScope } from '../../../src/message/templates/scope.ts';
import type { Program } from '../../../src/message/templates/template-ast.ts';
import { writtenIn } from '../../../src/message/templates/written-ways.ts';
import { tries } from '../../support/property-tries.ts';

function parse(text: string): Program {
  const parsed = parseTemplate({ text, at: () => ({ file: 'a.yaml', line: 1, column: 1 }) });
  if (parsed.kind === 'failed') throw new Error(parsed.finding.message);
  return parsed.program;
}

it.each([
  ['Hi', [['Hi']]],
  ['Hi {{a}}!', [['Hi ', '!']]],
  ['{{a}}{{b}}', [['', '', '']]],
  ['Hi{{! nobody }} {{upper a}}', [['Hi ', '']]],
  ['Hi{{#if a}} {{a}}{{/if}}.', [['Hi ', '.'], ['Hi.']]],
  ['{{#unless a}}x{{else}}{{a}}{{/unless}}y', [['xy'], ['', 'y']]],
  ['{{#if a}}1{{else if b}}2{{else}}3{{/if}}', [['1'], ['2'], ['3']]],
  ['{{#each l}}{{this}}{{/each}}', undefined],
  ['{{#with o}}{{a}}{{/with}}', undefined],
  ['{{> p}}', undefined],
  ['{{#if a}}{{> p}}{{/if}}', undefined],
  ['{{#if a}}x{{/if}}'.repeat(5), undefined],
])('%s', (template, ways) => {
  expect(writtenIn(parse(template))).toEqual(ways);
});

const leaf = fc.constantFrom('{{a}}', '{{b}}', '{{upper b}}', 'x', '. ', '{{! no }}');
const block = fc
  .tuple(fc.constantFrom('if', 'unless'), fc.constantFrom('a', 'b'), fc.array(leaf), fc.array(leaf))
  .map(([name, asked, body, other]) => `{{#${name} ${asked}}}${body.join('')}{{else}}${other.join('')}{{/${name}}}`);
const template = fc.array(fc.oneof(leaf, block), { maxLength: 5 }).map((parts) => parts.join(''));
const cell = fc.constantFrom('', 'Ana', 'Zoë');

it('the text around what was printed is that of one of the paths, for every row', () => {
  fc.assert(
    fc.property(template, cell, cell, (text, a, b) => {
      const rendering = createRendering();
      const program = parse(text);
      const print = compileTemplate(program, {}, rendering);
      const shown = print(rowScope({ a, b }));
      const pieces = rendering.pieces.list();
      const ways = print.written?.filter(({ length }) => length === pieces.length + 1) ?? [];
      const texts = ways.map((written) => written.map((part, index) => part + (pieces[index] ?? '')).join(''));
      if (print.written !== undefined) expect(texts).toContain(shown);
    }),
    { numRuns: tries(500) },
  );
});
