// Asks a person to type a number, to prove that they have read it.
import { askWord, type WordQuestion } from './ask-word.ts';

export interface Question extends Omit<WordQuestion, 'expected' | 'clean'> {
  readonly expected: number;
}

/** Returns whether the number was typed, with or without thousands separators. Any other input is a no. */
export function askNumber({ expected, ...question }: Question): Promise<boolean> {
  return askWord({ ...question, expected: String(expected), clean: (answer) => answer.replaceAll(/[\s,.'_]/gv, '') });
}
