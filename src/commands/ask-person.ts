// Asks a person to confirm what cannot be undone. The answer has to be typed out on a terminal, so that nobody gives it by habit.
import { exitCodes, refuse } from '../errors.ts';
import type { Context } from '../opening/context.ts';
import { askNumber } from '../tui/ask-number.ts';
import { askWord } from '../tui/ask-word.ts';

export interface PersonQuestion {
  /** Paragraphs; the last one says what to type. */
  readonly question: readonly string[];
  readonly expected: string | number;
  /** The end of "so nothing was": "sent". */
  readonly undone: string;
}

/** @throws Refusal (exit 3) if there is no terminal to ask on. */
export function requireTerminal({ stdin, stderr }: Context, yes: boolean, help = 'In scripts add --yes.'): void {
  if (yes || (stdin.isTTY === true && stderr.isTerminal)) return;
  throw refuse(exitCodes.invalidInput, 'PP503', 'there is no terminal to ask on', help);
}

/** @throws Refusal (exit 3) unless the expected answer is typed. */
export async function requireAnswer(
  { stdin, stderr }: Context,
  { question, expected, undone }: PersonQuestion,
): Promise<void> {
  const asked = { stdin, stdout: stderr.stream, question };
  const isTyped = await (typeof expected === 'number'
    ? askNumber({ ...asked, expected })
    : askWord({ ...asked, expected }));
  if (isTyped) return;
  const help = 'Run it again, and type what it asks for.';
  throw refuse(exitCodes.invalidInput, 'PP504', `not confirmed, so nothing was ${undone}`, help);
}
