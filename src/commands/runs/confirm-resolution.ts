// The question before doubts are settled, or rejections opened again.
import { exitCodes, refuse } from '../../errors.ts';
import { askNumber } from '../../tui/ask-number.ts';
import type { Context } from '../../opening/context.ts';

/** Throws a Refusal (exit 3) unless the number is typed. */
export async function confirmResolution(
  { stdin, stderr }: Context,
  count: number,
  yes: boolean,
  verb: 'settle' | 'open' = 'settle',
): Promise<void> {
  if (yes) return;
  const question = [`Type ${count} to ${verb} them, anything else to leave:`];
  if (await askNumber({ stdin, stdout: stderr.stream, question, expected: count })) return;
  throw refuse(
    exitCodes.invalidInput,
    'PP504',
    `not confirmed, so nothing was ${verb === 'open' ? 'opened' : 'settled'}`,
    'Run it again, and type what it asks for.',
  );
}
