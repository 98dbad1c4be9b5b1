// Makes text from data harmless, with one function per kind of output: it cannot move a cursor, hide a word or give a command.

// Matches what a screen shows as nothing or executes: control characters (C0, DEL, C1), line and paragraph separators, bidi marks and isolates,
// zero-width and other invisible characters. Emoji sequences are matched first, since they need their joiners. Both are functions, since Node.js
// reads such a pattern only when its line runs: a start that prints ASCII alone needs neither.
const hasInvisible = (text: string): boolean =>
  /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/v.test(text);
// Checking one character first saves matching the long list of sequences at most characters.
const replaceEmojiOrInvisible = (
  text: string,
  replacer: (match: string, emoji: string | undefined) => string,
): string =>
  text.replace(
    /(?<emoji>(?=\p{Emoji})\p{RGI_Emoji})|[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gv,
    replacer,
  );
const printableAscii = /^[ -~]*$/v;

// Commands in a log of GitHub's runner: the old form anywhere in a line, the new form at the start of one, where wrapping can put any word.
const oldCommand = '##[';
const newCommand = /:{2,}(?!:)(?=.*::)/gv;

/** Returns one line in which invisible characters are shown. Not safe by itself: the other functions build on it. */
export function showInvisible(text: string): string {
  return replaceInvisible(text.toWellFormed(), showCharacter);
}

/** Makes text safe for a terminal and the log of a CI run, as one line: invisible characters are shown, and an escape sequence becomes letters. */
export function safeTerminal(text: string): string {
  return showInvisible(text)
    .replaceAll(oldCommand, String.raw`##\[`)
    .replace(newCommand, (colons) => Array.from(colons).join(' '));
}

/** Makes text safe for the part of a GitHub workflow command after the second `::`. Newlines are kept. */
export function safeGithubData(text: string): string {
  const escaped = text.toWellFormed().replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return replaceInvisible(escaped, showCharacter);
}

/** Makes text safe for the value of a property of a GitHub workflow command, such as a file's name. */
export function safeGithubProperty(text: string): string {
  return safeGithubData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Makes text safe for an attribute or the text of an element in XML 1.0, as one line. */
export function safeXml(text: string): string {
  // These two are characters for Unicode and not for XML.
  return safeTerminal(text)
    .replace(/[\uFFFE\uFFFF]/gv, showCharacter)
    .replace(/[&<>"']/gv, (character) => `&#${character.codePointAt(0)};`);
}

/** Returns JSON with the same value, and nothing invisible in it except its line breaks. Ends with a newline. */
export function safeJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).split('\n').map(escapeInvisible).join('\n')}\n`;
}

/** Like `safeJson`, but on one line. */
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
