// One sample of a plan as a small card, as it could stand on a phone.
import type { Sample } from '../generated/plan.ts';
import { wrapText } from './fit-text.ts';
import { countOf } from './numbers.ts';
import { readCards } from './sample-content.ts';
import { describeSample } from './sample-words.ts';
import { safeTerminal } from './safe.ts';
import type { Layout } from './style.ts';

const widest = 64;

export function formatSample(sample: Sample, { style, columns }: Layout): string[] {
  const { notification } = sample;
  const width = Math.min(widest, columns - 4);
  const bar = style.dim('  │ ');
  const cards = readCards(notification).length;
  return [
    style.dim(`  ╭ ${describeSample(sample, safeTerminal)}`),
    ...showText(notification['title'], width).map((line) => bar + style.bold(line)),
    ...showText(notification['message'], width).map((line) => bar + line),
    style.dim(cards === 0 ? '  ╰' : `  ╰ ${countOf(cards, 'card')}`),
  ];
}

function showText(text: unknown, width: number): string[] {
  return typeof text === 'string' && text !== '' ? wrapText(safeTerminal(text), width) : ['(empty)'];
}
