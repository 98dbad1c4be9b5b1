// Finds mistakes with the signs around keys and values: colons, spaces, comments, commas, brackets, and text that needs quotes.
import { inQuotes, slipIn, valueStart, type Slip } from './slip.ts';

/** Returns the corrections for one line. */
type Look = (text: string, line: number, column: number | undefined) => readonly Slip[];

export function slipsWithSigns(lines: readonly string[], line: number, column: number | undefined): readonly Slip[] {
  const text = (lines[line] ?? '').trimEnd();
  const looks: readonly Look[] = [oddBlank, oddColon, oddComment, noBlankBehindColon, equalsSign, missingCommas];
  return [...fences(lines, text, line), ...looks.flatMap((look) => look(text, line, column))];
}

/** Returns corrections to try if the others do not help. */
export function slipsOfText(lines: readonly string[], line: number, column: number | undefined): readonly Slip[] {
  const text = (lines[line] ?? '').trimEnd();
  const looks: readonly Look[] = [bareTemplate, endSign, quotedWithoutColon, inBrackets, oddDash];
  return looks.flatMap((look) => look(text, line, column));
}

/** Returns corrections that would make nearly any line readable. */
export function slipsOfLastResort(lines: readonly string[], line: number): readonly Slip[] {
  const text = (lines[line] ?? '').trimEnd();
  return [
    ...missingDash(lines, text, line),
    ...wordWithoutColon(text, line),
    ...bareText(text, line),
    ...commaAtEnd(text, line),
  ];
}

// Characters that look like a space: U+00A0 and similar ones, and those without any width.
const oddBlanks =
  /^[\s\u200b]*[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]|:\s*[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/v;

function oddBlank(text: string, line: number): readonly Slip[] {
  const found = oddBlanks.exec(text);
  if (found === null) return [];
  const until = found.index + found[0].length;
  const meant =
    text
      .slice(0, until)
      .replaceAll(/[\u200b\ufeff]/gv, '')
      .replaceAll(/[^\S\n]/gv, ' ') + text.slice(until).replace(/^[\s\u200b]+/v, (blanks) => ' '.repeat(blanks.length));
  const message = 'a character that looks like a space but is another one, such as a no-break space';
  return [slipIn(line, until - 1, meant, message, 'Write a space in its place.')];
}

function oddColon(text: string, line: number): readonly Slip[] {
  const [, key] = /^( *(?:- +)?[\w.\-]+\s*)[：﹕︓∶꞉]/v.exec(text) ?? [];
  if (key === undefined) return [];
  const meant = `${key.trimEnd()}: ${text.slice(key.length + 1).trimStart()}`;
  const message = `${text[key.length]} is not the colon of YAML`;
  return [slipIn(line, key.length, meant, message, 'Write : and a space in its place.')];
}

function oddComment(text: string, line: number): readonly Slip[] {
  const [all, indent = '', sign = ''] = /^( *)(\/\/|\/\*|<!--|--(?!-))/v.exec(text) ?? [];
  if (all === undefined) return [];
  const message = `a comment of YAML does not begin with ${sign}`;
  return [slipIn(line, indent.length, `${indent}# `, message, 'Begin it with #.')];
}

/** Removes ``` of Markdown around a copied text. */
function fences(lines: readonly string[], text: string, line: number): readonly Slip[] {
  if (!/^\s*(?:```|~~~)/v.test(text)) return [];
  const all = lines.flatMap((one, index): [number, string][] => (/^\s*(?:```|~~~)/v.test(one) ? [[index, '']] : []));
  const message = 'a line of Markdown around the YAML';
  const help = 'Remove the lines that begin with ```.';
  return [{ line, column: text.search(/\S/v), message, help, lines: new Map(all) }];
}

function noBlankBehindColon(text: string, line: number): readonly Slip[] {
  const [all, key] = /^( *(?:- +)*"?[\w.\-]+"?\s*:)(?=[^\s:\/])/v.exec(text) ?? [];
  if (all === undefined || key === undefined) return [];
  const message = 'a space is missing after the colon';
  const help = 'Write a space between the colon and the value.';
  const rest = text.slice(key.length);
  const meant = rest.startsWith('{{') ? inQuotes(rest) : rest;
  return [slipIn(line, key.length, `${key} ${meant}`, message, help)];
}

