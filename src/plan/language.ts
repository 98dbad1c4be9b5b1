// The language of a recipient, if the audience has a column for it.
import { RecentlyUsed } from '../message/helpers/keep-formatters.ts';
import { cellOf, type Recipient } from '../message/recipient.ts';

const columns = ['language', 'locale', 'lang'];

/** A language tag with an optional script and region: tr, en-GB, zh_Hant_TW. Anything longer may be some other, private text and is not shown. */
const tag = /^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?$/i;

/** The longest text that is cached. A longer one may be a slice of the file's text and would keep all of that text in memory. */
const longestKept = 12;
/** A cache, because an audience has few languages. Null for cells without a language. */
const known = new RecentlyUsed<string | null>(1_000);

/** Returns the language in the usual case (tr-TR), from the first of these columns that exists. Undefined if that column holds no language. */
export function languageOf(recipient: Recipient): string | undefined {
  let value: unknown;
  for (const name of columns) value ??= cellOf(recipient, name);
  if (typeof value !== 'string') return undefined;
  if (value.length > longestKept) return readLanguage(value);
  return known.get(value, () => readLanguage(value) ?? null) ?? undefined;
}

function readLanguage(value: string): string | undefined {
  const match = tag.exec(value.trim());
  if (match === null) return undefined;
  const [, language = '', script = '', region = ''] = match;
  const parts = [
    language.toLowerCase(),
    script.slice(0, 1).toUpperCase() + script.slice(1).toLowerCase(),
    region.toUpperCase(),
  ];
  return parts.filter((part) => part !== '').join('-');
}
