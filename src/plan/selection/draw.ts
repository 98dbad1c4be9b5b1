// Draws over people: the same person has the same number in every run, on every machine, with and without a ledger.
import { hash } from 'node:crypto';
import { decidingKind, identifierKind } from '../../campaign/identifier-kind.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';

/** What a draw decides. Those of different purposes are independent of each other. */
type DrawPurpose = 'holdout' | 'test' | 'arm' | 'rollout';

/** From 0 to 1: the first 8 bytes of SHA-256 over the purpose, the salt, the kind of identifier and its text, with NUL between them, as a number below 2^64. */
export function drawOf(purpose: DrawPurpose, salt: string, { name, text }: KeyedIdentifier): number {
  // As text, which takes half the time of bytes.
  const sum = hash('sha256', `${purpose}\0${salt}\0${identifierKind(name)}\0${text}`, 'hex');
  const [high, low] = [Number.parseInt(sum.slice(0, 8), 16), Number.parseInt(sum.slice(8, 16), 16)];
  return (high + low / 2 ** 32) / 2 ** 32;
}

/** The identifier that decides for a person: the one that is asked for, or else the first by kind; undefined where there is none. */
export function pickIdentifier(
  identifiers: readonly KeyedIdentifier[],
  assignBy: string | undefined,
): KeyedIdentifier | undefined {
  // Most people have one.
  if (assignBy === undefined && identifiers.length < 2) return identifiers[0];
  const kinds = identifiers.map(({ name }) => identifierKind(name));
  const kind = decidingKind(kinds, assignBy);
  return kind === undefined ? undefined : identifiers[kinds.indexOf(kind)];
}
