import { describe, expect, it } from 'vitest';
import { messageProblem, printMessage } from '../../support/a-campaign.ts';

describe('a rendered text', () => {
  it('is not escaped for HTML, and numbers next to each other are not added', () => {
    expect(printMessage('{{a}}{{b}}', { a: 1, b: 2 })).toBe('12');
    expect(printMessage('{{name}} & <{{name}}>', { name: `O'Brien "<b>&amp;` })).toBe(
      `O'Brien "<b>&amp; & <O'Brien "<b>&amp;>`,
    );
  });

  it('keeps the line break after a partial, unless something removes it', () => {
    expect(printMessage('{{> p}}\n{{a}}', { a: 'x' }, { p: 'y' })).toBe('y\nx');
    expect(printMessage('{{> p}}\n{{~a}}', { a: 'x' }, { p: 'y' })).toBe('yx');
  });

  it('contains values as they are written: true, 0, and nothing for what is empty', () => {
    expect(printMessage('[{{t}} {{z}} {{n}}{{e}}]', { t: true, z: 0, n: null, e: '' })).toBe('[true 0 ]');
  });

  it.each([
    '{{x}}',
    '{{#each this}}{{@key}}{{/each}}',
    '{{constructor.constructor "return process"}}',
    '{{> (lookup this "which")}}',
    '{{{{raw}}}}{{/raw}}',
    '","camp_id":9,"x":"',
    '\\{{name}}',
    '#{1+1}${1+1}<%= 1 %>',
  ])('never treats data as a template: %s', (name) => {
    expect(printMessage('{{name}}|{{upper (lower name)}}', { name })).toBe(
      `${name}|${name.toLowerCase().toUpperCase()}`,
    );
    expect(printMessage('{{#if name}}{{> p}}{{/if}}', { name }, { p: '{{name}}' })).toBe(name);
  });

  it('never contains a list or an object, not even one that says how to print it', () => {
    const message = 'a list or an object cannot be printed; name one of its fields';
    for (const value of [{}, [1], { toHTML: 'x', toString: 'x' }, { type: 'Program', body: [] }]) {
      expect(messageProblem('{{value}}', { value })).toEqual({ code: 'PP222', message, path: 'notification.message' });
    }
  });

  it('is never blank where a field is missing', () => {
    const row = { o: { a: 1, none: null }, l: [{ a: 'x' }] };
    for (const template of [
      '{{o.b}}',
      '{{o.b.c}}',
      '{{l.[1].a}}',
      '{{#each l as |e|}}{{e.b}}{{/each}}',
      '{{#each l}}{{b}}{{/each}}',
      '{{lookup o "b"}}',
      '{{#with o}}{{b}}{{/with}}',
    ]) {
      expect(messageProblem(template, row).code, template).toBe('PP222');
      expect(messageProblem(template, row).message, template).toContain('is missing');
    }
    expect(printMessage('[{{o.none}}]{{#if o.b.c}}x{{/if}}{{default o.b.c "y"}}', row)).toBe('[]y');
  });

  it('cannot reach anything that data inherits', () => {
    const row = { o: { a: 'x' }, key: 'constructor', s: 'abc' };
    expect(messageProblem('{{lookup o key}}', row).message).toContain('is missing');
    expect(printMessage('{{default (lookup o key) "none"}}', row)).toBe('none');
    expect(printMessage('{{#each o}}{{@key}}{{/each}}', { o: JSON.parse('{"__proto__":{"x":1},"a":2}') })).toBe(
      '__proto__a',
    );
  });
});

describe('a template that would not end', () => {
  const numbers = Array.from({ length: 2000 }, (_, index) => index);

  it('is stopped by the number of its steps', () => {
    const problem = messageProblem('{{#each n}}{{#each ../n}}{{/each}}{{/each}}', { n: numbers });
    expect(problem).toMatchObject({ code: 'PP222', message: 'the template takes more than 10,000 steps' });
  });

  it('is stopped by the length of its text', () => {
    const message = 'the text is longer than 4,096 characters';
    expect(messageProblem('{{#each n}}{{#each ../n}}0123456789{{/each}}{{/each}}', { n: numbers })).toMatchObject({
      message,
    });
    expect(messageProblem('{{a}}{{a}}', { a: 'x'.repeat(2049) })).toMatchObject({ message });
    expect(printMessage('{{a}}', { a: 'x'.repeat(4096) })).toHaveLength(4096);
  });

  it('does not affect the next row', () => {
    const template = '{{#each n}}{{#unless @first}},{{/unless}}{{this}}{{/each}}';
    expect(printMessage(template, { n: numbers.slice(0, 900) })).toHaveLength(3489);
    expect(printMessage(template, { n: [1, 2] })).toBe('1,2');
  });
});
