// One sample of a plan as a small card, as it could stand on a phone.
import type { Sample } from '../generated/plan.ts';
import { wrapText } from './fit-text.ts';
import { countOf, formatCount } from './numbers.ts';
import { safeTerminal } from './safe.ts';
import type { Layout } from './style.ts';

const reasons: Readonly<Record<Sample['why'], string>> = {
  longest_title: 'longest title',
  emptiest: 'emptiest',
  most_cards: 'most cards',
  first: 'first',
};

const widest = 64;

export function formatSample({ why, row, notification }: Sample, { style, columns }: Layout): string[] {
  const width = Math.min(widest, columns - 4);
  const bar = style.dim('  │ ');
  const cards = countCards(notification);
  return [
    style.dim(`  ╭ ${reasons[why]}, row ${formatCount(row)}`),
    ...showText(notification['title'], width).map((line) => bar + style.bold(line)),
    ...showText(notification['message'], width).map((line) => bar + line),
    style.dim(cards === 0 ? '  ╰' : `  ╰ ${countOf(cards, 'card')}`),
  ];
}

function showText(text: unknown, width: number): string[] {
  return typeof text === 'string' && text !== '' ? wrapText(safeTerminal(text), width) : ['(empty)'];
}

function countCards({ advanced_push_payload: payload }: Sample['notification']): number {
  if (typeof payload !== 'object' || payload === null || !('advanced_push_items' in payload)) return 0;
  return Array.isArray(payload.advanced_push_items) ? payload.advanced_push_items.length : 0;
}
