// Which language a recipient reads, and whose texts that makes: the campaign's own, or those laid over them.
import type { Languages } from '../campaign/campaign.ts';
import { canonicalTag, chainOf, languageOfTag } from '../campaign/language-tag.ts';
import { RecentlyUsed } from './helpers/keep-formatters.ts';
import { resolveLocale } from './helpers/locale.ts';

/** The language of one recipient. */
export interface RowLocale {
  /** As a plan shows it: the tag of the language, or `und` where the cell holds none or a value that may be personal. */
  readonly tag: string;
  /** Whose texts: a tag of `locales`, null for the campaign's own; undefined where there are none for them. */
  readonly texts: string | null | undefined;
  /** Whether they are the campaign's own because there are no others. */
  readonly fallsBack: boolean;
  /** The locale of helpers that are given no other, as Node.js names it. */
  readonly format: string;
}

/** What a plan has for a language that is not said. */
export const undetermined = 'und';

const usual = 'en';
/** A language, and perhaps a script and a region. Anything longer may be something else. */
const shownTag = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/;
const mostKept = 2000;
/** Longer cells may be slices of what was read of the file, and would keep all of it. */
const longestKept = 12;

/** `written` is what the campaign's `locale` came to. An audience has few languages: what is made of each is kept. */
export function createLocaleChooser(languages: Languages): (written: string) => RowLocale {
  const known = new RecentlyUsed<RowLocale>(mostKept);
  return (written) =>
    written.length > longestKept ? choose(written, languages) : known.get(written, () => choose(written, languages));
}

function choose(written: string, languages: Languages): RowLocale {
  const { own, fallsBack } = languages;
  const format = formatOf(own) ?? usual;
  if (written.trim() === '') return { tag: own ?? undetermined, texts: null, fallsBack: false, format };
  const tag = canonicalTag(written);
  const known = tag === undefined ? undefined : readTag(tag, languages);
  const shown = tag !== undefined && shownTag.test(tag) ? tag : undetermined;
  if (known !== undefined) return { tag: shown, ...known, fallsBack: false };
  return { tag: shown, texts: fallsBack ? null : undefined, fallsBack, format };
}

/** Undefined where there are no texts in the language. */
function readTag(tag: string, { own, tags }: Languages): Pick<RowLocale, 'texts' | 'format'> | undefined {
  const format = formatOf(tag);
  if (format === undefined) return undefined;
  const texts = chainOf(tag).find((one) => tags.includes(one));
  if (texts !== undefined) return { texts, format };
  const isOwn = tags.length === 0 || (own !== undefined && languageOfTag(own) === languageOfTag(tag));
  return isOwn ? { texts: null, format } : undefined;
}

function formatOf(tag: string | undefined): string | undefined {
  return tag === undefined ? undefined : resolveLocale(tag);
}
