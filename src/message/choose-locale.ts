// Chooses the language of a recipient, and the texts for it: the campaign's own, or those of one of its `locales`.
import type { Languages } from '../campaign/campaign.ts';
import { canonicalTag, chainOf, languageOfTag } from '../campaign/language-tag.ts';
import { RecentlyUsed } from './helpers/keep-formatters.ts';
import { resolveLocale } from './helpers/locale.ts';

export interface RowLocale {
  /** The tag of the language, as a plan shows it. `und` if the cell is empty or holds a value that may be personal. */
  readonly tag: string;
  /** The texts to use: a tag of `locales`, or null for the campaign's own. Undefined if there are no texts for the language. */
  readonly texts: string | null | undefined;
  /** Whether the campaign's own texts are used because there are none in the language. */
  readonly fallsBack: boolean;
  /** The locale of helpers that name no other, as Node.js spells it. */
  readonly format: string;
}

/** The tag that a plan shows for an unknown language. */
export const undetermined = 'und';

const usual = 'en';
/** A language, optionally with a script and a region. Anything longer may be something else than a tag. */
const shownTag = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/;
const mostKept = 2000;
/** The longest cell to keep, in characters. A longer one may be a slice of the text read from the file, and would keep all of that text in memory. */
const longestKept = 12;

/** `written` is the rendered `locale` of the campaign. The choice for each is cached, since an audience has few languages. */
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

/** Undefined if there are no texts in the language. */
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
