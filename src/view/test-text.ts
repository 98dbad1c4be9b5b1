// Formats a test send as text: what it is before it leaves, and its outcome afterwards.
import type { TestDocument } from '../generated/test.ts';
import { wrapText } from './fit-text.ts';
import { countOf } from '../numbers.ts';
import { safeTerminal } from './safe.ts';
import type { Layout } from './style.ts';

export interface TestPreview extends Pick<TestDocument, 'campaign' | 'row' | 'locale' | 'arm' | 'content' | 'camp_id'> {
  /** The environment and its endpoint. */
  readonly to: string;
  readonly title: string;
  readonly message: string;
  readonly names: readonly string[];
}

const widest = 64;
const edge = '  │ ';

export function formatTestPreview(preview: TestPreview, { style, columns }: Layout): string {
  const { campaign, row, locale, arm, content, camp_id, to, title, message, names } = preview;
  const width = Math.min(widest, columns - edge.length);
  const behindEdge = (line: string): string => style.dim(edge) + line;
  const what = content === 'real_row' ? 'as it is' : 'with stand-ins';
  const words = [...(locale === null ? [] : [`in ${locale}`]), ...(arm === null ? [] : [`arm ${arm}`])];
  const which = [`row ${row} ${what}`, ...words.map(safeTerminal), `camp_id ${camp_id}`].join(', ');
  return [
    ...wrapText(`Test of ${campaign} for ${to}: ${which}.`, columns),
    ...wrapText(safeTerminal(title), width).map((line) => behindEdge(style.bold(line))),
    ...wrapText(safeTerminal(message), width).map(behindEdge),
    ...wrapText(`To ${countOf(names.length, 'phone')}: ${names.join(', ')}.`, columns),
    ...(content === 'real_row' ? wrapText("These are a customer's data: they will be on each phone.", columns) : []),
    '',
  ].join('\n');
}

export function formatTestText({ recipients, totals }: TestDocument, { style, columns }: Layout): string {
  const width = Math.max(...recipients.map(({ name }) => name.length));
  const paint = {
    accepted: style.green,
    refused: style.red,
    rejected: style.red,
    in_doubt: style.red,
    not_sent: style.red,
  };
  const lines = recipients.map(({ name, outcome, reason }) => {
    const why = reason === null ? '' : ` (${safeTerminal(reason)})`;
    return `${name.padEnd(width)}  ${paint[outcome](outcome.replace('_', ' '))}${why}`;
  });
  const end = `${totals.accepted} of ${countOf(totals.planned, 'test')} accepted. Test sends do not count as sent.`;
  return [...lines, ...wrapText(end, columns), ''].join('\n');
}
