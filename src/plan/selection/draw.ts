// Draws over people. The same person has the same number in every run, on every machine, with and without a ledger.
import { hash } from 'node:crypto';
import { decidingKind, identifierKind } from '../../campaign/identifier-kind.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';

/** What a draw decides. Draws for different purposes are independent of each other. */
type DrawPurpose = 'holdout' | 'test' | 'arm' | 'rollout';

/**
 * Returns a number from 0 to 1: the first 8 bytes of SHA-256 over the purpose, the salt, the kind of identifier and its text, separated by NUL,
 * divided by 2^64.
 */
export function drawOf(purpose: DrawPurpose, salt: string, { name, text }: KeyedIdentifier): number {
  // Hashing text takes half the time of hashing bytes.
  const sum = hash('sha256', `${purpose}\0${salt}\0${identifierKind(name)}\0${text}`, 'hex');
  const [high, low] = [Number.parseInt(sum.slice(0, 8), 16), Number.parseInt(sum.slice(8, 16), 16)];
  return (high + low / 2 ** 32) / 2 ** 32;
}

/** Returns the identifier that decides for a person: the kind of `assignBy`, or by default the first by kind. Undefined if there is none. */
export function pickIdentifier(
  identifiers: readonly KeyedIdentifier[],
  assignBy: string | undefined,
): KeyedIdentifier | undefined {
  // Most people have only one.
  if (assignBy === undefined && identifiers.length < 2) return identifiers[0];
  const kinds = identifiers.map(({ name }) => identifierKind(name));
  const kind = decidingKind(kinds, assignBy);
  return kind === undefined ? undefined : identifiers[kinds.indexOf(kind)];
}
