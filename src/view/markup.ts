// Builds HTML and SVG from templates that make every value harmless. Data gets into a page or a picture in no other way.
import { showInvisible } from './safe.ts';

/** Markup made by pushplan, which is inserted into other markup unchanged. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | readonly Markup[] | undefined;

/** Escapes texts and numbers, inserts markup unchanged, and omits undefined. For content of elements, and for attributes in quotes. */
export function markup(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(strings.map((string, index) => string + showPart(values[index])).join(''));
}

export function joinMarkup(parts: readonly Markup[], between = ''): Markup {
  return new Markup(parts.map(({ text }) => text).join(between));
}

function showPart(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return safeMarkup(String(part));
}

// Invisible characters that spelling needs: the joiner between Persian letters, and joiners beside the sign that joins consonants in Hindi, Bengali,
// Sinhala and related scripts.
const joinsConsonants = String.raw`[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA]`;
const joiners = String.raw`(?<=\p{Script=Arabic})\u200C(?=\p{Script=Arabic})|(?<=${joinsConsonants})[\u200C\u200D]|[\u200C\u200D](?=${joinsConsonants})`;
const joiner = new RegExp(`(${joiners})`, 'v');
// In text with right-to-left letters also the direction marks, which put a percent sign or a point in the right place.
const joinerOrMark = new RegExp(String.raw`(${joiners}|[\u061C\u200E\u200F])`, 'v');
const fromTheRight = /[\p{Script=Arabic}\p{Script=Hebrew}]/v;

/**
 * Returns one line in which invisible characters are shown. The colon and the bracket are escaped too: then no text begins a command in the log
 * of a CI run, where a page may be printed, and the source of the page contains no web address.
 */
function safeMarkup(text: string): string {
  return showHidden(text).replace(/[&<>"'\[:\u061C\u200C\u200E\u200F\uFFFE\uFFFF]/gv, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    // Characters of Unicode that XML does not allow.
    return code >= 0xff_fe ? `&#60;U+${code.toString(16).toUpperCase()}&#62;` : `&#${code};`;
  });
}

/** Returns the text that `safeMarkup` shows, before it is escaped, so that it can be measured and cut. */
export function showHidden(text: string): string {
  const parts = text.split(fromTheRight.test(text) ? joinerOrMark : joiner);
  // The odd positions are the separators of the split.
  return parts.map((part, index) => (index % 2 === 1 ? part : showInvisible(part))).join('');
}
