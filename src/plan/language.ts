// The language of a recipient, where the audience has a column for it.
import { RecentlyUsed } from '../message/helpers/keep-formatters.ts';
import { cellOf, type Recipient } from '../message/recipient.ts';

const columns = ['language', 'locale', 'lang'];

/** A language, and perhaps a script and a region: tr, en-GB, zh_Hant_TW. Anything longer may be something else, and is nobody's to see. */
const tag = /^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?$/i;

/** Longer texts may be slices of what was read of the file, and would keep all of it. */
const longestKept = 12;
/** An audience has few languages. Null for cells that hold none. */
const known = new RecentlyUsed<string | null>(1_000);

/** In the usual case (tr-TR), by the first of these columns that is there; undefined where it holds no language. */
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
