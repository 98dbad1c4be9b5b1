// Which texts a row gets, and in which language its helpers write.
import { describe, expect, it } from 'vitest';
import { readCampaign } from '../../src/campaign/read-campaign.ts';
import { compileCampaign } from '../../src/message/compile-campaign.ts';
import { createLocaleChooser } from '../../src/message/choose-locale.ts';
import type { Renderer } from '../../src/message/renderer.ts';
import { aRecipient } from '../support/a-campaign.ts';

const columns = ['email', 'lang', 'n', 'due', 'name'];

function rendererOf(lines: readonly string[], title = 'Bonjour', key = ''): Renderer {
  const text = [
    'version: 1',
    'id: words',
    'audience: { file: people.csv }',
    ...(key === '' ? [] : [`key: ${key}`]),
    'notification:',
    '  identifiers: { email: "{{email}}" }',
    '  camp_id: 1',
    '  camp_name: Words',
    `  title: ${title}`,
    '  message: Salut',
    '  image_url: https://img.example.com/a.jpg',
    ...lines,
  ].join('\n');
  const { campaign } = readCampaign('a.campaign.yaml', text);
  const compiled = campaign && compileCampaign(campaign, columns, new Map());
  if (compiled?.renderer === undefined) throw new Error(JSON.stringify(compiled?.diagnostics));
  return compiled.renderer;
}

function titleOf(renderer: Renderer, row: Readonly<Record<string, string>>): unknown {
  const result = renderer.render(
    aRecipient({ email: 'a@example.com', n: '2', due: '2027-01-31', name: 'ince', ...row }),
  );
  if (result.kind !== 'notification') return result.kind === 'invalid' ? result.problem : result.kind;
  const notification: { readonly title?: unknown } = JSON.parse(result.payload);
  return notification.title;
}

function rowIn(lang: string) {
  return aRecipient({ email: 'a@example.com', n: '', due: '2027-01-31', name: '', lang });
}

const languages = [
  'locale: "{{lang}}"',
  'default_locale: fr',
  'locales: { tr: { title: Merhaba }, zh-Hant: { title: 你好 } }',
];

describe('the texts of a row', () => {
  const renderer = rendererOf(languages);

  it('are chosen by a cell, which may be empty without a finding', () => {
    const row = rowIn('');
    const defaults = rendererOf([`locale: "{{default lang 'fr'}}"`, ...languages.slice(1)]);
    for (const one of [renderer, defaults]) {
      const key = one.key(row);
      const known = key.kind === 'key' ? key.identifiers : undefined;
      expect(one.render(row, known)).toMatchObject({ printed: { empty: [], defaults: [] } });
    }
  });

  it.each([
    ['tr', 'Merhaba'],
    ['tr-CY', 'Merhaba'],
    [' TR_cy ', 'Merhaba'],
    ['zh-Hant-TW', '你好'],
    ['fr-CA', 'Bonjour'],
    ['', 'Bonjour'],
    ['  ', 'Bonjour'],
  ])('%j: %s', (lang, title) => {
    expect(titleOf(renderer, { lang })).toBe(title);
  });

  it.each([
    ['de', 'de'],
    ['zh', 'zh'],
    ['ua', 'ua'],
    ['Turkish', 'und'],
    ['tr tr', 'und'],
    ['a@example.com', 'und'],
  ])('%j: there are none, and the row is invalid without showing the cell', (lang, locale) => {
    expect(titleOf(renderer, { lang })).toMatchObject({ code: 'PP228', path: 'locale', locale });
    const message = `no_locale: there are no texts in ${locale === 'und' ? 'a language that is not known' : locale}`;
    expect(titleOf(renderer, { lang })).toHaveProperty('message', message);
    const help = ['de', 'zh'].includes(locale) ? 'Write them under locales' : 'Write tags of languages in the audience';
    expect(titleOf(renderer, { lang })).toHaveProperty('help', expect.stringContaining(help));
  });

  it("are the campaign's own if there are no others and that is allowed", () => {
    const allowing = rendererOf([...languages, 'locale_fallback: allow']);
    expect(['de', 'Turkish', 'tr'].map((lang) => titleOf(allowing, { lang }))).toEqual([
      'Bonjour',
      'Bonjour',
      'Merhaba',
    ]);
  });

  it('have problems that name the overlay in which a template fails', () => {
    const failing = rendererOf([
      'locale: "{{lang}}"',
      'default_locale: fr',
      'locales: { tr: { title: "{{date name}}" } }',
    ]);
    expect(titleOf(failing, { lang: 'tr' })).toMatchObject({ code: 'PP222', path: 'locales.tr.title' });
  });
});

describe('helpers without a language', () => {
  it('use that of the row, or default_locale if it is empty', () => {
    const renderer = rendererOf(
      ['locale: "{{lang}}"', 'default_locale: de'],
      `"{{date due style='long'}}, {{upper name}}"`,
    );
    expect(titleOf(renderer, { lang: 'tr' })).toBe('31 Ocak 2027, İNCE');
    expect(titleOf(renderer, { lang: '' })).toBe('31. Januar 2027, INCE');
    expect(titleOf(renderer, { lang: 'en-GB' })).toBe('31 January 2027, INCE');
  });

  it('use default_locale if no row has a language, and for an empty cell that is given to them', () => {
    const renderer = rendererOf(['default_locale: de'], `"{{date due style='long'}}, {{date due lang style='long'}}"`);
    expect(titleOf(renderer, { lang: '' })).toBe('31. Januar 2027, 31. Januar 2027');
    expect(titleOf(rendererOf([], `"{{date due lang style='long'}}"`), { lang: '' })).toBe('January 31, 2027');
  });

  it('write keys and identifiers the same in all languages', () => {
    const renderer = rendererOf(['locale: "{{lang}}"'], 'Hi', '"{{upper name}}"');
    const keys = ['tr', 'en', 'tr'].map((lang) => {
      const row = aRecipient({ email: 'a@example.com', n: '', due: '', name: 'ince', lang });
      renderer.render(row);
      const made = renderer.key(row);
      return made.kind === 'key' ? made.key : made.problem;
    });
    expect(new Set(keys).size).toBe(1);
  });

  it('show stand-ins in the language of the row', () => {
    const renderer = rendererOf(languages, `"{{date due style='long'}}"`);
    expect(renderer.standIn(rowIn('tr'))?.title).toBe('Merhaba');
    expect(renderer.standIn(rowIn('fr'))?.title).toMatch(/ 2027$/);
    expect(renderer.standIn(rowIn('de'))).toBeUndefined();
  });
});

it('keeps what it finds for a language, but nothing for long cells', () => {
  const choose = createLocaleChooser({ own: 'fr', tags: ['tr'], fallsBack: false });
  expect(choose('tr')).toBe(choose('tr'));
  expect(choose('zh-Hant-TW-x-12345')).toMatchObject({ tag: 'und', texts: undefined });
});
