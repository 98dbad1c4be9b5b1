// Text from data made harmless, one function per kind of output: nothing in it can move a cursor, hide a word or give a command.

// What a screen shows as nothing or takes as an order: control characters (C0, DEL, C1), line and paragraph separators, bidi marks
// and isolates, zero-width and other invisible characters. Emoji sequences are matched first, since their joiners are meant.
// Both are functions, since Node.js reads such a pattern where it stands: a start that prints ASCII alone needs neither.
const hasInvisible = (text: string): boolean =>
  /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/v.test(text);
// Looking at one character first spares most of them the long list of sequences.
const replaceEmojiOrInvisible = (
  text: string,
  replacer: (match: string, emoji: string | undefined) => string,
): string =>
  text.replace(
    /(?<emoji>(?=\p{Emoji})\p{RGI_Emoji})|[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gv,
    replacer,
  );
const printableAscii = /^[ -~]*$/v;

// What the runner of GitHub takes for commands in a log: the old form anywhere in a line, the new one at the start of one, where
// wrapping can bring any word.
const oldCommand = '##[';
const newCommand = /:{2,}(?!:)(?=.*::)/gv;

/** One line, in which what cannot be seen is shown. Not harmless by itself: what the others stand on. */
export function showInvisible(text: string): string {
  return replaceInvisible(text.toWellFormed(), showCharacter);
}

/** For a terminal and for the log of a CI run, as one line: what cannot be seen is shown, an escape sequence is letters. */
export function safeTerminal(text: string): string {
  return showInvisible(text)
    .replaceAll(oldCommand, String.raw`##\[`)
    .replace(newCommand, (colons) => Array.from(colons).join(' '));
}

/** For the part of a GitHub workflow command after the second `::`. Newlines stay newlines. */
export function safeGithubData(text: string): string {
  const escaped = text.toWellFormed().replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return replaceInvisible(escaped, showCharacter);
}

/** For the value of a property of a GitHub workflow command, such as a file's name. */
export function safeGithubProperty(text: string): string {
  return safeGithubData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** For an attribute or the text of an element in XML 1.0, as one line. */
export function safeXml(text: string): string {
  // These two are characters for Unicode and not for XML.
  return safeTerminal(text)
    .replace(/[\uFFFE\uFFFF]/gv, showCharacter)
    .replace(/[&<>"']/gv, (character) => `&#${character.codePointAt(0)};`);
}

/** JSON text that is the same value and holds nothing invisible but its own line breaks; ends with a newline. */
export function safeJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).split('\n').map(escapeInvisible).join('\n')}\n`;
}

/** The same in one line. */
export function safeJsonLine(value: unknown): string {
  return `${escapeInvisible(JSON.stringify(value))}\n`;
}

function escapeInvisible(line: string): string {
  return replaceInvisible(line, escapeUnits).replaceAll(oldCommand, String.raw`##\u005b`);
}

function replaceInvisible(text: string, show: (character: string) => string): string {
  if (printableAscii.test(text) || !hasInvisible(text)) return text;
  return replaceEmojiOrInvisible(text, (match, emoji) => emoji ?? show(match));
}

function showCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  // Unicode has a picture for each C0 character and for DEL.
  if (code < 0x20) return String.fromCodePoint(0x24_00 + code);
  if (code === 0x7f) return '\u2421';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
