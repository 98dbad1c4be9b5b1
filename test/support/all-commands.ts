// Loads every command, for tests of all commands, or of one by its verb ("plan", "ledger export").
import type { Command, CommandGroup } from '../../src/commands/program/command.ts';
import { loadCommand } from '../../src/commands/program/find-command.ts';
import { verbs } from '../../src/commands/verbs.ts';

const loaded = await Promise.all(verbs.map(loadCommand));

export const allGroups: readonly CommandGroup[] = loaded.filter((command) => 'verbs' in command);

export const allCommands: readonly Command[] = (await Promise.all(loaded.map(commandsOf))).flat();

async function commandsOf(command: Command | CommandGroup): Promise<readonly Command[]> {
  if (!('verbs' in command)) return [command];
  const below = await Promise.all(command.verbs.map(loadCommand));
  return below.filter((one) => 'options' in one);
}

export function commandOf(verb: string): Command {
  const command = allCommands.find(({ name }) => name === verb);
  if (command === undefined) throw new RangeError(`there is no verb ${verb}`);
  return command;
}
