// Formats one sample of a plan as a small card, similar to a notification on a phone.
import type { Sample } from '../../generated/plan.ts';
import { cutText, takeStart, wrapBehind, wrapText } from '../fit-text.ts';
import { countOf } from '../../numbers.ts';
import { readCards, type SampleCard } from './sample-content.ts';
import { describeSample } from './sample-words.ts';
import { safeTerminal } from '../safe.ts';
import type { Layout } from '../style.ts';

const widest = 64;
/** The most lines of a text in a compact sample. */
const mostLines = 2;
const edge = '  │ ';

/** Shows all texts in full, and every card of a carousel after its number. */
export function formatSample(sample: Sample, layout: Layout): string[] {
  return formatCard(sample, layout, '', { text: wrapText, card: wrapCard });
}

/** Shows the start of each text, so that the campaign can be recognised. `more` is printed below it. */
export function formatCompactSample(sample: Sample, layout: Layout, more: string): string[] {
  return formatCard(sample, layout, more, {
    text: cutLines,
    card: (text, width) => [cutText(text, width)],
  });
}

type Fit = (text: string, width: number) => readonly string[];

function formatCard(
  sample: Sample,
  { style, columns }: Layout,
  more: string,
  fit: { readonly text: Fit; readonly card: Fit },
): string[] {
  const { notification } = sample;
  const width = Math.min(widest, columns - edge.length);
  const cards = readCards(notification);
  const behindEdge = (line: string): string => style.dim(edge) + line;
  return [
    style.dim(cutText(`  ╭ ${describeSample(sample, safeTerminal)}`, columns)),
    ...fit.text(showText(notification['title']), width).map((line) => behindEdge(style.bold(line))),
    ...fit.text(showText(notification['message']), width).map(behindEdge),
    ...(cards.length === 0 ? [] : [style.dim(`  ├ ${countOf(cards.length, 'card')}`)]),
    ...cards.flatMap((card, index) => fit.card(`${index + 1}: ${describeCard(card)}`, width).map(behindEdge)),
    ...wrapBehind('  ╰ ', more, columns).map((line) => style.dim(line.trimEnd())),
  ];
}

function describeCard({ headline, description }: SampleCard): string {
  return showText([headline, description].filter((text) => text !== '').join(', '));
}

function showText(text: unknown): string {
  return typeof text === 'string' && text !== '' ? safeTerminal(text) : '(empty)';
}

/** Wraps the text after its number. */
function wrapCard(text: string, width: number): string[] {
  const number = text.slice(0, text.indexOf(' ') + 1);
  return wrapBehind(number, text.slice(number.length), width);
}

function cutLines(text: string, width: number): string[] {
  const lines = wrapText(text, width);
  if (lines.length <= mostLines) return lines;
  const last = lines[mostLines - 1] ?? '';
  return [...lines.slice(0, mostLines - 1), `${takeStart(last, width - 1)}…`];
}
