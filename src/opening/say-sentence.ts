// A sentence to a person beside the output itself: a terminal would break it in the middle of a word.
import { wrapText } from '../view/fit-text.ts';
import type { Output } from './context.ts';

/** Elsewhere it stays in one line, for those who search in logs. */
export function saySentence(output: Pick<Output, 'write' | 'isTerminal' | 'columns'>, sentence: string): void {
  const lines = output.isTerminal ? wrapText(sentence, output.columns) : [sentence];
  output.write(`${lines.join('\n')}\n`);
}
