// Parses a template text to a syntax tree, or to one finding with its position (PP111).
import { countOf } from '../../numbers.ts';
import Handlebars from 'handlebars';
import { errorAt, type Diagnostic, type Position } from '../../diagnostic.ts';
import { isProgram, type Program, type Statement } from './template-ast.ts';
import { positionOf, type TemplateSource } from './template-source.ts';

/** The longest template, in characters. It is longer than any notification may be. The time of the parser is not linear. */
const longestTemplate = 16_384;

export type ParsedTemplate =
  | { readonly kind: 'parsed'; readonly program: Program }
  | { readonly kind: 'failed'; readonly finding: Diagnostic };

export function parseTemplate(source: TemplateSource): ParsedTemplate {
  if (source.text.length > longestTemplate) {
    return fail(source.at(0), `the template is longer than ${countOf(longestTemplate, 'character')}`);
  }
  const curly = findCurlyQuote(source.text);
  if (curly !== undefined) {
    const reason = 'curly quotes in an expression, where only straight ones hold a text';
    return fail(source.at(curly), reason, "Write straight quotes: '...'.");
  }
  try {
    const program: unknown = Handlebars.parse(source.text);
    if (!isProgram(program)) throw new TypeError('Handlebars gave a tree of another form');
    restoreLineBreaks(program.body);
    // This strips whitespace again, since {{~ must also remove what was restored. Removing twice does no harm.
    Reflect.apply(Handlebars.parse, undefined, [program]);
    return { kind: 'parsed', program };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = findPosition(source, error, message);
    const piped = /got 'CLOSE_BLOCK_PARAMS'/.test(message) ? findPipe(source.text) : undefined;
    if (piped !== undefined) return fail(at, piped.reason, piped.help);
    const open = findUnclosed(source.text, message);
    return open === undefined ? fail(at, explain(message)) : fail(source.at(open.offset), open.reason, open.help);
  }
}

const usualHelp =
  'An expression is {{column}} or {{helper column}}, a block is {{#if column}}...{{/if}}; \\{{ prints {{.';

function fail(at: Position, reason: string, help = usualHelp): ParsedTemplate {
  return { kind: 'failed', finding: errorAt(at, 'PP111', reason, help) };
}

/** Explains how to write {{ name | default: "you" }} of Liquid, Twig and Jinja in pushplan. */
function findPipe(text: string): { readonly reason: string; readonly help: string } {
  const [, column = 'column', filter = 'default', given = ''] =
    /\{\{[{~]?\s*([\w.]+)\s*\|\s*(\w+)?[:(\s]*("[^"]*"|'[^']*'|[\w.]*)/.exec(text) ?? [];
  const argument = given.replace(/^"([^"']*)"$/, "'$1'") || (filter === 'default' ? "'...'" : '');
  const written = `{{${[filter, column, argument].filter((part) => part !== '').join(' ')}}}`;
  return { reason: 'pushplan has no | in expressions: helpers come first', help: `Write ${written}.` };
}

/** Finds the first curly quote after {{, except in a quoted text or in brackets, which may contain any character. */
function findCurlyQuote(text: string): number | undefined {
  const found = /\{\{(?![!\{])(?:[^\}"'\[“”‘’„]|"[^"]*"|'[^']*'|\[[^\]]*\])*?[“”‘’„]/v.exec(text);
  return found === null ? undefined : found.index + found[0].length - 1;
}

interface Unclosed {
  readonly offset: number;
  readonly reason: string;
  readonly help: string;
}

/** Finds the beginning of an expression or a block that is not closed. */
function findUnclosed(text: string, message: string): Unclosed | undefined {
  const got = /got '(\w+)'/.exec(message)?.[1];
  if (got !== 'EOF' && got !== 'INVALID') return undefined;
  const half = /\{\{[^\{\}"']*(?=\}(?!\}))/v.exec(text);
  if (half !== null) {
    const offset = half.index + half[0].length;
    return { offset, reason: 'the expression is closed with one } in place of two', help: 'Write }} at its end.' };
  }
  const begun = text.lastIndexOf('{{');
  if (!text.includes('}}', begun)) {
    if (/["']/v.test(text.slice(begun))) return undefined;
    return { offset: begun, reason: 'the expression that begins here is not closed', help: 'Write }} at its end.' };
  }
  const open: { name: string; offset: number }[] = [];
  for (const { 1: sign, 2: name = '', index } of text.matchAll(/\{\{~?\s*([#^\/])\s*([^\s\}~]+)/gv)) {
    if (sign === '/') open.pop();
    else open.push({ name, offset: index });
  }
  const last = open.at(-1);
  if (got !== 'EOF' || last === undefined) return undefined;
  const { name, offset } = last;
  return { offset, reason: `the block {{#${name}}} is not closed`, help: `Write {{/${name}}} at its end.` };
}

/** Handlebars gives the position in one of two ways: as properties of its own exception, or as a picture in the message of the parser. */
function findPosition(source: TemplateSource, error: unknown, message: string): Position {
  if (error instanceof Handlebars.Exception) {
    return positionOf(source, { line: Number(error.lineNumber ?? 1), column: Number(error.column ?? 0) });
  }
  return source.at(findPictured(source.text, message));
}

/** The picture has up to 20 characters before the position and 20 after it, without line breaks, above an arrow to it. */
function findPictured(text: string, message: string): number {
  const [, shown = '', arrow = ''] = /\n([^\n]*)\n(-*)\^/.exec(message) ?? [];
  const before = shown.slice(0, arrow.length).replace(/^\.\.\./, '');
  const after = shown.slice(arrow.length).replace(/\.\.\.$/, '');
  for (let offset = 0; offset <= text.length; offset += 1) {
    const isAfter = text.slice(offset, offset + 20).replaceAll('\n', '') === after;
    if (isAfter && text.slice(Math.max(0, offset - 20), offset).replaceAll('\n', '') === before) return offset;
  }
  return 0;
}

function explain(message: string): string {
  const got = /got '(\w+)'/.exec(message)?.[1];
  if (got === 'EOF') return 'the template ends inside an expression or block that is not closed';
  if (got === 'INVALID') return 'the template has an unclosed quote or a character that does not belong here';
  if (got === 'CLOSE_UNESCAPED') return 'the template closes with }}} what {{ opened; put a space between }} and }';
  if (got !== undefined) return `the template cannot be parsed: unexpected ${got.toLowerCase().replaceAll('_', ' ')}`;
  const mismatch = /^(.*) - \d+:\d+$/.exec(message)?.[1];
  return mismatch === undefined ? 'the template cannot be parsed' : `the template cannot be parsed: ${mismatch}`;
}

/**
 * Restores the line break after a partial that is alone on its line. Handlebars removes it because it expects one at the end of the partial; here a
 * partial has none.
 */
function restoreLineBreaks(body: readonly Statement[]): void {
  for (const [index, statement] of body.entries()) {
    if (statement.type === 'PartialStatement') restoreLineBreak(body[index + 1]);
    if (statement.type !== 'BlockStatement') continue;
    restoreLineBreaks(statement.program?.body ?? []);
    restoreLineBreaks(statement.inverse?.body ?? []);
  }
}

function restoreLineBreak(after: Statement | undefined): void {
  if (after?.type !== 'ContentStatement') return;
  const lost = /^[ \t]*\r?\n/.exec(after.original)?.[0];
  if (lost !== undefined && after.value === after.original.slice(lost.length)) after.value = after.original;
}
