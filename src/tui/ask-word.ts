// Asks a person to type a word, as proof that it was read.
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

export interface WordQuestion {
  readonly stdin: Readable;
  readonly stdout: Writable;
  /** Shown before the cursor. */
  readonly question: string;
  readonly isExpected: (answer: string) => boolean;
}

/** Whether the expected was typed. Anything else is a no: something else, Ctrl-C, the end of the input. */
export async function askWord({ stdin, stdout, question, isExpected }: WordQuestion): Promise<boolean> {
  const lines = createInterface({ input: stdin, output: stdout, terminal: 'isTTY' in stdin && stdin.isTTY === true });
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  lines.once('SIGINT', () => lines.close());
  lines.once('close', () => resolve(undefined));
  lines.question(question, resolve);
  const answer = await promise;
  lines.close();
  // Nobody pressed Enter, so what comes next would stand behind the question.
  if (answer === undefined) stdout.write('\n');
  return answer !== undefined && isExpected(answer);
}
