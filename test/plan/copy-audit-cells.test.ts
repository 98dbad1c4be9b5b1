// What the copy audit finds in the values that cells bring into texts and links.
import { describe, expect, it } from 'vitest';
import { audit, type Row } from '../support/audited.ts';
import { allOff, copyPolicy } from '../support/copy-policy.ts';

const names = (...all: readonly string[]): readonly Row[] => all.map((name) => ({ name }));

const found = (notification: Parameters<typeof audit>[0], rows: readonly Row[], check: string) =>
  audit(notification, rows, copyPolicy({ ...allOff, [check]: 'warn' })).findings.map(({ surface, count, detail }) => [
    surface,
    count,
    detail,
  ]);
const link = (to: string) => ({ android: { deep_link: { ins_dl_internal: to } } });
const items = (p: string) => [{ p }, { p: 'a' }, { p: 'b' }];

describe('a value of a cell', () => {
  it.each([
    'NULL',
    'Null',
    'null',
    'N/A',
    'n/a',
    'None',
    'NONE',
    '#N/A',
    String.raw`\N`,
    '(not set)',
    '(blank)',
    'NaN',
    'NaT',
    '<NA>',
    '[NULL]',
    '#REF!',
    '#YOK',
    'NA',
    'undefined',
    ' NULL ',
  ])('is a word for an empty cell: %j', (name) => {
    const rows = names(name, 'Ana', 'Nan', 'na');
    expect(found({ title: 'Hi {{name}}' }, rows, 'empty_word')).toEqual([['title', 1, `the word ${name.trim()}`]]);
  });

  it('is not such a word inside a longer text, nor in what the author writes', () => {
    const rows = names('None of them', 'Null Uhr');
    expect(found({ title: 'N/A {{name}}', message: 'None' }, rows, 'empty_word')).toEqual([]);
  });

  it.each(['“Ana”', '„Ana“', '”Ana”', '‘Ana’', '‚Ana B‘', ' “Ana” '])('is in curly quotes as a whole: %j', (name) => {
    const rows = names(name, 'Ana', 'the “Ana”', '“Ana” B', '“A” and “B”', '”', '“”', '"Ana"');
    const quoted = [['title', 1, 'curly quotes around the whole value']];
    expect(found({ title: 'Hi {{name}}!' }, rows, 'markup')).toEqual(quoted);
    expect(found({ title: '“{{name}}”' }, names('Ana'), 'markup')).toEqual([]);
  });

  it('has spaces at its ends', () => {
    const rows = names(' Ana', 'Ana\u00A0', '\uFEFFAna', 'Ana B', '');
    expect(found({ title: 'Hi {{name}}!' }, rows, 'control')).toEqual([['title', 3, 'spaces at the ends of a value']]);
    expect(found({ title: 'Hi {{trim name}}!' }, rows, 'control')).toEqual([]);
  });

  it('has invisible characters, which include line breaks only in a title', () => {
    const rows = names('A\tB', 'A\r\nB', 'A\nB', 'A\u202EB');
    expect(found({ title: '{{name}}' }, rows, 'control')).toMatchObject([['title', 4, 'a tab']]);
    expect(found({ message: '{{name}}' }, rows, 'control')).toMatchObject([['message', 3, 'a tab']]);
  });

  const field = 'android.deep_link.ins_dl_internal';
  it.each([
    ['https://a.example/?q={{name}}', 'Tom&Jerry', 1],
    ['https://a.example/?q={{name}}', '#1', 1],
    ['https://a.example/?q={{name}}', '50%', 1],
    ['https://a.example/?q={{name}}', 'ana+x@example.com', 1],
    ['https://a.example/?q={{upper name}}', 'a&b', 1],
    ['https://a.example/?a={{name}}&q={{name}}', 'x&y', 1],
    ['https://a.example/p/{{name}}', '50%', 1],
    ['https://a.example/p/{{name}}', 'who?', 1],
    ['https://a.example/p/{{name}}/x', '#1', 1],
    ['https://a.example/?q={{urlencode name}}', 'Tom & Jerry #1 50%', 0],
    ['https://a.example/?q={{name}}', 'a=b/c?d', 0],
    ['https://a.example/?q={{name}}', 'caf%C3%A9', 0],
    ['https://a.example/p/{{name}}', 'Tom&Jerry', 0],
    ['https://a.example/?{{name}}', 'a=1&b=2', 0],
    ['https://a.example{{name}}', '/p?a=1&b=2', 0],
    ['https://a.example/#{{name}}', 'a&b', 0],
    ['{{name}}', 'https://a.example/?a=1&b=2#c', 0],
    ['{{name}}&utm={{name}}', 'https://a.example/?a=1', 0],
  ])('printed into %s as %j is not encoded: %i', (to, name, count) => {
    const expected = [[field, 1, 'a sign such as & or # in a value changes where the address leads']];
    expect(found(link(to), names(name), 'unencoded')).toEqual(count === 1 ? expected : []);
  });

  it('is checked in links and pictures too', () => {
    const notification = {
      image_url: 'https://a.example/{{name}}.jpg',
      ios: { deep_link: { ins_dl_internal: 'https://a.example/{{name}}', own: '{{name}}' } },
      advanced_push_payload: {
        advanced_push_type: 'slider' as const,
        advanced_push_items: {
          each: 'items',
          item: {
            id: '{{@number}}',
            headline: 'a',
            description: 'b',
            image_url: 'https://a.example/{{p}}.jpg',
            deep_links: { ins_dl_internal: 'https://a.example/?q={{p}}' },
          },
        },
      },
    };
    const inCard = 'advanced_push_payload.advanced_push_items.item';
    const surfaces = (name: string, check: string) =>
      found(notification, [{ name, items: items(name) }], check).map(([surface]) => surface);
    const all = [
      `${inCard}.deep_links.ins_dl_internal`,
      `${inCard}.image_url`,
      'image_url',
      'ios.deep_link.ins_dl_internal',
      'ios.deep_link.own',
    ];
    expect(surfaces('undefined', 'markup')).toEqual(all);
    expect(surfaces('[object', 'markup')).toEqual([]);
    expect(surfaces('a&amp;b', 'markup')).toEqual(all);
    expect(surfaces('{slug}', 'placeholder')).toEqual(all);
    expect(surfaces('JosÃ©', 'encoding')).toEqual(all);
    expect(surfaces('NULL', 'empty_word')).toEqual(all);
    expect(surfaces('50%', 'unencoded')).toEqual(all.filter((surface) => surface !== 'ios.deep_link.own'));
    expect(surfaces('test', 'test_words')).toEqual([]);
  });

  it('gets a warning at the field, and blocks the plan if the policy says so', () => {
    const { diagnostics } = audit({ title: 'Hi {{name}}' }, names('NULL', 'Ana', 'JosÃ©', '{x}', 'A\tB'), copyPolicy());
    expect(diagnostics.map(({ severity, code, message }) => [severity, code, message])).toEqual([
      [
        'warning',
        'PP240',
        'title holds a tag of another tool for 1 of 5 (20%), worst in row 4: a tag of another tool, {x}',
      ],
      [
        'warning',
        'PP241',
        'title was read in the wrong encoding for 1 of 5 (20%), worst in row 3: letters of a wrong encoding',
      ],
      [
        'warning',
        'PP242',
        'an expression in title prints a word for an empty cell for 1 of 5 (20%), worst in row 1: the word NULL',
      ],
      ['warning', 'PP243', 'title holds invisible characters for 1 of 5 (20%), worst in row 5: a tab'],
    ]);
    // The texts of a campaign itself may contain them as well.
    const written = audit({ title: 'JosÃ©\tHi {{name}}' }, names('Ana'), copyPolicy());
    expect(written.diagnostics.map(({ code, help = '' }) => [code, help.includes('campaign')])).toEqual([
      ['PP241', true],
      ['PP243', true],
    ]);
    const strict = audit(link('https://a.example/?q={{name}}'), names('a&b', 'c'), copyPolicy({ unencoded: 'error' }));
    expect(strict.diagnostics).toMatchObject([
      {
        severity: 'error',
        code: 'PP244',
        message: expect.stringContaining('is not encoded for 1 of 2 (50%), worst in row 1'),
      },
    ]);
  });
});
