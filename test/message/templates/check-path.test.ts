import { describe, expect, it } from 'vitest';
import {
  aRecipient,
  findingsOf,
  messageFindings,
  partialsOf,
  printMessage,
  rendererOf,
} from '../../support/a-campaign.ts';

const columns = ['first_name', 'city', 'items', 'language'];

describe('an unknown column', () => {
  it.each([
    ['{{frist_name}}', 3],
    ['Hello {{this.frist_name}}', 9],
    ['{{[frist name]}}', 3],
    ["{{'frist_name'}}", 3],
    ['{{#if frist_name}}x{{/if}}', 7],
    ['{{#if city}}x{{else if frist_name}}y{{/if}}', 24],
    ['{{#unless frist_name}}x{{/unless}}', 11],
    ['{{upper frist_name}}', 9],
    ['{{#if (eq frist_name 1)}}x{{/if}}', 11],
    ['{{number 1 digits=frist_name}}', 19],
    ['{{frist_name.[0].x}}', 3],
    ['{{#each frist_name}}x{{/each}}', 9],
    ['{{#each items}}{{../frist_name}}{{/each}}', 18],
    ['{{#each items}}{{#if ../frist_name}}x{{/if}}{{/each}}', 22],
    ['{{#each items}}{{@root.frist_name}}{{/each}}', 18],
    ['{{#each items}}x{{else}}{{frist_name}}{{/each}}', 27],
    ['{{#with items as |i|}}{{../frist_name}}{{i}}{{/with}}', 25],
    ['{{default (lookup items frist_name) "x"}}', 25],
  ])('is found in %s at column %i', (message, column) => {
    expect(messageFindings(message, columns)).toEqual([`PP110 ${column}`]);
  });

  it('is found in lines below the first, after any kind of line break', () => {
    expect(messageFindings('a\r\nb\n{{x}}', columns)).toEqual(['PP110 8']);
    expect(messageFindings('😀 {{x}}', columns)).toEqual(['PP110 6']);
  });

  it('is reported with the nearest one, or with the columns that exist', () => {
    const found = findingsOf({ notification: { title: '{{frist_name}}', message: '{{zzz}}' } }, columns);
    expect(found.map(({ help }) => help)).toEqual([
      'Did you mean first_name?',
      'Columns: first_name, city, items, language.',
    ]);
  });

  it('is reported once for each place, in all fields at once', () => {
    const notification = { title: '{{a}} {{a}}', message: '{{b}}', ios: { badge: '{{c}}' } };
    const found = findingsOf({ notification, key: '{{d}}' }, columns);
    expect(found.map(({ message }) => message).toSorted()).toEqual(
      ['a', 'a', 'b', 'c', 'd'].map((name) => `unknown column ${name}`),
    );
  });

  it('is found in audience.columns and audience.where too, unless records may lack it', () => {
    const parts = { columns: { price: 'number' }, where: { langauge: ['tr'] } } as const;
    const show = (file: string): unknown =>
      findingsOf({ ...parts, file }, columns).map(({ code, message }) => `${code} ${message}`);
    expect(show('a.csv')).toEqual(['PP110 unknown column price', 'PP110 unknown column langauge']);
    expect(show('a.ndjson')).toEqual(['PP110 unknown column langauge']);
  });

  it('is not reported if there is no record to know columns from', () => {
    expect(() => rendererOf({ file: 'a.json', notification: { message: '{{x}}' } }, [])).not.toThrow();
    expect(findingsOf({ file: 'a.csv', notification: { message: '{{x}}' } })[0]?.help).toBe('Columns: none.');
  });

  it('is known if it is declared for records', () => {
    expect(messageFindings('{{late}}', columns, { columns: { late: 'string' } })).toEqual([]);
  });
});

