// Asks a person to type a word, to prove that they have read it.
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import stringWidth from 'string-width';
import { wrapText } from '../view/fit-text.ts';
import { safeTerminal } from '../view/safe.ts';
import { sizeOf, type Sized } from './terminal-size.ts';

export interface WordQuestion {
  readonly stdin: Readable;
  readonly stdout: Writable & Sized;
  /** Paragraphs; the cursor is after the last one. */
  readonly question: readonly string[];
  readonly expected: string;
  /** Normalises the answer; by default it removes blanks at both ends. */
  readonly clean?: (answer: string) => string;
}

/** Returns whether the expected word was typed. Anything else is a no: other text, Ctrl-C, the end of the input. */
export async function askWord({ stdin, stdout, question, expected, clean }: WordQuestion): Promise<boolean> {
  const lines = createInterface({ input: stdin, output: stdout, terminal: 'isTTY' in stdin && stdin.isTTY === true });
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  lines.once('SIGINT', () => lines.close());
  lines.once('close', () => resolve(undefined));
  const { said, prompt } = layOut(question, expected, sizeOf(stdout).columns);
  for (const line of said) stdout.write(`${line}\n`);
  lines.question(prompt, resolve);
  const answer = await promise;
  lines.close();
  // Enter was not pressed, so the next output would follow on the same line as the question.
  if (answer === undefined) stdout.write('\n');
  return answer !== undefined && (clean?.(answer) ?? answer.trim()) === expected;
}

/** Puts the prompt and its answer on one row: what is typed is redrawn at every key, and several rows would leave traces. */
function layOut(question: readonly string[], expected: string, columns: number): { said: string[]; prompt: string } {
  const lines = question.flatMap((paragraph) => wrapText(safeTerminal(paragraph), columns));
  const last = lines.at(-1) ?? '';
  const hasRoom = stringWidth(last) + 1 + stringWidth(expected) < columns;
  return hasRoom ? { said: lines.slice(0, -1), prompt: `${last} ` } : { said: lines, prompt: '> ' };
}
