// Finds what is at a place inside {{ }}, even while it is being typed and the template is incomplete.

export interface ExpressionPart {
  /** A name, the name of a partial, or the key of {{t 'key'}}. */
  readonly kind: 'name' | 'partial' | 'message';
  readonly text: string;
  /** The range of the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** True if a helper may be written there too. */
  readonly isHead: boolean;
}

/** The longest expression to search. Nobody writes longer ones by hand. */
const longest = 4000;

/** Returns undefined outside of expressions, in comments and closing tags, and in strings that name nothing. */
export function findExpressionPart(text: string, offset: number): ExpressionPart | undefined {
  const open = text.lastIndexOf('{{', Math.max(0, offset - 2));
  if (open === -1 || offset - open > longest || text.slice(open, offset).includes('}}')) return undefined;
  const [opening = '', sign = '!'] = /^\{\{\{?~?([#^/&>!]?)/.exec(text.slice(open, offset)) ?? [];
  if (sign === '!' || sign === '/') return undefined;
  const from = open + opening.length;
  const inside = text.slice(from, open + longest);
  const end = /[\}\n]/v.exec(inside)?.index ?? inside.length;
  return findPart(readTokens(inside.slice(0, Math.max(end, offset - from)), from), offset, sign === '>');
}

interface Token {
  readonly kind: 'word' | 'text' | 'option' | 'sign';
  readonly text: string;
  /** The range of the token, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

const shapes = /(?<text>"[^"]*"?|'[^']*'?)|(?<option>[^\s\(\)\|=~"'\{\}]+=)|(?<word>[^\s\(\)\|=~"'\{\}]+)|[\(\)\|~=]/gv;

function readTokens(inside: string, from: number): readonly Token[] {
  return Array.from(inside.matchAll(shapes), ({ index, 0: text, groups = {} }) => {
    const kind = (['text', 'option', 'word'] as const).find((one) => groups[one] !== undefined) ?? 'sign';
    return { kind, text, start: from + index, end: from + index + text.length };
  });
}

/** A call as far as it has been read: its helper, and its number of values. There is no helper before the first word. */
interface Call {
  readonly helper?: string;
  readonly values: number;
  /** The enclosing call, if this one is in parentheses. */
  readonly around?: Call;
}

const noCall: Call = { values: 0 };

function enter(call: Call, { kind, text }: Token): Call {
  if (text === '(') return { values: 0, around: call };
  // A call in parentheses is a value of the enclosing call.
  if (text === ')') return count(call.around ?? noCall);
  if (kind !== 'word' && kind !== 'text') return call;
  if (call.helper !== undefined || kind === 'text') return count(call);
  // After else, a helper may be written again.
  return text === 'else' ? call : { ...call, helper: text };
}

function count(call: Call): Call {
  return { ...call, values: call.values + 1 };
}

function findPart(tokens: readonly Token[], offset: number, isPartial: boolean): ExpressionPart | undefined {
  // A quote directly after the place may belong to the YAML around the template.
  const here = tokens.find(
    ({ kind, start, end }) => kind !== 'sign' && offset <= end && (kind === 'text' ? start < offset : start <= offset),
  );
  const start = here?.start ?? offset;
  const call = tokens.filter(({ end }) => end <= start).reduce(enter, noCall);
  const isHead = call.helper === undefined;
  if (here?.kind === 'option') return undefined;
  if (here?.kind === 'text') return partOfText(here, offset, call);
  const { text = '', end = offset } = here ?? {};
  return { kind: isPartial && isHead ? 'partial' : 'name', text, start, end, isHead };
}

/** A quoted string names something only if it is the key of a translation. */
function partOfText({ text, start, end }: Token, offset: number, { helper, values }: Call): ExpressionPart | undefined {
  const isClosed = text.length > 1 && text.endsWith(text.slice(0, 1));
  const last = isClosed ? end - 1 : end;
  if (helper !== 't' || values !== 0 || offset <= start || offset > last) return undefined;
  return { kind: 'message', text: text.slice(1, last - start), start: start + 1, end: last, isHead: false };
}
