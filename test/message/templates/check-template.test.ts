import { describe, expect, it } from 'vitest';
import { findingsOf, messageFindings, partialsOf, printMessage } from '../../support/a-campaign.ts';

function partialFindings(message: string, texts: Readonly<Record<string, string>>): string[] {
  const found = findingsOf({ notification: { message } }, ['name', 'items'], partialsOf(texts));
  return found.map(({ code, file, line, column, message: text }) => `${code} ${file}:${line}:${column} ${text}`);
}

describe('a construct that is not allowed', () => {
  it.each([
    ['{{{name}}}', 'PP115 1'],
    ['x{{&name}}', 'PP115 2'],
    ['{{> (lookup this "which")}}', 'PP115 1'],
    ['{{> (name)}}', 'PP115 1'],
    ['{{#*inline "p"}}x{{/inline}}', 'PP115 1'],
    ['{{* inline}}', 'PP115 1'],
    ['{{#> p}}x{{/p}}', 'PP115 1'],
    [`${'{{#if name}}'.repeat(40)}x${'{{/if}}'.repeat(40)}`, 'PP115 385'],
    [`{{upper ${'(upper '.repeat(40)}name${')'.repeat(40)}}}`, 'PP115 233'],
  ])('is found in %s', (message, found) => {
    expect(messageFindings(message, ['name'])).toEqual([found]);
  });

  it('is not found in a comment, nor in brackets or braces of a text', () => {
    const message = '{{! a comment }}{{!-- {{{ --}}((([ \\{{name}} {{name}} }} {';
    expect(printMessage(message, { name: 'x' })).toBe('((([ {{name}} x }} {');
  });
});

describe('a partial', () => {
  it('prints in the context of its call, or in the one that it is given', () => {
    const row = { name: 'Ana', o: { name: 'Bo', list: [{ name: 'C' }] } };
    const texts = { who: '{{name}}', greet: '{{word}} {{> who}}', all: '{{#each list}}{{> who}}{{@number}}{{/each}}' };
    expect(printMessage('{{> who}} {{> who this}} {{> who o}} {{> who o.list.[0]}}', row, texts)).toBe('Ana Ana Bo C');
    expect(printMessage('{{> greet word="Hi"}}, {{> greet o word=name}}, {{> all o}}', row, texts)).toBe(
      'Hi Ana, Ana Bo, C1',
    );
    expect(printMessage("{{> who name='X'}}{{> 'who'}}", row, texts)).toBe('XAna');
  });

  it('loses the line break at its end, and keeps those around it', () => {
    const texts = { a: 'A\n', b: 'B\n', two: '1\n2\n' };
    expect(printMessage('[{{> a}}{{> b}}]', {}, texts)).toBe('[AB]');
    expect(printMessage('x\n  {{> a}}\n{{> two}}\ny', {}, texts)).toBe('x\n  A\n1\n2\ny');
    expect(printMessage('{{#if true}}\n{{> a}}\nz\n{{/if}}\n', {}, texts)).toBe('A\nz\n');
  });

  it('is checked at its own place, with the names of every call, and each finding is reported once', () => {
    const found = partialFindings('{{> p}} {{> p}} {{#each items}}{{> p}}{{/each}}', {
      p: 'a\nb {{nam}}\n{{{name}}} {{lost}}',
    });
    expect(found).toEqual([
      'PP110 partials/p.hbs:2:5 unknown column nam',
      'PP115 partials/p.hbs:3:1 {{{ }}} and {{& }} are not allowed',
      'PP110 partials/p.hbs:3:14 unknown column lost',
    ]);
    expect(partialFindings('{{> p lost=1 nam=name}}', { p: '{{nam}}{{lost}}' })).toEqual([]);
    expect(partialFindings('{{#each items}}{{> p}}{{/each}}', { p: '{{../name}}' })).toEqual([
      'PP115 partials/p.hbs:1:3 ../name leads out of the row',
    ]);
  });

  it('that is missing or cannot be parsed is found', () => {
    expect(partialFindings('Hi {{> foter}}', { footer: '' })).toEqual([
      'PP114 sale.campaign.yaml:2:4 there is no partial foter',
    ]);
    const [finding] = findingsOf({ notification: { message: '{{> foter}}' } }, [], partialsOf({ footer: '' }));
    expect(finding?.help).toBe('Did you mean footer?');
    const [code] = partialFindings('{{> p}}{{> p}}', { p: 'x\n{{#if name}}' });
    expect(code).toContain('PP111 partials/p.hbs:2:');
    expect(partialFindings('no partial', { p: '{{' })).toEqual([]);
  });

  it('that calls itself is found before it does, however long the chain of calls', () => {
    expect(partialFindings('{{> a}}', { a: '{{> a}}' })).toEqual([
      'PP114 partials/a.hbs:1:1 the partial a calls itself (a > a)',
    ]);
    const circle = { a: '{{#if name}}{{> b}}{{/if}}', b: '{{> c}}', c: ' {{> b}}' };
    expect(partialFindings('{{> a}}', circle)).toEqual([
      'PP114 partials/c.hbs:1:2 the partial b calls itself (b > c > b)',
    ]);
  });

  it('that calls others twice, which do the same, is reported at once', () => {
    const texts = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`p${index}`, `{{> p${index + 1}}}{{> p${index + 1}}}`]),
    );
    const found = partialFindings('{{> p0}}', { ...texts, p30: 'x' });
    expect(found[0]).toMatch(/PP114 .* partials call partials too often/);
  });

  it('takes at most one context', () => {
    expect(messageFindings('{{name}}', ['name'])).toEqual([]);
    expect(partialFindings('{{> p name items}}', { p: '' })[0]).toMatch(
      /^PP111 sale.campaign.yaml:2:1 the partial p takes at most one value, not 2$/,
    );
  });
});
