import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCampaign, aRecipient, findingsOf, messageFindings, partialsOf } from '../../support/a-campaign.ts';
import { compileCampaign } from '../../../src/message/compile-campaign.ts';
import { tries } from '../../support/property-tries.ts';

describe('a template that cannot be parsed', () => {
  it.each([
    ['Hi {{', 4, 'the expression that begins here is not closed'],
    ['Hi {{ a', 4, 'the expression that begins here is not closed'],
    ['Hi {{ a }, sale', 9, 'the expression is closed with one } in place of two'],
    ['Hi {{ a }', 9, 'the expression is closed with one } in place of two'],
    ['{{#if a}}x', 1, 'the block {{#if}} is not closed'],
    ['{{#if a}}{{#each a}}x{{/each}}', 1, 'the block {{#if}} is not closed'],
    ['Hi {{default a ‘you there’}}', 16, 'curly quotes in an expression, where only straight ones hold a text'],
    ['Hi {{default a “x”}}, “x”', 16, 'curly quotes in an expression, where only straight ones hold a text'],
    ['{{#if a}}{{/each}}', 4, "the template cannot be parsed: if doesn't match each"],
    ['a\n{{"b}}', 5, 'the template has an unclosed quote or a character that does not belong here'],
    ['some text over 20 characters\nand a line {{\n', 41, 'the expression that begins here is not closed'],
    ['{{a b=}}', 7, 'the template cannot be parsed: unexpected close'],
    ['{"a":{{a}}}', 9, 'the template closes with }}} what {{ opened; put a space between }} and }'],
    ['{{a/../b}}', 3, 'the template cannot be parsed: Invalid path: a/..'],
    ['x'.repeat(17_000).concat('{{a}}'), 1, 'the template is longer than 16,384 characters'],
  ])('%s is found at column %i', (message, column, reason) => {
    const found = findingsOf({ notification: { message } }, ['a']);
    expect(found).toEqual([expect.objectContaining({ code: 'PP111', column, message: reason })]);
  });

  it('is found in every field at once', () => {
    const notification = { title: '{{', message: '{{#if a}}', ios: { badge: '{{a' } };
    expect(findingsOf({ notification, key: '}}{{' }, ['a']).map(({ code }) => code)).toEqual(Array(4).fill('PP111'));
  });

  it('is not one if it has no {{', () => {
    expect(messageFindings('}} {%raw ${ <% b }> {', [])).toEqual([]);
    expect(messageFindings('“{{a}}” ‘{{default a "“x”"}}’', ['a'])).toEqual([]);
  });

  it.each([
    ['{{ x | default: "y" }}', "{{default x 'y'}}"],
    ["{{x|default('y')}}", "{{default x 'y'}}"],
    ['{{ x | upper }}', '{{upper x}}'],
    ['{{ x || "y" }}', "{{default x '...'}}"],
  ])('is answered with how %j is written here', (message, written) => {
    expect(findingsOf({ notification: { message } }, ['x'])).toEqual([
      expect.objectContaining({
        code: 'PP111',
        message: 'pushplan has no | in expressions: helpers come first',
        help: `Write ${written}.`,
      }),
    ]);
  });
});

/** Pieces that templates are built from, so that random ones get far into the compiler. */
const pieces =
  '{{ }} {{{ }}} {{# {{/ {{> {{^ {{else}} {{!-- --}} {{! {{{{raw}}}} {{#if {{/if}} {{#each {{/each}} {{a}} {{upper {{lookup {{> p a l . .. / ' +
  'this @index @root as |x| ( ) [ ] " \' = | ~ & * \\ constructor __proto__ plural 1 other= 0 -1 null true';
const piece = fc.constantFrom(' ', '\n', ...pieces.split(' '));

describe('any text as a template', () => {
  const row = aRecipient({ a: 'x', l: [{ a: 'y' }, 1, null] });
  const ends = (title: string, partial: string): void => {
    const { renderer, diagnostics } = compileCampaign(
      aCampaign({ notification: { title } }),
      ['a', 'l'],
      partialsOf({ p: partial }),
    );
    if (renderer === undefined) {
      expect(diagnostics.length).toBeGreaterThan(0);
      for (const { file, line, column } of diagnostics)
        expect([typeof file, typeof line, typeof column]).toEqual(['string', 'number', 'number']);
    } else {
      const result = renderer.render(row);
      expect(result.kind === 'notification' ? typeof JSON.parse(result.payload).title : result.kind).toMatch(
        /^(string|invalid)$/,
      );
      expect(renderer.standIn(row) !== undefined).toBe(result.kind === 'notification');
    }
  };

  it('ends in a notification, a problem of the row, or a located finding', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(piece, { maxLength: 6 }), (text, partial) => {
        ends(text.join(''), partial.join(''));
      }),
      { numRuns: tries(1500) },
    );
  });

  it('ends so too if it is random text in braces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => ends(`{{${text}}}`, text)),
      { numRuns: tries(500) },
    );
  });
});
