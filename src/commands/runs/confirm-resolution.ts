// Asks before doubts are settled, or rejections are opened again: the number has to be typed.
import type { Context } from '../../opening/context.ts';
import { requireAnswer } from '../ask-person.ts';

/** @throws Refusal (exit 3) unless the number is typed. */
export async function confirmResolution(
  context: Context,
  count: number,
  yes: boolean,
  verb: 'settle' | 'open' = 'settle',
): Promise<void> {
  if (yes) return;
  const question = [`Type ${count} to ${verb} them, anything else to leave:`];
  await requireAnswer(context, { question, expected: count, undone: verb === 'open' ? 'opened' : 'settled' });
}
