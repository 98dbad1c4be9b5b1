// Hides the person that a command is about: nothing that is printed from here on shows them.
import type { KeyedIdentifier } from '../../message/renderer.ts';
import type { Context } from '../../opening/context.ts';

/** `recipient` is KIND=VALUE as given. Values of fewer than 8 characters are not concealed: they are in too many other texts. */
export function concealPerson({ secrets }: Context, recipient: string, { text }: KeyedIdentifier): void {
  const written = recipient.slice(recipient.indexOf('=') + 1).trim();
  for (const form of [written, text]) secrets.note(form);
}
