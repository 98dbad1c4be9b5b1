// Draws over people: the same person has the same number in every run, on every machine, with and without a ledger.
import { hash } from 'node:crypto';
import type { KeyedIdentifier } from '../../message/renderer.ts';

/** What a draw decides. Those of different purposes are independent of each other. */
type DrawPurpose = 'holdout' | 'arm' | 'rollout';

/** From 0 to 1: the first 8 bytes of SHA-256 over the purpose, the salt, the kind of identifier and its text, with NUL between them, as a number below 2^64. */
export function drawOf(purpose: DrawPurpose, salt: string, { name, text }: KeyedIdentifier): number {
  // As text, which takes half the time of bytes.
  const sum = hash('sha256', `${purpose}\0${salt}\0${kindOf(name)}\0${text}`, 'hex');
  const [high, low] = [Number.parseInt(sum.slice(0, 8), 16), Number.parseInt(sum.slice(8, 16), 16)];
  return (high + low / 2 ** 32) / 2 ** 32;
}

const kinds = ['uuid', 'email', 'phone_number'];

/** The identifier that decides for a person: the one that is asked for, or else the first by kind; undefined where there is none. */
export function pickIdentifier(
  identifiers: readonly KeyedIdentifier[],
  assignBy: string | undefined,
): KeyedIdentifier | undefined {
  if (assignBy !== undefined) return identifiers.find(({ name }) => kindOf(name) === assignBy);
  if (identifiers.length < 2) return identifiers[0];
  for (const kind of kinds) {
    const found = identifiers.find(({ name }) => kindOf(name) === kind);
    if (found !== undefined) return found;
  }
  return identifiers.toSorted((a, b) => (a.name < b.name ? -1 : 1))[0];
}

/** "email" of INSIDER.email. */
function kindOf(name: string): string {
  return name.replace(/^INSIDER\./i, '');
}
