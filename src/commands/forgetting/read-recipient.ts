// Reads KIND=VALUE of --recipient: the person that a command is about. The value is never shown, not even if it is wrong.
import { findNearest } from '../../campaign/find-nearest.ts';
import { identifierKind } from '../../campaign/identifier-kind.ts';
import { readIdentifier } from '../../campaign/rules/read-identifier.ts';
import { exitCodes, refuse } from '../../errors.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';

const kinds = ['email', 'phone_number', 'uuid'];
/** What completion offers; a name after "custom." is only in campaigns. */
export const recipientKinds = kinds.map((kind) => ({ word: `${kind}=`, about: 'kind of identifier' }));

const custom = /^custom\.[^\s=]+$/v;

/** The name has no "INSIDER.", and the value is in the form that tells people apart. Throws a Refusal (exit 3). */
export function readRecipient(text: string): KeyedIdentifier {
  const at = text.indexOf('=');
  const name = identifierKind(text.slice(0, Math.max(at, 0)));
  if (at === -1) throw notMeant('--recipient takes KIND=VALUE, and there is no = in it');
  if (!kinds.includes(name) && !custom.test(name)) {
    // It may be a value in the place of the kind, so it is not shown.
    const nearest = findNearest(name, kinds);
    const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
    throw notMeant(`--recipient names no kind of identifier${hint}`);
  }
  const reading = readIdentifier(name, text.slice(at + 1));
  if (reading.kind === 'identifier') return { name, text: reading.keyed };
  throw notMeant(`--recipient: the ${name} ${reading.kind === 'empty' ? 'is empty' : reading.message}`);
}

function notMeant(message: string): Error {
  return refuse(
    exitCodes.invalidInput,
    'PP354',
    message,
    `Write --recipient KIND=VALUE with one of ${kinds.join(', ')} or custom.NAME, as campaigns have it: email=name@example.com.`,
  );
}
