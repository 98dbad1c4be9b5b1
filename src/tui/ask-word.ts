// Asks a person to type a word, as proof that it was read.
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import stringWidth from 'string-width';
import { wrapText } from '../view/fit-text.ts';
import { safeTerminal } from '../view/safe.ts';
import { sizeOf, type Sized } from './terminal-size.ts';

export interface WordQuestion {
  readonly stdin: Readable;
  readonly stdout: Writable & Sized;
  /** Paragraphs; the cursor stands behind the last. */
  readonly question: readonly string[];
  readonly expected: string;
  /** What of an answer counts; by default what is not blank at its ends. */
  readonly clean?: (answer: string) => string;
}

/** Whether the expected was typed. Anything else is a no: something else, Ctrl-C, the end of the input. */
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
  // Nobody pressed Enter, so what comes next would stand behind the question.
  if (answer === undefined) stdout.write('\n');
  return answer !== undefined && (clean?.(answer) ?? answer.trim()) === expected;
}

/** A prompt and its answer in one row: what is typed is drawn again at every key, and more rows would leave traces. */
function layOut(question: readonly string[], expected: string, columns: number): { said: string[]; prompt: string } {
  const lines = question.flatMap((paragraph) => wrapText(safeTerminal(paragraph), columns));
  const last = lines.at(-1) ?? '';
  const hasRoom = stringWidth(last) + 1 + stringWidth(expected) < columns;
  return hasRoom ? { said: lines.slice(0, -1), prompt: `${last} ` } : { said: lines, prompt: '> ' };
}
