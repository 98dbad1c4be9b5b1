// Turns a query with named parameters ($since) into PostgreSQL's form: $1 in the text, and the values beside it. No value becomes part of the text.

export type ParamValue = string | number | boolean;

export interface BoundQuery {
  readonly text: string;
  readonly values: readonly string[];
  /** The name of each value, in their order. */
  readonly names: readonly string[];
  /** The offset in `text` where each value is first used, from 0. */
  readonly firstUses: readonly number[];
  /** Names that the text uses and `params` lacks. Also the numbers of parameters without a name, which would get the value of another one. */
  readonly missing: readonly string[];
  /** Names in `params` that the text does not use. */
  readonly unused: readonly string[];
  /** Maps an offset in `text` to the offset in the original query. Both count from 0. */
  readonly originOf: (offset: number) => number;
}

/** Where no parameter can be: strings, quoted names, comments and dollar-quoted strings. One that is not closed extends to the end. */
const skipped =
  /'(?:[^']|'')*(?:'|$)|\b[eE]'(?:[^'\\]|\\[^]|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|--[^\n]*|(?<tag>\$(?:[A-Za-z_]\w*)?\$)[^]*?(?:\k<tag>|$)/;
const parameter = /(?<![\w$])\$(?:(?<name>[A-Za-z_]\w*)|(?<number>\d+))/;
const token = new RegExp(`${skipped.source}|(?<comment>/\\*)|${parameter.source}`, 'g');

export function bindParams(written: string, params: Readonly<Record<string, ParamValue>>): BoundQuery {
  const names: string[] = [];
  const numbers = new Set<string>();
  const firstUses: number[] = [];
  const shifts: { readonly from: number; readonly by: number }[] = [];
  let text = '';
  let at = 0;
  const tokens = new RegExp(token);
  for (let found = tokens.exec(written); found !== null; found = tokens.exec(written)) {
    const { name, number, comment } = found.groups ?? {};
    if (number !== undefined) numbers.add(number);
    if (comment !== undefined) tokens.lastIndex = endOfComment(written, found.index);
    if (name === undefined) continue;
    text += written.slice(at, found.index);
    if (!names.includes(name)) {
      names.push(name);
      firstUses.push(text.length);
    }
    text += `$${names.indexOf(name) + 1}`;
    at = tokens.lastIndex;
    shifts.push({ from: text.length, by: at - text.length });
  }
  text += written.slice(at);
  return {
    text,
    values: names.map((name) => String(params[name])),
    names,
    firstUses,
    missing: [...names.filter((name) => params[name] === undefined), ...numbers],
    unused: Object.keys(params).filter((name) => !names.includes(name)),
    originOf: (offset) => offset + (shifts.findLast(({ from }) => from <= offset)?.by ?? 0),
  };
}

/** Returns the index after the comment. Comments may be nested. */
function endOfComment(written: string, begin: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = begin;
  let depth = 0;
  for (let found = marks.exec(written); found !== null; found = marks.exec(written)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return written.length;
}