function equalsSign(text: string, line: number): readonly Slip[] {
  const [all, key = '', sign = ''] = /^( *(?:- +)*[\w.\-]+) *(=>|:=|=|->)\s*/v.exec(text) ?? [];
  if (all === undefined) return [];
  const message = `${sign} in place of a colon`;
  const help = 'Write a colon and a space between key and value.';
  return [slipIn(line, all.indexOf(sign), `${key}: ${text.slice(all.length)}`, message, help)];
}

/** Corrects `title: {{name}}`, also if it is not closed, for which the library reports the lines below. */
function bareTemplate(text: string, line: number): readonly Slip[] {
  const value = valueStart(text);
  const found = text.slice(value).matchAll(/(?<=^|[,:\{\[]\s+)[^"',:\{\}\[\]]*\{\{/gv);
  return Array.from(found).flatMap((match) => {
    const start = value + match.index;
    const column = start + match[0].length - 2;
    // After text, {{ is a part of it, except within brackets.
    if (column > start && !/\[|(?<!\{)\{(?!\{)/v.test(text.slice(0, start))) return [];
    const rest = text.slice(start);
    const ends = [...Array.from(rest.matchAll(/\}\}+/gv), (end) => end.index + end[0].length), rest.length];
    const isClosed = count(rest, '{{') === count(rest, '}}');
    const help = isClosed
      ? 'Put the whole value in quotes, such as "{{name}}".'
      : 'Close it with }}, and put the whole value in quotes, such as "{{name}}".';
    const message = 'YAML reads {{ without quotes as a map, not as a template';
    return ends.map((end): Slip => {
      const meant = text.slice(0, start) + inQuotes(rest.slice(0, end)) + rest.slice(end);
      return { ...slipIn(line, column, meant, message, help), code: 'PP107' };
    });
  });
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

function endSign(text: string, line: number): readonly Slip[] {
  const last = text.at(-1) ?? '';
  if (!/[,;]$/v.test(text)) return [];
  return [slipIn(line, text.length - 1, text.slice(0, -1), ...wordsOfEndSign(last))];
}

/** Returns message and help for a comma or a semicolon at the end of a line. */
export function wordsOfEndSign(sign: string): readonly [string, string] {
  const name = sign === ',' ? 'comma' : 'semicolon';
  return [`a ${name} after the value: lines of YAML end without one`, `Remove the ${name}.`];
}

function quotedWithoutColon(text: string, line: number): readonly Slip[] {
  const [all, key = ''] = /^( *(?:- +)*[\w.\-]+)\s*(?=["'“\[\{])/v.exec(text) ?? [];
  if (all === undefined) return [];
  const meant = `${key}: ${text.slice(all.length)}`;
  return [slipIn(line, key.length, meant, 'a colon is missing after the key', 'Write a colon and a space after it.')];
}

function inBrackets(text: string, line: number, column: number | undefined): readonly Slip[] {
  const opened = unclosedIn(text);
  const added = opened.at(-1) === '{' ? '}' : ']';
  const slips: Slip[] = [];
  if (column !== undefined && /[\}\]]/v.test(text[column] ?? '')) {
    const closer = text[column] ?? '';
    const without = text.slice(0, column) + text.slice(column + 1);
    slips.push(slipIn(line, column, without, `a ${closer} that closes nothing`, `Remove the ${closer}.`));
    const wanted = closer === '}' ? ']' : '}';
    const closed = `${text.slice(0, column)}${wanted} ${text.slice(column)}`;
    slips.push(slipIn(line, column, closed, `the closing ${wanted} is missing`, `Add ${wanted} here.`));
  }
  if (opened.length > 0) {
    const meant =
      text +
      opened
        .toReversed()
        .map((one) => (one === '{' ? ' }' : ']'))
        .join('');
    slips.push(slipIn(line, text.length, meant, `the closing ${added} is missing`, `Add ${added} at the end.`));
  }
  return slips;
}

/** Returns the brackets that this line opens and does not close. */
function unclosedIn(text: string): readonly string[] {
  const open: string[] = [];
  const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\s#.*$/gv, '');
  for (const sign of bare.matchAll(/[\{\[\}\]]/gv)) {
    if (sign[0] === '{' || sign[0] === '[') open.push(sign[0]);
    else open.pop();
  }
  return open;
}

/** Adds commas between entries of a map in braces: after a value, before a key and its colon. */
function missingCommas(text: string, line: number): readonly Slip[] {
  const gaps = text.matchAll(/(?<=[\w"'\}\]])(\s*;\s*|\s+)(?=["'\w][^\s:,]*\s*:\s)/gv);
  return Array.from(gaps, ({ index, 0: gap }) => {
    const meant = `${text.slice(0, index)}, ${text.slice(index + gap.length)}`;
    const isSemicolon = gap.includes(';');
    const message = isSemicolon ? 'a semicolon between entries, in place of a comma' : 'a comma is missing';
    return slipIn(line, index, meant, message, 'Write a comma between the entries.');
  });
}

/** Adds a comma in a map or list whose brackets span several lines. */
function commaAtEnd(text: string, line: number): readonly Slip[] {
  if (/(?:[,\{\[:]|^)$/v.test(text)) return [];
  return [slipIn(line, text.length, `${text},`, 'a comma is missing', 'Write a comma at the end of the line.')];
}

function missingDash(lines: readonly string[], text: string, line: number): readonly Slip[] {
  const indent = /^ */v.exec(text)?.[0] ?? '';
  if (!lines[line - 1]?.startsWith(`${indent}- `) || text.startsWith(`${indent}-`)) return [];
  const meant = `${indent}- ${text.slice(indent.length)}`;
  const help = 'Begin each entry of the list with - and a space.';
  return [slipIn(line, indent.length, meant, 'the - of an entry is missing', help)];
}

function oddDash(text: string, line: number): readonly Slip[] {
  const [all, indent = '', sign = ''] = /^( *)([\-?])\s+(?=[\w.\-]+:)/v.exec(text) ?? [];
  if (all === undefined) return [];
  const message = sign === '-' ? 'a - begins an entry of a list, and the lines around are a map' : 'a ? before a key';
  return [slipIn(line, indent.length, indent + text.slice(all.length), message, `Remove the ${sign}.`)];
}

function wordWithoutColon(text: string, line: number): readonly Slip[] {
  const [all, key = '', rest = ''] = /^( *(?:- +)*[\w.\-]+)(?:\s+(\S.*))?$/v.exec(text) ?? [];
  if (all === undefined) return [];
  const meant = rest === '' ? `${key}:` : `${key}: ${rest}`;
  const help = 'Write a colon and a space after it. A line that continues the text above is indented further.';
  return [slipIn(line, key.length, meant, 'a colon is missing after the key', help)];
}

const firstSigns: Readonly<Record<string, string>> = {
  '%': 'text without quotes cannot begin with %',
  '@': 'text without quotes cannot begin with @',
  '`': 'text without quotes cannot begin with `',
  '*': 'YAML reads * at the beginning of a text as an alias',
  '&': 'YAML reads & at the beginning of a text as an anchor',
  '!': 'YAML reads ! at the beginning of a text as a tag',
  '-': 'YAML reads - and a space as the entry of a list, which needs a line of its own',
  '?': 'text without quotes cannot begin with ? and a space',
  '>': 'YAML reads > as the beginning of a text on the lines below',
  '|': 'YAML reads | as the beginning of a text on the lines below',
  '[': 'YAML reads [ as the beginning of a list',
  '{': 'YAML reads { as the beginning of a map',
  ',': 'text without quotes cannot begin with ,',
  ']': 'text without quotes cannot begin with ]',
  '}': 'text without quotes cannot begin with }',
};

/** Quotes a value that is meant as text and needs quotes because of its beginning, or of a colon in it. */
function bareText(text: string, line: number): readonly Slip[] {
  const start = valueStart(text);
  const value = text.slice(start).replace(/\s#\s.*$/v, '');
  if (value === '' || /^["']/v.test(value)) return [];
  const meant = text.slice(0, start) + inQuotes(value) + text.slice(start + value.length);
  const first = firstSigns[value[0] ?? ''];
  if (first !== undefined) return [slipIn(line, start, meant, first, 'Put the whole text in quotes.')];
  const colon = /:(?=\s|$)/v.exec(value)?.index;
  if (colon === undefined) return [];
  const message = 'a second colon in a line: YAML reads it as another key';
  const help = 'Put text that holds a colon in quotes. Give each key a line of its own.';
  return [slipIn(line, start + colon, meant, message, help)];
}
