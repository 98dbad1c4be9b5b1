// Asks before all runs are stopped: the environment's name has to be typed, so that nobody stops the wrong one.
import type { Context } from '../opening/context.ts';
import { requireAnswer, requireTerminal } from './ask-person.ts';

/** @throws Refusal (exit 3) unless the name is typed. */
export async function confirmEnvironment(context: Context, name: string, yes: boolean): Promise<void> {
  if (yes) return;
  requireTerminal(context, yes);
  const question = [`Type ${name} to stop every run there, anything else to leave:`];
  await requireAnswer(context, { question, expected: name, undone: 'stopped' });
}
