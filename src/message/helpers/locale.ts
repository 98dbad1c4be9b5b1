// Locales of templates: a tag that Intl knows, in the form in which no two tags mean the same.
import { HelperFault, type HelperParameter } from './helper.ts';
import { RecentlyUsed } from './keep-formatters.ts';
import { readText } from './read-value.ts';
import { suggestLocale } from './suggest-locale.ts';

/** What an empty locale means. */
const usualOfAll = 'en';

/** Tags that are their own locale: for these Node.js need not look through all that it knows, which takes it long at first. */
export const plainTags: ReadonlySet<string> = new Set(
  'ar bg cs da de el en en-GB en-US es fi fr he hi hu id it ja ko nl pl pt pt-BR ro ru sv tr uk vi zh'.split(' '),
);

const mostTags = 2000;
/** Null for texts that are no tag. */
const tags = new RecentlyUsed<string | null>(mostTags);

/** The language in which something is written; that of the notification where it is empty, or else `en`. Gives the tag as Node.js has it. */
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

/** What can be said in many ways is brought down to the locales that Node.js has: tr-DE is tr, and iw is he. App languages are often written tr_TR. Undefined for what Intl does not know. */
export function resolveLocale(written: string): string | undefined {
  // This list alone it has ready, and a Node.js that was built without the language is not on it.
  if (plainTags.has(written) && Intl.PluralRules.supportedLocalesOf(written).length > 0) return written;
  try {
    const [tag = ''] = Intl.getCanonicalLocales(written.replaceAll('_', '-'));
    // Of all that knows the locales this is the cheapest to make.
    if (Intl.ListFormat.supportedLocalesOf(tag).length === 0) return undefined;
    return new Intl.ListFormat(tag).resolvedOptions().locale + extensionOf(tag);
  } catch {
    return undefined;
  }
}

/** Numerals, calendar and hours: -u-nu-latn. Others change nothing that is printed. */
function extensionOf(tag: string): string {
  const wanted = tag.split(/-x-/)[0]?.match(/-(?:ca|hc|nu)(?:-[a-z0-9]{3,8})+/g) ?? [];
  return tag.includes('-u-') && wanted.length > 0 ? `-u${wanted.join('')}` : '';
}
