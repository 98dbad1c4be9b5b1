// What stands at a place inside {{ }}, also while it is being typed and is no whole template yet.

export interface ExpressionPart {
  /** A name, the name of a partial, or the key of {{t 'key'}}. */
  readonly kind: 'name' | 'partial' | 'message';
  readonly text: string;
  /** Where the text stands, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** A helper may stand there too. */
  readonly isHead: boolean;
}

/** Nobody writes longer expressions by hand. */
const longest = 4000;

/** Undefined outside of expressions, in comments and closing tags, and in texts that name nothing. */
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
  /** In UTF-16 units. */
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

/** What a call was given so far: its helper, and how many values; none before its first word. */
interface Call {
  readonly helper?: string;
  readonly values: number;
  /** The call around it, of one in brackets. */
  readonly around?: Call;
}

const noCall: Call = { values: 0 };

function enter(call: Call, { kind, text }: Token): Call {
  if (text === '(') return { values: 0, around: call };
  // One in brackets is a value of the call around it.
  if (text === ')') return count(call.around ?? noCall);
  if (kind !== 'word' && kind !== 'text') return call;
  if (call.helper !== undefined || kind === 'text') return count(call);
  // What stands behind else is a head again.
  return text === 'else' ? call : { ...call, helper: text };
}

function count(call: Call): Call {
  return { ...call, values: call.values + 1 };
}

function findPart(tokens: readonly Token[], offset: number, isPartial: boolean): ExpressionPart | undefined {
  // A quote right behind the place may be that of YAML, around the template.
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

/** A text in quotes names something only as the key of a translation. */
function partOfText({ text, start, end }: Token, offset: number, { helper, values }: Call): ExpressionPart | undefined {
  const isClosed = text.length > 1 && text.endsWith(text.slice(0, 1));
  const last = isClosed ? end - 1 : end;
  if (helper !== 't' || values !== 0 || offset <= start || offset > last) return undefined;
  return { kind: 'message', text: text.slice(1, last - start), start: start + 1, end: last, isHead: false };
}
