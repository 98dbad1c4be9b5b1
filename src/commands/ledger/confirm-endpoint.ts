// Asks before a ledger gets another endpoint: the new host has to be typed.
import type { Context } from '../../opening/context.ts';
import { requireAnswer, requireTerminal } from '../ask-person.ts';

/** @throws Refusal (exit 3) unless the new host is typed. */
export async function confirmEndpoint(context: Context, from: string, to: string, yes: boolean): Promise<void> {
  if (yes) return;
  requireTerminal(context, yes);
  const question = [
    `The ledger is of ${from}. What it knows as sent will count as sent by ${to}.`,
    `Type ${to} to give it that endpoint, anything else to leave:`,
  ];
  await requireAnswer(context, { question, expected: to, undone: 'changed' });
}
