// A text that is not YAML -> the slips that made it so, one finding for each. What was meant is found by trying: changes of
// one place, of which that one is taken after which the text can be read furthest.
import { CST, Lexer } from 'yaml';
import { findLine, slipsOfIndent, slipsWithTabs } from './slip-indents.ts';
import { slipsWithQuotes } from './slip-quotes.ts';
import { slipsOfLastResort, slipsOfText, slipsWithSigns } from './slip-signs.ts';
import type { Slip } from './slip.ts';
import { openSource, positionAt, type SourceText } from './source-text.ts';
import { composeDocument } from './yaml-document.ts';
import type { YamlProblem } from './yaml-problem.ts';
import { findSyntaxError, isOpenQuote } from './yaml-syntax.ts';
import { readTokens } from './yaml-tokens.ts';

/** Nobody wrote a longer text by hand. In UTF-16 units, as below. */
const longestText = 65_536;
/** How much is read at most in looking for what was meant: half a second of it. */
const mostRead = 400_000;
const longestLine = 4000;
/** More in one file tell nothing new. */
const mostSlips = 20;

interface Spot {
  readonly line: number;
  readonly column: number;
}

/** What could be meant by lines of which one is wrong, likely ones first. `at` is where the library stumbles. */
type SlipKind = (lines: readonly string[], near: readonly number[], at: Spot) => readonly Slip[];

type SlipOfLine = (lines: readonly string[], line: number, column: number | undefined) => readonly Slip[];

function inEach(look: SlipOfLine): SlipKind {
  return (lines, near, at) => near.flatMap((line) => look(lines, line, line === at.line ? at.column : undefined));
}

/** In the order in which they are tried: of two that lead equally far the first is taken. */
const kinds: readonly SlipKind[] = [
  inEach(slipsWithSigns),
  inEach(slipsWithQuotes),
  inEach(slipsOfText),
  slipsOfIndent,
  inEach(slipsOfLastResort),
];

/** `first` is what the library says of the text, and what is said where nothing better is found. */
export function findSlips(source: SourceText, first: YamlProblem): readonly YamlProblem[] {
  if (source.text.length > longestText) return [first];
  const found = new Map<number, YamlProblem>();
  const written = source.text.split('\n');
  const budget = { left: mostRead };
  let reading: Reading = { lines: written, trouble: findTrouble(source.text, budget) ?? first };
  while (reading.trouble !== undefined && found.size < mostSlips) {
    const mended: Mended | undefined = mend(reading.lines, reading.trouble, budget);
    const { lines } = reading;
    const said = mended === undefined ? placeOf(lines, reading.trouble) : mended.slip;
    const { line } = said;
    // What was changed in this line before has moved what stands behind it.
    const moved = (written[line] ?? '').length - (lines[line] ?? '').length;
    const offset = Math.max(0, (source.starts[line] ?? 0) + said.column + moved);
    if (!found.has(line))
      found.set(line, mended === undefined ? { ...reading.trouble, offset } : problemOf(mended.slip, offset));
    if (mended === undefined) break;
    reading = mended;
  }
  return [...found.values()];
}

interface Reading {
  readonly lines: readonly string[];
  /** The first thing that cannot be read; by offset in these lines. */
  readonly trouble: YamlProblem | undefined;
}

interface Mended extends Reading {
  readonly slip: Slip;
}

function problemOf({ code, message, help }: Slip, offset: number): YamlProblem {
  return code === undefined
    ? { offset, code: 'PP103', message: `not valid YAML: ${message}`, help }
    : { offset, code, message, help };
}

function placeOf(lines: readonly string[], { offset }: YamlProblem): Spot {
  const { line, column } = positionAt(openSource('', lines.join('\n')), offset);
  return { line: line - 1, column: column - 1 };
}

/** The slip after whose correction the text can be read furthest; undefined where none leads past the trouble. */
function mend(lines: readonly string[], trouble: YamlProblem, budget: { left: number }): Mended | undefined {
  const at = placeOf(lines, trouble);
  const near = linesNear(lines, trouble, at);
  const leadsOn = openWindow(lines, near, at.line);
  let best: Mended | undefined;
  let furthest = at.line;
  for (const slip of listSlips(lines, near, at)) {
    const meant = lines.map((text, line) => slip.lines.get(line) ?? text);
    if (!leadsOn(meant, budget)) continue;
    const left = findTrouble(meant.join('\n'), budget);
    if (budget.left < 0) return best;
    if (left === undefined) return { slip, lines: meant, trouble: undefined };
    const reached = placeOf(meant, left).line;
    if (reached <= furthest) continue;
    furthest = reached;
    best = { slip, lines: meant, trouble: left };
  }
  return best;
}

function linesNear(lines: readonly string[], trouble: YamlProblem, at: Spot): readonly number[] {
  const quoted = startOfQuotes(lines, trouble.offset);
  const found = [at.line, quoted, findLine(lines, at.line, -1), findLine(lines, at.line, 1)];
  return [...new Set(found.filter((line) => line !== undefined))].filter(
    (line) => (lines[line] ?? '').length <= longestLine,
  );
}

/** Whether lines can be read past the trouble, by a part of them: from the key at the margin above it to a little below. */
function openWindow(
  lines: readonly string[],
  near: readonly number[],
  trouble: number,
): (meant: readonly string[], budget: { left: number }) => boolean {
  const first = Math.min(...near, trouble);
  const start = Math.max(
    0,
    lines.findLastIndex((text, line) => line <= first && /^["\w]/v.test(text)),
  );
  const end = Math.max(...near, trouble) + 4;
  const tried = new Set<string>();
  return (meant, budget) => {
    const part = meant.slice(start, end);
    const text = part.join('\n');
    if (tried.has(text) || budget.left < 0) return false;
    tried.add(text);
    const left = findTrouble(text, budget);
    return left === undefined || start + placeOf(part, left).line > trouble;
  };
}

function* listSlips(lines: readonly string[], near: readonly number[], at: Spot): Generator<Slip> {
  yield* slipsWithTabs(lines);
  for (const kind of kinds) yield* kind(lines, near, at);
}

/** What the lexer says between the parts of a text, and that stands in none. */
const marks: ReadonlySet<string> = new Set([CST.BOM, CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** The line in which the last text in quotes begins that goes on over several lines, before what cannot be read. */
function startOfQuotes(lines: readonly string[], until: number): number | undefined {
  let line = 0;
  let offset = 0;
  let found: number | undefined;
  for (const lexeme of new Lexer().lex(lines.join('\n'))) {
    if (offset > until) break;
    const breaks = lexeme.split('\n').length - 1;
    if (breaks > 0 && /^["']/v.test(lexeme)) found = line;
    line += breaks;
    if (!marks.has(lexeme)) offset += lexeme.length;
  }
  return found;
}

/** A quote that is not closed is the trouble where it is opened: the library reads on to the end of the text. */
function findTrouble(text: string, budget: { left: number }): YamlProblem | undefined {
  budget.left -= text.length;
  const { tokens, problems, cut } = readTokens(text);
  if (cut) return problems.at(-1);
  const errors = composeDocument(tokens, text.length)?.errors ?? [];
  const problem = findSyntaxError(errors);
  if (problem === undefined || !isOpenQuote(errors)) return problem;
  const lines = text.split('\n');
  const line = startOfQuotes(lines, problem.offset);
  return line === undefined ? problem : { ...problem, offset: openSource('', text).starts[line] ?? problem.offset };
}
