// Asks a person to type a number, as proof that it was read.
import { askWord, type WordQuestion } from './ask-word.ts';

export interface Question extends Omit<WordQuestion, 'expected' | 'clean'> {
  readonly expected: number;
}

/** Whether the number was typed, with or without thousands separators. Anything else is a no. */
export function askNumber({ expected, ...question }: Question): Promise<boolean> {
  return askWord({ ...question, expected: String(expected), clean: (answer) => answer.replaceAll(/[\s,.'_]/gv, '') });
}
