// Suggests a tag for an unknown language: the author may have written a country, the name of a language, or a tag with more text after it.
import { findNearest } from '../../campaign/find-nearest.ts';
import { isKnownLanguage } from '../../campaign/language-tag.ts';

/** Returns a suggestion for a tag that Intl does not know. */
export function suggestLocale(value: unknown): string {
  const meant = typeof value === 'string' ? findMeant(value.trim()) : undefined;
  const known = 'A language is written as its tag: en, tr, pt-BR, zh-Hant.';
  return meant === undefined ? known : `Did you mean ${meant} (${nameOf(meant)})?`;
}

function findMeant(written: string): string | undefined {
  // Unix adds the encoding: tr_TR.UTF-8.
  const tag = written.replace(/[.@].*$/s, '').replaceAll(/[_\s]+/g, '-');
  const parts = tag.split('-');
  const [first = '', ...rest] = parts;
  const language = languageOfCountry(first) ?? languageOfName(written);
  const wholes = language === undefined ? [] : [[language, ...rest].join('-'), language];
  const starts = parts.map((_, left) => parts.slice(0, parts.length - left).join('-'));
  // Intl accepts any subtags after a language. Only those with a meaning have a name.
  return [...wholes, ...starts].find((one) => isKnownLanguage(one) && nameOf(one) !== undefined);
}

/** ua -> uk, cz -> cs, jp -> ja. Returns the language that most people of the country read, by Unicode's likely subtags. */
function languageOfCountry(code: string): string | undefined {
  if (!/^[a-z]{2}$/i.test(code) || isKnownLanguage(code)) return undefined;
  const region = code.toUpperCase();
  const isCountry = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(region) !== undefined;
  return isCountry ? new Intl.Locale(`und-${region}`).maximize().language : undefined;
}

/** Turkish and Türkçe -> tr. Searches only languages with two letters, in which apps are written. */
function languageOfName(name: string): string | undefined {
  if (name.length < 4) return undefined;
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(97 + index));
  const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter(isKnownLanguage);
  const wanted = name.toLowerCase();
  const inEnglish = new Map(codes.map((code) => [nameOf(code)?.toLowerCase() ?? code, code]));
  const code = inEnglish.get(wanted) ?? codes.find((one) => nameOf(one, one)?.toLowerCase() === wanted);
  const nearest = name.length < 5 ? undefined : findNearest(name, [...inEnglish.keys()]);
  return code ?? inEnglish.get(nearest ?? '');
}

function nameOf(tag: string, inLanguage = 'en'): string | undefined {
  return new Intl.DisplayNames([inLanguage], { type: 'language', fallback: 'none' }).of(tag);
}
