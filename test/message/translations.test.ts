// Texts in translations/LANG.yaml, which {{t 'key'}} prints.
import { describe, expect, it } from 'vitest';
import { addTranslations, checkTranslated, checkUnusedKeys } from '../../src/campaign/add-translations.ts';
import { readCampaign } from '../../src/campaign/read-campaign.ts';
import { readTranslations } from '../../src/campaign/read-translations.ts';
import { compileCampaign, type Partials } from '../../src/message/compile-campaign.ts';
import { findCalled } from '../../src/plan/compare/compare-fields.ts';
import { aRecipient, partialsOf } from '../support/a-campaign.ts';

const en = `
cart:
  title: "Hello {{upper name}}"
  left: { one: "# thing, {{name}}", other: "# things" }
`;
const ru = `
cart:
  title: "Привет {{name}}"
  left: { one: "# вещь", few: "# вещи", many: "# вещей", other: "# вещи" }
`;

interface Written {
  readonly title?: string;
  readonly top?: readonly string[];
  readonly texts?: Readonly<Record<string, string>>;
}

function compile({ title = "{{t 'cart.title' name=first}}", top = languages, texts = { en, ru } }: Written = {}) {
  const all = Object.entries(texts).map(([tag, text]) => readTranslations(`translations/${tag}.yaml`, text));
  const text = [
    'version: 1',
    'id: words',
    'audience: { file: people.csv, columns: { n: integer } }',
    ...top,
    'notification:',
    '  identifiers: { email: "{{email}}" }',
    '  camp_id: 1',
    '  camp_name: Words',
    `  title: "${title}"`,
    `  message: "{{t 'cart.left' count=n name=first}}"`,
    '  image_url: https://img.example.com/a.jpg',
  ].join('\n');
  const { campaign: read, diagnostics } = readCampaign('a.campaign.yaml', text);
  if (read === undefined) throw new Error(JSON.stringify(diagnostics));
  const campaign = addTranslations(read, all);
  const partials: Partials = new Map([
    ...partialsOf({ sign: "{{t 'cart.title'}}" }),
    ...all.flatMap(({ messages }) => [...messages]),
  ]);
  const { renderer, diagnostics: found } = compileCampaign(campaign, ['email', 'lang', 'first', 'n'], partials);
  const findings = [...diagnostics, ...all.flatMap((one) => one.diagnostics), ...checkTranslated(campaign), ...found];
  return {
    campaign,
    partials,
    renderer,
    unused: checkUnusedKeys([campaign], all).map(({ message, file, line }) => `${file}:${line} ${message}`),
    helps: findings.map(({ help }) => help),
    found: findings.map(({ code, file, line, message }) => `${code} ${file}:${line} ${message}`),
  };
}

const languages = ['locale: "{{lang}}"', 'default_locale: en'];

function textsFor(lang: string, n: string, written?: Written): unknown {
  const { renderer, found } = compile(written);
  const row = aRecipient({ email: 'a@example.com', first: 'Ada', lang, n });
  const result = renderer?.render(row);
  if (result?.kind !== 'notification') return result ?? found;
  const { title, message } = JSON.parse(result.payload);
  return [title, message];
}

describe('a translated text', () => {
  it.each([
    ['en', '1', 'Hello ADA', '1 thing, Ada'],
    ['', '1200', 'Hello ADA', '1,200 things'],
    ['ru', '3', 'Привет Ada', '3 вещи'],
    ['ru_RU', '5', 'Привет Ada', '5 вещей'],
  ])('in %j for %s', (lang, n, ...texts) => {
    expect(textsFor(lang, n)).toEqual(texts);
  });

  it('does not exist for people whose language has none', () => {
    expect(textsFor('de', '1')).toMatchObject({ problem: { code: 'PP228' } });
    expect(textsFor('de', '1', { top: [...languages, 'locale_fallback: allow'] })).toEqual([
      'Hello ADA',
      '1 thing, Ada',
    ]);
  });

  it('works beside locales, and in each arm', () => {
    const arms =
      'variants: [{ name: A, weight: 50, camp_id: 7, notification: { title: A } }, { name: B, weight: 50, camp_id: 8 }]';
    const { renderer } = compile({ top: [...languages, 'locales: { ru: { title: Да } }', arms] });
    const row = aRecipient({ email: 'a@example.com', first: 'Ada', lang: 'ru', n: '1' });
    const payloads = [0, 1].map((arm) => JSON.stringify(renderer?.render(row, undefined, arm)));
    expect(payloads[0]).toContain(String.raw`\"title\":\"A\"`);
    expect(payloads[1]).toContain('Да');
    expect(payloads[1]).toContain('1 вещь');
  });

  it('has stand-ins in the form of the row', () => {
    const { renderer } = compile();
    const row = aRecipient({ email: 'a@example.com', first: 'Ada', lang: 'ru', n: '3' });
    const { title, message } = renderer?.standIn(row) ?? {};
    expect(title).toMatch(/^Привет \w+$/);
    expect(title).not.toContain('Ada');
    expect(message).toMatch(/^[2-4] вещи$/);
  });
});

