// Every command, loaded: for what is said of all of them, or of one by its verb.
import type { Command } from '../../src/commands/command.ts';
import { loadCommand, verbs } from '../../src/commands/verbs.ts';

export const allCommands: readonly Command[] = await Promise.all(verbs.map(loadCommand));

export function commandOf(verb: string): Command {
  const command = allCommands.find(({ name }) => name === verb);
  if (command === undefined) throw new RangeError(`there is no verb ${verb}`);
  return command;
}
