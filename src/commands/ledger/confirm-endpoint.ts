// The question before a ledger is given another endpoint: the host that has moved, typed out.
import { exitCodes, refuse } from '../../errors.ts';
import { askWord } from '../../tui/ask-word.ts';
import type { Context } from '../../opening/context.ts';

/** Throws a Refusal (exit 3) unless the new host is typed, or there is nobody to type it. */
export async function confirmEndpoint(
  { stdin, stderr }: Context,
  from: string,
  to: string,
  yes: boolean,
): Promise<void> {
  if (yes) return;
  if (stdin.isTTY !== true || !stderr.isTerminal) {
    throw refuse(exitCodes.invalidInput, 'PP503', 'there is no terminal to ask on', 'In scripts add --yes.');
  }
  const question = [
    `The ledger is of ${from}. What it knows as sent will count as sent by ${to}.`,
    `Type ${to} to give it that endpoint, anything else to leave:`,
  ];
  if (await askWord({ stdin, stdout: stderr.stream, question, expected: to })) return;
  throw refuse(
    exitCodes.invalidInput,
    'PP504',
    'not confirmed, so nothing was changed',
    'Run it again, and type what it asks for.',
  );
}