describe('names that are not columns', () => {
  it('are the fields of an entry, block parameters and the variables of a loop', () => {
    const message =
      '{{#each items as |item key|}}{{@number}}{{@index}}{{@first}}{{item.a}}{{key}}{{b}}{{../city}}{{@root.city}}{{/each}}';
    expect(messageFindings(message, columns)).toEqual([]);
    expect(printMessage('{{#each i as |x n|}}{{n}}{{x.a}}{{a}}{{@../number}}{{/each}}', { i: [] })).toMatchObject({
      kind: 'invalid',
    });
    expect(
      printMessage('{{#each i as |x n|}}{{n}}{{x.a}}{{@number}}{{../c}} {{/each}}', {
        i: [{ a: 'p' }, { a: 'q' }],
        c: '!',
      }),
    ).toBe('0p1! 1q2! ');
    expect(
      printMessage('{{#each i}}{{#each .}}{{@../number}}.{{@number}}:{{this}} {{/each}}{{/each}}', {
        i: [['a'], ['b', 'c']],
      }),
    ).toBe('1.1:a 2.1:b 2.2:c ');
    expect(printMessage('{{#each o}}{{@key}}={{this}};{{/each}}', { o: { a: 1, b: 2 } })).toBe('a=1;b=2;');
  });

  it('mean the same whatever the entry is, even if it equals what is around it', () => {
    const entries = [0, '', null, '[object Object]', true];
    expect(printMessage('{{#each l}}{{../c}}{{#if true}}{{../c}}{{/if}}{{/each}}', { l: entries, c: 'x' })).toBe(
      'xx'.repeat(5),
    );
    expect(
      printMessage('{{#each l}}{{#each m}}{{../c}}{{/each}}{{/each}}', { l: [{ c: 1, m: ['[object Object]'] }] }),
    ).toBe('1');
    expect(
      printMessage('{{#each l as |a|}}{{#if a}}{{#each a as |b|}}{{b}}{{a.[0]}}{{/each}}{{/if}}{{/each}}', {
        l: [['p', 'q']],
      }),
    ).toBe('ppqp');
  });

  it('end with their block', () => {
    expect(messageFindings('{{@index}}', columns)).toEqual(['PP110 3']);
    expect(messageFindings('{{#each items as |item|}}{{/each}}{{item}}', columns)).toEqual(['PP110 37']);
    expect(messageFindings('{{#each items}}{{/each}}{{name}}', columns)).toEqual(['PP110 27']);
    expect(messageFindings('{{#each items}}{{@numbr}}{{/each}}', columns)).toEqual(['PP110 18']);
  });

  it('cannot be the whole row, or anything outside it', () => {
    for (const message of [
      '{{this}}',
      '{{.}}',
      '{{json this}}',
      '{{lookup this city}}',
      '{{@root}}',
      '{{#each this}}{{/each}}',
      '{{> p x=this}}',
    ]) {
      const found = findingsOf({ notification: { message } }, columns, partialsOf({ p: '' }));
      expect(
        found.map(({ code }) => code),
        message,
      ).toEqual(['PP115']);
    }
    expect(messageFindings('{{../city}}', columns)).toEqual(['PP115 3']);
    expect(messageFindings('{{#if city}}{{../city}}{{/if}}', columns)).toEqual(['PP115 15']);
    expect(messageFindings('{{#each items}}{{../../city}}{{/each}}', columns)).toEqual(['PP115 18']);
  });
});

describe('paths into a column', () => {
  it.each([
    ['{{city.x}}', 'PP117 3'],
    ['{{city.length}}', 'PP117 3'],
    ['{{items.[0].price}}', 'PP117 3'],
    ['{{#if items.length}}x{{/if}}', 'PP117 7'],
    ['{{#each items}}x{{/each}}', 'PP117 9'],
    ['{{#with items}}x{{/with}}', 'PP117 9'],
    ['{{#each items}}{{../city.x}}{{/each}}', 'PP117 9 PP117 18'],
    ['{{join items}}', 'PP117 8'],
    ["{{upper (join items '; ')}}", 'PP117 15'],
    ["{{lookup items 'x'}}", 'PP117 10'],
    ["{{lookup items city}}{{length items}}{{join (default items '')}}", 'PP117 10'],
  ])('need it to be json in csv: %s', (message, found) => {
    expect(messageFindings(message, columns, { file: 'a.csv.gz' }).join(' ')).toBe(found);
  });

  it.each(['{{#each @root.items}}x{{/each}}', '{{> list of=items}}'])('need it in a block too: %s', (message) => {
    const partials = partialsOf({ list: '{{#each of}}x{{/each}}' });
    const found = findingsOf({ file: 'a.csv', notification: { message } }, columns, partials);
    expect(found.map(({ message: text }) => text)).toEqual(['#each looks into the column items, which is not json']);
  });

  it('are fine if it is declared as json, or comes from a record of JSON', () => {
    const message = '{{items.[0].price}}{{#each items}}{{name}}{{/each}}';
    expect(messageFindings("{{join items}}{{lookup items '0'}}", columns, { file: 'a.json' })).toEqual([]);
    expect(messageFindings(message, columns, { file: 'a.tsv', columns: { items: 'json' } })).toEqual([]);
    expect(messageFindings(message, columns, { file: 'a.json.gz' })).toEqual([]);
    expect(messageFindings(message, columns, { columns: { items: 'string' } })).toEqual(['PP117 3', 'PP117 28']);
  });
});

describe('a name that every object has', () => {
  const inherited = [...Object.getOwnPropertyNames(Object.prototype), 'prototype'];

  it.each(inherited)('%s is never reached through a path', (name) => {
    expect(messageFindings(`{{items.${name}}}`, columns)).toEqual(['PP115 3']);
    expect(messageFindings(`{{#each items}}{{${name}}}{{/each}}`, columns)).toEqual(['PP115 18']);
    expect(messageFindings(`{{${name}}}`, columns)).toEqual(['PP110 3']);
  });

  it.each(inherited)('%s may be a column, declared and compared like any other', (name) => {
    // A literal __proto__ would set the prototype; from JSON it is a key.
    const named = (value: unknown): never =>
      JSON.parse(JSON.stringify({ a: value }).replace('"a"', JSON.stringify(name))) as never;
    const parts = { notification: { message: `{{${name}}}` }, columns: named('string'), where: named(['yes']) };
    const renderer = rendererOf(parts, [name]);
    const payload =
      '{"identifiers":{"INSIDER.uuid":"c-1001"},"camp_id":1204,"camp_name":"Sale","title":"Sale","message":"yes"}';
    expect(renderer.render(aRecipient(named('yes')))).toMatchObject({ kind: 'notification', payload });
    expect(renderer.matches(aRecipient(named('yes')))).toBe(true);
    expect(renderer.matches(aRecipient({}))).toBe(false);
    expect(renderer.render(aRecipient({}))).toMatchObject({ kind: 'invalid', problem: { code: 'PP223' } });
  });
});
