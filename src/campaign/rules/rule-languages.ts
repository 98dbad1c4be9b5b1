// Rules about locale, default_locale and locales.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { keysCalledIn } from '../add-translations.ts';
import { canonicalTag, isKnownLanguage } from '../language-tag.ts';
import { mapAt, valueAt } from '../yaml/is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';

/** Which languages a campaign has is the same whatever is laid over its texts. */
export const languageRules = [checkLanguageKeys, checkLanguageTags] as const;

/** Texts in several languages say nothing without the language of a recipient, and that of the texts themselves. */
function checkLanguageKeys(yaml: ParsedYaml): readonly Diagnostic[] {
  const has = (key: string): boolean => valueAt(yaml.data, key) !== undefined;
  const missing = ['locale', 'default_locale'].filter((key) => has('locales') && !has(key));
  const found = missing.map((key) =>
    errorAt(yaml.locateKey(['locales']), 'PP190', `locales without ${key}`, `Add ${key}: ${advice[key] ?? ''}`),
  );
  // Translations may be the only texts in other languages.
  const isTranslated = keysCalledIn(valueAt(yaml.data, 'notification')).size > 0;
  if (!has('locale_fallback') || has('locales') || isTranslated) return found;
  const message = 'locale_fallback without locales';
  const help = 'Take it out: where there are no locales everybody gets the texts under notification.';
  return [...found, errorAt(yaml.locateKey(['locale_fallback']), 'PP190', message, help)];
}

const advice: Readonly<Record<string, string>> = {
  locale: '"{{language}}", with the column that holds the language of a recipient.',
  default_locale: 'en, or whatever language the texts under notification have.',
};

function checkLanguageTags(yaml: ParsedYaml): readonly Diagnostic[] {
  const own = valueAt(yaml.data, 'default_locale');
  const tags = Object.keys(mapAt(yaml.data, 'locales'));
  return [
    ...(typeof own === 'string' ? judge(own).map((say) => errorAt(yaml.locate(['default_locale']), ...say)) : []),
    ...tags.flatMap((tag) => judge(tag).map((say) => errorAt(yaml.locateKey(['locales', tag]), ...say))),
  ];
}

function judge(written: string): readonly (readonly ['PP191', string, string])[] {
  const tag = canonicalTag(written);
  if (tag === written && isKnownLanguage(tag)) return [];
  const message = `${JSON.stringify(written)} is not the tag of a language`;
  const meant = tag !== undefined && isKnownLanguage(tag) ? `Write ${tag}.` : known;
  return [['PP191', message, meant]];
}

const known =
  'Languages have tags of their own, not those of countries: en, tr, pt-BR, zh-Hant; uk, cs and ja, not ua, cz and jp.';
