// Finds mistakes with quotes: the same kind within the text, a missing one, or another kind at the end.
import { wordsOfEndSign } from './slip-signs.ts';
import { slipIn, valueStart, type Slip } from './slip.ts';

const closers = /^\s*(?:[,\}\]].*)?(?:\s#.*)?$/v;

export function slipsWithQuotes(lines: readonly string[], line: number): readonly Slip[] {
  const text = (lines[line] ?? '').trimEnd();
  return [...curlyQuotes(text, line), ...startsOf(text).flatMap((start) => slipsFrom(text, line, start))];
}

function slipsFrom(text: string, line: number, start: number): readonly Slip[] {
  const quote = text[start] === '"' ? '"' : "'";
  return [
    ...badEscape(text, line, start, quote),
    ...escapedApostrophe(text, line, start, quote),
    ...innerQuotes(text, line, start, quote),
    ...otherEnd(text, line, start, quote),
    ...missingEnd(text, line, start, quote),
    ...textBehind(text, line, start, quote),
  ];
}

/** Corrects `“Sale: now”`. For YAML, curly quotes are ordinary characters. */
function curlyQuotes(text: string, line: number): readonly Slip[] {
  const start = /(?<=[:,\[\{\-]\s+)[“”„‘’‚]/v.exec(text)?.index;
  if (start === undefined) return [];
  const isSingle = /[‘’‚]/v.test(text[start] ?? '');
  const meant = isSingle ? text.replaceAll(/[‘’‚]/gv, "'") : text.replaceAll(/[“”„]/gv, '"');
  const message = `${text[start]} is not a quote of YAML, but a part of the text`;
  return [slipIn(line, start, meant, message, `Write straight quotes: ${isSingle ? "'...'" : '"..."'}.`)];
}

function badEscape(text: string, line: number, start: number, quote: string): readonly Slip[] {
  const bad = /\\(?!["\\\/0abtnvfreNLP_ \tuUx])/gv;
  const inner = quote === '"' ? text.slice(start).replaceAll('\\\\', '__') : '';
  const first = bad.exec(inner)?.index;
  if (first === undefined) return [];
  const message = 'backslash with a character that cannot follow it in double quotes';
  const meant = text.slice(0, start) + inner.replaceAll(bad, '\\\\');
  return [slipIn(line, start + first, meant, message, 'Use single quotes, or write the backslash twice.')];
}

/** Returns where quoted texts start, at the beginning of a value or of an entry in { } or [ ]. */
function startsOf(text: string): readonly number[] {
  const value = valueStart(text);
  if (/["']/v.test(text[value] ?? '')) return [value];
  return Array.from(text.slice(value).matchAll(/(?<=[\{\[,:]\s*)["']/gv), (match) => value + match.index);
}

function escapedApostrophe(text: string, line: number, start: number, quote: string): readonly Slip[] {
  if (quote === '"' || !text.includes("\\'", start)) return [];
  const column = text.indexOf("\\'", start);
  const message = 'a backslash does not keep an apostrophe within single quotes';
  const help = "Write '' in place of \\', or put the text in double quotes.";
  return [slipIn(line, column, text.slice(0, start) + text.slice(start).replaceAll("\\'", "''"), message, help)];
}

/** Corrects `'İstanbul'da'`: the text continues to a later quote, after which a value may end. */
function innerQuotes(text: string, line: number, start: number, quote: string): readonly Slip[] {
  const first = findEnd(text, start, quote);
  if (first === undefined) return [];
  const ends = Array.from(text.matchAll(quote === '"' ? /"/gv : /'/gv), ({ index }) => index).filter(
    (end) => end > first && closers.test(text.slice(end + 1)),
  );
  return ends.map((end) => {
    const inner = text.slice(start + 1, end);
    const kept = quote === '"' ? inner.replaceAll(/(?<!\\)"/gv, '\\"') : inner.replaceAll(/''?/gv, "''");
    const meant = text.slice(0, start + 1) + kept + text.slice(end);
    const isInTemplate = /\{\{[^\}]*$/v.test(text.slice(start, first));
    return slipIn(line, first, meant, ...wordsOfInner(quote, isInTemplate));
  });
}

function wordsOfInner(quote: string, isInTemplate: boolean): readonly [string, string] {
  if (quote === '"') {
    const help = isInTemplate
      ? "Use single quotes inside {{ }}: '...'."
      : 'Put a backslash before it (\\"), or put the whole text in single quotes.';
    return ['a double quote inside a text in double quotes ends the text', help];
  }
  const help = isInTemplate
    ? 'Put the whole text in double quotes ("), and keep the single ones inside {{ }}.'
    : "Write it twice (''), or put the whole text in double quotes (\").";
  return ["an apostrophe inside a text in single quotes (') ends the text", help];
}

/** Returns where the text ends for YAML. */
function findEnd(text: string, start: number, quote: string): number | undefined {
  const rest = text.slice(start + 1);
  const match = quote === '"' ? /(?<!\\)(?:\\\\)*"/v.exec(rest) : /(?<!')(?:'')*'(?!')/v.exec(rest);
  return match === null ? undefined : start + match.index + match[0].length;
}

function otherEnd(text: string, line: number, start: number, quote: string): readonly Slip[] {
  const last = text.at(-1) ?? '';
  if (!/["'“”„‘’´`]/v.test(last) || last === quote || text.length - 1 === start) return [];
  const message = `the text begins with ${quote} and ends with ${last}`;
  return [slipIn(line, text.length - 1, text.slice(0, -1) + quote, message, `End it with ${quote} too.`)];
}

/** Adds a quote at the end of the line, or before the end of a list or map in brackets. */
function missingEnd(text: string, line: number, start: number, quote: string): readonly Slip[] {
  const message = `the closing quote (${quote}) is missing`;
  const help = `Add ${quote} at the end of the text.`;
  const ends = [/\s+#\s.*$/v, /\s*[\}\]]+\s*$/v, /,\s*$/v, /$/v].flatMap((end) => {
    const at = end.exec(text)?.index;
    return at === undefined || at <= start ? [] : [at];
  });
  return [...new Set(ends)].map((at) => slipIn(line, at, text.slice(0, at) + quote + text.slice(at), message, help));
}

/** Corrects `"Hello" world`. */
function textBehind(text: string, line: number, start: number, quote: string): readonly Slip[] {
  const end = findEnd(text, start, quote);
  if (end === undefined || !/\S/v.test(text.slice(end + 1))) return [];
  const column = end + 1 + text.slice(end + 1).search(/\S/v);
  const last = text[column] ?? '';
  if (text.length === column + 1 && /[,;]/v.test(last)) {
    return [slipIn(line, column, text.slice(0, -1), ...wordsOfEndSign(last))];
  }
  if (text.includes(quote, end + 1)) return [];
  const meant = text.slice(0, end) + text.slice(end + 1) + quote;
  const message = 'text after a closing quote';
  return [slipIn(line, column, meant, message, `Put all of the text inside the quotes (${quote}).`)];
}
