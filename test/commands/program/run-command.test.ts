// Behaviour that is the same for every command.
import { expect, test } from 'vitest';
import { defineCommand } from '../../../src/commands/program/command.ts';
import { exitCodes } from '../../../src/errors.ts';
import { layoutOf } from '../../../src/opening/layout.ts';
import { plainStyle } from '../../../src/view/style.ts';
import { pushplan } from '../../support/cli.ts';

test.each([
  [[], 'colours'],
  [['--no-color'], 'plain'],
])('with %j, a command that does not handle the option itself prints in %s', async (argv, expected) => {
  const talk = defineCommand({
    most: 0,
    options: {},
    examples: [],
    run: async (context) => {
      const { style } = layoutOf(context, { ...context.stderr, color: true });
      context.stdout.write(style === plainStyle ? 'plain' : 'colours');
      return exitCodes.done;
    },
  });
  const verbs = [{ name: 'talk', takes: '', summary: 'talks', load: async () => talk }];
  expect((await pushplan(['talk', ...argv], { cwd: '.', verbs })).stdout).toBe(expected);
});
