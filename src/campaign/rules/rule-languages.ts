// Rules for locale, default_locale and locales.
import { errorAt, type Diagnostic, type Position } from '../../diagnostic.ts';
import { keysCalledIn } from '../add-translations.ts';
import { canonicalTag, isKnownLanguage } from '../language-tag.ts';
import { mapAt, valueAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';

/** These rules run once per file, since the languages of a campaign do not depend on overlays. */
export const languageRules = [checkLanguageKeys, checkLanguageTags] as const;

/**
 * Requires `locale` and `default_locale` with `locales`: texts in several languages need the language of the recipient and that of the texts
 * themselves.
 */
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
  const help = 'Remove it: without locales everybody gets the texts under notification.';
  return [...found, errorAt(yaml.locateKey(['locale_fallback']), 'PP190', message, help)];
}

const advice: Readonly<Record<string, string>> = {
  locale: '"{{language}}", with the column that holds the language of a recipient.',
  default_locale: 'en, or the language of the texts under notification.',
};

function checkLanguageTags(yaml: ParsedYaml): readonly Diagnostic[] {
  const own = valueAt(yaml.data, 'default_locale');
  const tags = Object.keys(mapAt(yaml.data, 'locales'));
  return [
    ...(typeof own === 'string' ? judge(own, yaml.locate(['default_locale'])) : []),
    ...tags.flatMap((tag) => judge(tag, yaml.locateKey(['locales', tag]))),
  ];
}

function judge(written: string, at: Position | undefined): readonly Diagnostic[] {
  const tag = canonicalTag(written);
  if (tag === written && isKnownLanguage(tag)) return [];
  const message = `${JSON.stringify(written)} is not the tag of a language`;
  const meant = tag !== undefined && isKnownLanguage(tag) ? `Write ${tag}.` : known;
  return [errorAt(at, 'PP191', message, meant)];
}

const known =
  'Use tags of languages, not those of countries: en, tr, pt-BR, zh-Hant; uk, cs and ja, not ua, cz and jp.';
