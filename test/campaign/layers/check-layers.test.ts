// Languages of a campaign: each is checked as a whole, and findings are located in the overlay.
import { describe, expect, it } from 'vitest';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';

const head = [
  'version: 1',
  'id: words',
  'audience: { file: people.csv }',
  'notification:',
  '  identifiers: { email: "{{email}}" }',
  '  camp_id: 1',
  '  camp_name: Words',
  '  title: Bonjour',
  '  message: Salut',
  '  image_url: https://img.example.com/a.jpg',
];
const languages = ['locale: "{{lang}}"', 'default_locale: fr'];

function read(...lines: readonly string[]) {
  return readCampaign('a.campaign.yaml', [...head, ...lines, ''].join('\n'));
}

function told(...lines: readonly string[]): readonly string[] {
  return read(...lines).diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`);
}

it('reads a campaign in several languages', () => {
  const { campaign, diagnostics } = read(...languages, 'locales: { tr: { title: Merhaba }, en: { title: Hello } }');
  expect(diagnostics).toEqual([]);
  expect(campaign?.languages).toEqual({ locale: '{{lang}}', own: 'fr', tags: ['tr', 'en'], fallsBack: false });
  expect(campaign?.variants.map(({ when, notification: { title, message } }) => [when, title, message])).toEqual([
    [{ kind: 'for', locale: null, arm: undefined }, 'Bonjour', 'Salut'],
    [{ kind: 'for', locale: 'tr', arm: undefined }, 'Merhaba', 'Salut'],
    [{ kind: 'for', locale: 'en', arm: undefined }, 'Hello', 'Salut'],
  ]);
});

describe('bad input', () => {
  it.each([
    ['a language in another case', [...languages, 'locales: { TR: { title: x } }'], ['PP191 13:12']],
    ['an unknown language', [...languages, 'locales: { qqq: { title: x } }'], ['PP191 13:12']],
    ['the name of a language', ['default_locale: Turkish'], ['PP191 11:17']],
    ['locales without the other keys that it needs', ['locales: { tr: { title: x } }'], ['PP190 11:1', 'PP190 11:1']],
    ['locale_fallback without locales', [...languages, 'locale_fallback: allow'], ['PP190 13:1']],
    ['an unknown key', [...languages, 'locales: { tr: { titel: x } }'], ['PP102 13:18']],
    ['identifiers', [...languages, 'locales: { tr: { identifiers: { email: x } } }'], ['PP102 13:18']],
    ['a language without texts', [...languages, 'locales: { tr: Merhaba }'], ['PP101 13:16']],
    ['a wrong type', [...languages, 'locales: { tr: { ttl: [1] } }'], ['PP101 13:23']],
    ['a title that is null', [...languages, 'locales: { tr: { title: null } }'], ['PP101 13:16']],
    ['a value that breaks a rule', [...languages, 'locales: { tr: { ttl: 5 }, en: {} }'], ['PP130 13:23']],
    [
      'a value that breaks a rule about two keys',
      [...languages, 'locales: { tr: { image_url: http://a } }'],
      ['PP144 13:29'],
    ],
  ])('%s', (_what, lines, findings) => {
    expect(told(...lines)).toEqual(findings);
  });

  it('reports the same fault for each text that has it', () => {
    const wrong = 'image_url: http://img.example.com/';
    const text = [
      ...head.slice(0, -1),
      `  ${wrong}a`,
      ...languages,
      'locales:',
      `  tr: { ${wrong}b }`,
      `  en: { ${wrong}c }`,
    ];
    const { diagnostics } = readCampaign('a.campaign.yaml', text.join('\n'));
    expect(diagnostics.map(({ code, line }) => `${code} ${line}`)).toEqual(['PP144 10', 'PP144 14', 'PP144 15']);
  });

  it('reports once what is wrong for all languages', () => {
    const text = [...head.filter((line) => !line.includes('title')), ...languages, 'locales: { tr: { ttl: 9000 } }'];
    const { diagnostics } = readCampaign('a.campaign.yaml', text.join('\n'));
    expect(diagnostics.map(({ code }) => code)).toEqual(['PP101']);
  });
});
