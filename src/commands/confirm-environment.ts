// The question before everything is stopped: its name, so that nobody stops the wrong environment.
import { exitCodes, refuse } from '../errors.ts';
import { askWord } from '../tui/ask-word.ts';
import type { Context } from '../opening/context.ts';

/** Throws a Refusal (exit 3) unless the name is typed, or there is nobody to type it. */
export async function confirmEnvironment({ stdin, stderr }: Context, name: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (stdin.isTTY !== true || !stderr.isTerminal) {
    throw refuse(exitCodes.invalidInput, 'PP503', 'there is no terminal to ask on', 'In scripts add --yes.');
  }
  const question = [`Type ${name} to stop every run there, anything else to leave:`];
  if (await askWord({ stdin, stdout: stderr.stream, question, expected: name })) return;
  throw refuse(
    exitCodes.invalidInput,
    'PP504',
    'not confirmed, so nothing was stopped',
    'Run it again, and type what it asks for.',
  );
}
