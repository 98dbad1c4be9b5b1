// Shows the line of a user's file that a finding concerns, with a caret below the place.
import { takeEnd, takeStart } from '../fit-text.ts';
import { safeTerminal } from '../safe.ts';
import type { Layout } from '../style.ts';
import { textWidth } from '../text-width.ts';

const tabWidth = 4;
// Matches words that announce a secret, and an address with a user name. Such a line is never printed, whatever its finding concerns.
const secretWord = /api.?key|request.?key|private.?key|secret|token|passw|authorization|bearer|:\/\/[^\/\s]*@/iv;

/** Returns no lines if the place is not in the source, or if the line may contain a secret. Line and column count from 1. */
export function excerptSource(source: string, line: number, column: number, { style, columns }: Layout): string[] {
  const text = source.split(/\r\n|\r|\n/v)[line - 1];
  if (text === undefined || secretWord.test(text)) return [];
  const gutter = String(line).padStart(4);
  const { before, after } = cutAround(
    show(text.slice(0, column - 1)),
    show(text.slice(column - 1)),
    columns - gutter.length - 3,
  );
  // Two harmless parts can form a command together.
  const shown = safeTerminal(before + after).trimEnd();
  const caret = `${' '.repeat(textWidth(before))}^`;
  return [`${style.dim(`${gutter} |`)} ${shown}`, `${style.dim(`${' '.repeat(gutter.length)} |`)} ${style.red(caret)}`];
}

// Replaces tabs, since their width depends on the terminal, and the caret would be in the wrong place.
function show(text: string): string {
  return safeTerminal(text.replaceAll('\t', ' '.repeat(tabWidth)));
}

/** Leaves out the ends of a long line, so that the place of the caret and most of the text after it are visible. */
function cutAround(before: string, after: string, columns: number): { before: string; after: string } {
  if (textWidth(before) + textWidth(after) <= columns) return { before, after };
  const room = Math.max(Math.floor(columns / 2), columns - textWidth(after));
  const shownBefore = textWidth(before) <= room ? before : `…${takeEnd(before, room - 1)}`;
  const rest = columns - textWidth(shownBefore);
  return { before: shownBefore, after: textWidth(after) <= rest ? after : `${takeStart(after, rest - 1)}…` };
}
