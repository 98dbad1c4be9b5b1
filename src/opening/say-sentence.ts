// Prints a sentence for a person beside the output itself. It is wrapped, because a terminal would break it in the middle of a word.
import { wrapText } from '../view/fit-text.ts';
import type { Output } from './context.ts';

/** Outside a terminal it stays in one line, so that logs can be searched for it. */
export function saySentence(output: Pick<Output, 'write' | 'isTerminal' | 'columns'>, sentence: string): void {
  const lines = output.isTerminal ? wrapText(sentence, output.columns) : [sentence];
  output.write(`${lines.join('\n')}\n`);
}
