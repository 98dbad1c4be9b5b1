// Finds the mistakes in a text that is not valid YAML, with one finding for each. It tries changes at one place, and takes the change after which the
// most of the text can be read.
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

/** The longest text to search, in UTF-16 units. Nobody writes a longer one by hand. */
const longestText = 65_536;
/** The most UTF-16 units to read in the search. Reading them takes half a second. */
const mostRead = 400_000;
const longestLine = 4000;
/** The most mistakes to report. More in one file are of no use. */
const mostSlips = 20;

interface Spot {
  readonly line: number;
  readonly column: number;
}

/** Suggests corrections for lines of which one is wrong, likely ones first. `at` is where the library fails. */
type SlipKind = (lines: readonly string[], near: readonly number[], at: Spot) => readonly Slip[];

type SlipOfLine = (lines: readonly string[], line: number, column: number | undefined) => readonly Slip[];

function inEach(look: SlipOfLine): SlipKind {
  return (lines, near, at) => near.flatMap((line) => look(lines, line, line === at.line ? at.column : undefined));
}

/** In the order in which they are tried. Of two corrections that reach equally far, the first wins. */
const kinds: readonly SlipKind[] = [
  inEach(slipsWithSigns),
  inEach(slipsWithQuotes),
  inEach(slipsOfText),
  slipsOfIndent,
  inEach(slipsOfLastResort),
];

/** `first` is the library's error, which is reported if nothing better is found. */
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
    // An earlier correction in this line has moved the text after it.
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
  /** The first problem. Its offset is in these lines. */
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

/** Returns the correction after which the most of the text can be read. Undefined if none gets past the problem. */
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

/**
 * Returns a test of whether corrected lines can be read past the problem. It reads only a part: from the key at the margin above the problem to a few
 * lines below.
 */
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

/** Tokens that the lexer puts between the parts of a text and that are not in the text. */
const marks: ReadonlySet<string> = new Set([CST.BOM, CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** Returns the line where the last quoted text of several lines begins, before what cannot be read. */
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

/** Returns the first problem. An unclosed quote is reported where it opens, since the library reads on to the end of the text. */
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
