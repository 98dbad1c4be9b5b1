// A person that a command is about: whatever else is printed from here on, they are not.
import type { KeyedIdentifier } from '../../message/renderer.ts';
import type { Context } from '../../opening/context.ts';

/** Shorter ones are in every other word. */
const shortest = 5;

/** `recipient` is KIND=VALUE as it is written. */
export function concealPerson({ secrets }: Context, recipient: string, { text }: KeyedIdentifier): void {
  const written = recipient.slice(recipient.indexOf('=') + 1).trim();
  for (const form of [written, text]) if (form.length >= shortest) secrets.note(form);
}