describe('a fault is found', () => {
  it('at each place where a key is missing, in each language', () => {
    const { found } = compile({ title: "{{t 'cart.titel' name=first}}" });
    expect(found).toEqual([
      'PP199 a.campaign.yaml:10 there is no text cart.titel in en',
      'PP199 a.campaign.yaml:10 there is no text cart.titel in ru',
    ]);
  });

  it.each([
    ["{{t 'cart.titel' name=first}}", { en, ru }, 'Did you mean cart.title?'],
    ["{{t 'somewhere.else'}}", { en, ru }, 'Keys: cart.title, cart.left.'],
    [
      "{{t 'cart.title' name=first}}",
      { en, ru: ru.replace('title', 'heading') },
      'Add cart.title to translations/ru.yaml: another language has it.',
    ],
    [
      "{{t 'cart.left' name=first}}",
      { en, ru },
      "Columns: email, lang, first, n. Pass other values where the text is called: {{t 'cart.left' count=column}}.",
    ],
    [
      "{{upper (t 'cart.title' name=first)}}",
      { en, ru },
      "A text of a translation, {{t 'key'}}, is written by itself in a field of the notification: not in a helper, a partial or another text.",
    ],
  ])('with what to do: %s', (title, texts, help) => {
    expect(new Set(compile({ title, texts }).helps)).toEqual(new Set([help]));
  });

  it.each([
    [{ texts: { en, ru: ru.replace('{{name}}', '{{nam}}') } }, ['PP110 translations/ru.yaml:3 unknown column nam']],
    [
      { texts: { en, ru: ru.replace('few: "# вещи", ', '') } },
      [expect.stringMatching(/^PP125 translations\/ru\.yaml:4 /)],
    ],
    [{ texts: { en, ru, xx_y: '' } }, [expect.stringMatching(/^PP191 translations\/xx_y\.yaml/)]],
    [{ texts: { en: `${en}more: [a]`, ru } }, ['PP392 translations/en.yaml:5 more is no text']],
    [
      { texts: { en: `${en}"cart.title": Hi`, ru } },
      ['PP104 translations/en.yaml:5 the key cart.title appears twice, with dots in it and below another key'],
    ],
    [{ title: '{{> sign}}' }, [expect.stringMatching(/^PP112 partials\/sign\.hbs:1 unknown helper t/)]],
    [{ title: '{{t first}}' }, [expect.stringContaining('PP199 a.campaign.yaml:10 t takes one key')]],
  ] as const)('%j', (written, found) => {
    const all = compile(written).found;
    expect(new Set(all).size).toBe(found.length);
    for (const one of found) expect(all).toContainEqual(one);
  });

  it('if the languages to choose from are missing', () => {
    expect(compile({ top: ['locale: "{{lang}}"'] }).found[0]).toContain('PP190 a.campaign.yaml');
  });

  it('in keys that no campaign calls', () => {
    expect(compile().unused).toEqual([]);
    expect(compile({ texts: { en: `${en}more: x`, ru } }).unused).toEqual([
      'translations/en.yaml:5 no campaign calls the text more',
    ]);
  });
});

it('a campaign that calls a text depends on all messages of its key, and others on none', () => {
  const { campaign, partials } = compile();
  expect([...findCalled(campaign, partials)].filter((name) => name.includes('title'))).toEqual([
    't:en:cart.title',
    't:ru:cart.title',
  ]);
  const { campaign: plain } = readCampaign(
    'a.campaign.yaml',
    'version: 1\nid: a\naudience: { file: a.csv }\nlocale: x\ndefault_locale: en\nnotification: { identifiers: { uuid: "{{u}}" }, camp_id: 1, camp_name: a, title: a, message: b }',
  );
  if (plain === undefined) throw new Error('no campaign');
  expect(addTranslations(plain, [readTranslations('translations/tr.yaml', 'a: b')])).toBe(plain);
});
