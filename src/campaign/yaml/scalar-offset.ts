// Converts an offset in a string value to an offset in the YAML text, for every style of scalar.

export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

export interface ScalarSource {
  readonly style: ScalarStyle;
  /** The offset of the scalar in the text: of its first character, its opening quote, or the | or > of a block. */
  readonly start: number;
  readonly value: string;
}

/** The lengths that one step of the walk passes: UTF-16 units of the text, and the units of the value that they make. */
interface Step {
  readonly source: number;
  readonly value: number;
}

/** Walks text and value in parallel up to the offset. */
export function sourceOffset(text: string, scalar: ScalarSource, offset: number): number {
  const { style, start, value } = scalar;
  const wanted = Math.min(offset, value.length);
  const indent = style === 'block' ? findIndent(text, start) : 0;
  let source = style === 'plain' ? start : style === 'block' ? afterHeader(text, start, indent) : start + 1;
  let read = 0;
  while (read < wanted && source < text.length) {
    const step = style === 'block' ? stepInBlock(text, source, value, read, indent) : stepInFlow(text, source, style);
    source += step.source;
    read += step.value;
  }
  return source;
}

const lineBreaks = /[ \t]*(?:\r?\n[ \t]*)+/y;
const escapedBreak = /\\\r?\n[ \t]*/y;
const escapedCode = /\\(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8})/y;

function stepInFlow(text: string, source: number, style: ScalarStyle): Step {
  const breaks = matchAt(lineBreaks, text, source);
  // One line break becomes a space. Each further one becomes a line break.
  if (breaks !== '') return { source: breaks.length, value: Math.max(1, countBreaks(breaks) - 1) };
  if (style === 'single' && text.startsWith("''", source)) return { source: 2, value: 1 };
  if (style !== 'double' || text[source] !== '\\') return { source: 1, value: 1 };

  const ignored = matchAt(escapedBreak, text, source);
  if (ignored !== '') return { source: ignored.length, value: 0 };
  const code = matchAt(escapedCode, text, source);
  if (code === '') return { source: 2, value: 1 };
  return { source: code.length, value: Number.parseInt(code.slice(2), 16) > 0xffff ? 2 : 1 };
}

const blankLines = /(?:\r?\n *(?=\r?\n))*\r?\n/y;

function stepInBlock(text: string, source: number, value: string, read: number, indent: number): Step {
  const breaks = matchAt(blankLines, text, source);
  if (breaks === '') return { source: 1, value: 1 };
  const next = source + breaks.length;
  const length = breaks.length + indentAt(text, next, indent);
  // Folding turns one line break into a space, removes one of several, and keeps those beside deeper lines. The value shows which.
  if (value[read] === ' ') return { source: length, value: 1 };
  let made = 0;
  while (made < countBreaks(breaks) && value[read + made] === '\n') made += 1;
  return { source: length, value: made };
}

function afterHeader(text: string, start: number, indent: number): number {
  const header = text.indexOf('\n', start);
  if (header === -1) return text.length;
  return header + 1 + indentAt(text, header + 1, indent);
}

/** Returns the indentation of a block, which is that of its first line that is not blank. */
function findIndent(text: string, start: number): number {
  const line = /\n( *)[^ \r\n]/g;
  line.lastIndex = start;
  return line.exec(text)?.[1]?.length ?? 0;
}

function indentAt(text: string, offset: number, most: number): number {
  let length = 0;
  while (length < most && text[offset + length] === ' ') length += 1;
  return length;
}

function matchAt(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}

function countBreaks(text: string): number {
  return text.split('\n').length - 1;
}
