// Finds mistakes of indentation: one or more lines that begin in another column than their neighbours, and tabs.
import { countOf } from '../../numbers.ts';
import { isBlankLine, opensMap, type Slip } from './slip.ts';

/** Returns corrections, likely ones first: those that move the fewest lines, and to a usual column. `near` are the lines that may be wrong. */
export function slipsOfIndent(lines: readonly string[], near: readonly number[]): readonly Slip[] {
  const step = usualStep(lines);
  const shifts = near.flatMap((line) => {
    const last = lastOfRun(lines, line);
    const runs = [[line, line] as const, [line, last] as const, [firstOfRun(lines, line), last] as const];
    return targetsOf(lines, line).flatMap((indent) =>
      runs.map(([from, to]) => {
        const slip = shift(lines, from, to, indent);
        const far = Math.abs(indent - indentOf(lines[line] ?? ''));
        return { slip, cost: [slip.lines.size, isUsual(lines, from, indent, step) ? 0 : 1, far] as const };
      }),
    );
  });
  return shifts
    .toSorted(({ cost: a }, { cost: b }) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
    .map(({ slip }) => slip);
}

/** Returns by how much most lines are indented further than their key. */
function usualStep(lines: readonly string[]): number {
  const counts = new Map<number, number>();
  for (const [line, text] of lines.entries()) {
    const next = opensMap(text) && !isBlankLine(text) ? findLine(lines, line, 1) : undefined;
    const step = next === undefined ? 0 : indentOf(lines[next] ?? '') - indentOf(text);
    if (step > 0) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  return most?.[0] ?? 2;
}

/** Whether a line with this indent is one step to the right of what it belongs to. */
function isUsual(lines: readonly string[], line: number, indent: number, step: number): boolean {
  if (indent === 0) return true;
  let above = findLine(lines, line, -1);
  while (above !== undefined && indentOf(lines[above] ?? '') >= indent) above = findLine(lines, above, -1);
  return above !== undefined && indentOf(lines[above] ?? '') === indent - step;
}

function indentOf(text: string): number {
  return text.search(/[^ ]|$/v);
}

/** Returns the indents that may be meant for the line. */
function targetsOf(lines: readonly string[], line: number): readonly number[] {
  const text = lines[line] ?? '';
  const own = indentOf(text);
  const before = textBeside(lines, line, -1) ?? '';
  const below = indentOf(textBeside(lines, line, 1) ?? text);
  const above = indentsAbove(lines, line);
  const [last = -1] = above;
  const isOpened = opensMap(before) || /[\|>][+\-]?$/v.test(before);
  const deeper = last >= 0 && (isOpened || goesOn(before, text)) ? [last + 2] : [];
  // The content of a key is further right than the key.
  const least = isOpened ? last + 1 : 0;
  const most = opensMap(text) && below > own ? below - 1 : Number.POSITIVE_INFINITY;
  const isPossible = (indent: number): boolean => indent !== own && indent >= least && indent <= most;
  return [...new Set([...deeper, ...above, below])].filter(isPossible);
}

/** Whether the line continues the text of the line before. It is then further right than its key. */
function goesOn(before: string, text: string): boolean {
  return count(before, '"') % 2 === 1 || !/^ *[\w\-"']/v.test(text);
}

/** Returns the indents of the open maps and lists above the line, innermost first. */
function indentsAbove(lines: readonly string[], line: number): readonly number[] {
  const indents: number[] = [];
  for (let at = findLine(lines, line, -1); at !== undefined; at = findLine(lines, at, -1)) {
    const indent = indentOf(lines[at] ?? '');
    if (indent < (indents.at(-1) ?? Number.POSITIVE_INFINITY)) indents.push(indent);
  }
  return indents;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

function shift(lines: readonly string[], first: number, last: number, indent: number): Slip {
  const own = indentOf(lines[first] ?? '');
  const difference = indent - own;
  const moved = new Map<number, string>();
  for (let at = first; at <= last; at += 1) {
    const text = lines[at] ?? '';
    const shifted = Math.max(0, indentOf(text) + difference);
    if (!isBlankLine(text)) moved.set(at, ' '.repeat(shifted) + text.trimStart());
  }
  const count = Math.abs(difference);
  const blanks = countOf(count, 'blank');
  const isOne = moved.size === 1;
  const what = isOne ? 'this line is' : `these ${countOf(moved.size, 'line')} are`;
  const verb = difference < 0 ? `Take ${blanks} away` : `Add ${blanks}`;
  const where = isOne ? 'so that it begins' : 'so that they begin';
  return {
    line: first,
    column: own,
    message: `${what} indented ${blanks} too ${difference < 0 ? 'far' : 'little'}`,
    help: `${verb}, ${where} in column ${indent + 1}. Keys of one map begin in the same column, what belongs to a key is indented further.`,
    lines: moved,
  };
}

/** Returns the last of the lines that belong together: adjacent lines that begin in the same column or further right. */
function lastOfRun(lines: readonly string[], line: number): number {
  const own = indentOf(lines[line] ?? '');
  let last = line;
  for (let at = findLine(lines, line, 1); at !== undefined; at = findLine(lines, at, 1)) {
    if (indentOf(lines[at] ?? '') < own) break;
    last = at;
  }
  return last;
}

function firstOfRun(lines: readonly string[], line: number): number {
  const own = indentOf(lines[line] ?? '');
  let first = line;
  for (let at = findLine(lines, line, -1); at !== undefined; at = findLine(lines, at, -1)) {
    if (indentOf(lines[at] ?? '') !== own) break;
    first = at;
  }
  return first;
}

/** Returns the next line, up or down, that is not blank. */
export function findLine(lines: readonly string[], from: number, step: 1 | -1): number | undefined {
  for (let at = from + step; at >= 0 && at < lines.length; at += step) {
    if (!isBlankLine(lines[at] ?? '')) return at;
  }
  return undefined;
}

function textBeside(lines: readonly string[], line: number, step: 1 | -1): string | undefined {
  const beside = findLine(lines, line, step);
  return beside === undefined ? undefined : lines[beside];
}

const tabbed = /^ *\t\s*/v;

/** Corrects all tabs of a file at once, since an editor put them there. Each possible width is one correction. */
export function slipsWithTabs(lines: readonly string[]): readonly Slip[] {
  const found = lines.flatMap((text, line) => (tabbed.test(text) ? [line] : []));
  const [first] = found;
  if (first === undefined) return [];
  const usual = Math.min(...lines.map(indentOf).filter((indent) => indent > 0), 8);
  const widths = [...new Set([usual === 8 ? 2 : usual, 2, 4, 8])];
  const more = found.length - 1;
  const others = more === 0 ? '' : `, here and in ${countOf(more, 'more line')}`;
  const words = {
    line: first,
    column: (lines[first] ?? '').indexOf('\t'),
    message: `a tab as indentation${others}`,
    help: 'Indent with spaces, 2 for each level.',
  };
  const replaced = (indent: (text: string, line: number) => number): Slip => ({
    ...words,
    lines: new Map(
      found.map((line) => {
        const text = lines[line] ?? '';
        return [line, ' '.repeat(indent(text, line)) + text.trimStart()];
      }),
    ),
  });
  return [
    ...widths.map((width) => replaced((text) => expand(text, width))),
    replaced((_text, line) => indentOf(lines[line - 1] ?? '')),
    replaced((_text, line) => indentOf(lines[line + 1] ?? '')),
  ];
}

function expand(text: string, width: number): number {
  const indent = tabbed.exec(text)?.[0] ?? '';
  return indent.replaceAll('\t', ' '.repeat(width)).length;
}
