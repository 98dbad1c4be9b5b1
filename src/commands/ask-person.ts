// A person's word before what cannot be taken back: asked on a terminal, and typed out, which cannot be done by habit.
import { exitCodes, refuse } from '../errors.ts';
import type { Context } from '../opening/context.ts';
import { askNumber } from '../tui/ask-number.ts';
import { askWord } from '../tui/ask-word.ts';

export interface PersonQuestion {
  /** Paragraphs; the last says what to type. */
  readonly question: readonly string[];
  readonly expected: string | number;
  /** Behind "so nothing was": "sent". */
  readonly undone: string;
}

/** @throws Refusal, exit 3, where there is nobody to ask. */
export function requireTerminal({ stdin, stderr }: Context, yes: boolean, help = 'In scripts add --yes.'): void {
  if (yes || (stdin.isTTY === true && stderr.isTerminal)) return;
  throw refuse(exitCodes.invalidInput, 'PP503', 'there is no terminal to ask on', help);
}

/** @throws Refusal, exit 3, unless the expected is typed. */
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
