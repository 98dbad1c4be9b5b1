// Locales of templates: reads a tag that Intl knows and brings it to the one form for its language.
import { HelperFault, type HelperParameter } from './helper.ts';
import { RecentlyUsed } from './keep-formatters.ts';
import { readText } from './read-value.ts';
import { suggestLocale } from './suggest-locale.ts';

/** The locale that is used if none is known. */
const usualOfAll = 'en';

/** Tags that resolve to themselves. For these, Node.js need not search all its locales, which takes long the first time. */
export const plainTags: ReadonlySet<string> = new Set(
  'ar bg cs da de el en en-GB en-US es fi fr he hi hu id it ja ko nl pl pt pt-BR ro ru sv tr uk vi zh'.split(' '),
);

const mostTags = 2000;
/** The resolved tags; null for texts that are not tags. */
const tags = new RecentlyUsed<string | null>(mostTags);

/**
 * The parameter that takes a language. If it is empty, the language is that of the notification, or else `en`. Returns the tag as Node.js spells it.
 */
export const locale: HelperParameter<string> = {
  name: 'locale',
  optional: true,
  decides: true,
  read: (value, usual = usualOfAll) => {
    const written = readText(value).trim();
    if (written === '') return usual;
    const tag = tags.get(written, () => resolveLocale(written) ?? null);
    if (tag === null) throw new HelperFault('is not a language that is known, such as tr or en-GB', inCells);
    return tag;
  },
  written: { code: 'PP123', suggest: suggestLocale },
};

const inCells =
  'Use tags of languages, not those of countries: uk, cs, ja, el, da, zh and tr, not ua, cz, jp, gr, dk, cn and Turkish.';

/**
 * Reduces the many spellings of a language to the locales that Node.js has: tr-DE becomes tr, and iw becomes he. Also reads tr_TR, as app languages
 * are often written. Returns undefined for a language that Intl does not know.
 */
export function resolveLocale(written: string): string | undefined {
  // This list alone is ready at once. A Node.js that was built without the language does not have it there.
  if (plainTags.has(written) && Intl.PluralRules.supportedLocalesOf(written).length > 0) return written;
  try {
    const [tag = ''] = Intl.getCanonicalLocales(written.replaceAll('_', '-'));
    // Of all classes that know the locales, this is the cheapest to create.
    if (Intl.ListFormat.supportedLocalesOf(tag).length === 0) return undefined;
    return new Intl.ListFormat(tag).resolvedOptions().locale + extensionOf(tag);
  } catch {
    return undefined;
  }
}

/** Keeps the extensions for numerals, calendar and hours: -u-nu-latn. Others change nothing that is printed. */
function extensionOf(tag: string): string {
  const wanted = tag.split(/-x-/)[0]?.match(/-(?:ca|hc|nu)(?:-[a-z0-9]{3,8})+/g) ?? [];
  return tag.includes('-u-') && wanted.length > 0 ? `-u${wanted.join('')}` : '';
}
