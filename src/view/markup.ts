// HTML and SVG made of templates in which every value is made harmless: the one way from data into a page or a picture.
import { showInvisible } from './safe.ts';

/** Markup of our own, which is put into other markup as it is. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | readonly Markup[] | undefined;

/** Texts and numbers are escaped, markup stays as it is, undefined leaves nothing. For elements, and for attributes in quotes. */
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

// What spelling needs and nobody sees: the joiner of Persian between letters, and joiners beside the sign that joins consonants in
// Hindi, Bengali, Sinhala and their neighbours.
const joinsConsonants = String.raw`[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA]`;
const joiners = String.raw`(?<=\p{Script=Arabic})\u200C(?=\p{Script=Arabic})|(?<=${joinsConsonants})[\u200C\u200D]|[\u200C\u200D](?=${joinsConsonants})`;
const joiner = new RegExp(`(${joiners})`, 'v');
// And the marks of direction, where a text has letters that run from the right: they put a percent sign or a point in its place.
const joinerOrMark = new RegExp(String.raw`(${joiners}|[\u061C\u200E\u200F])`, 'v');
const fromTheRight = /[\p{Script=Arabic}\p{Script=Hebrew}]/v;

/**
 * One line, in which what cannot be seen is shown. The colon and the bracket are escaped too: in a log of CI, where a page may be
 * printed, they begin commands, and no address is one in the file's text.
 */
function safeMarkup(text: string): string {
  return showHidden(text).replace(/[&<>"'\[:\u061C\u200C\u200E\u200F\uFFFE\uFFFF]/gv, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    // Characters for Unicode and not for XML.
    return code >= 0xff_fe ? `&#60;U+${code.toString(16).toUpperCase()}&#62;` : `&#${code};`;
  });
}

/** What `safeMarkup` shows of a text, before it is escaped: to measure and to cut it. */
export function showHidden(text: string): string {
  const parts = text.split(fromTheRight.test(text) ? joinerOrMark : joiner);
  // What split the text has the odd places.
  return parts.map((part, index) => (index % 2 === 1 ? part : showInvisible(part))).join('');
}
