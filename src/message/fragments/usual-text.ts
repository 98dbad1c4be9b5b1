// Patterns that nearly all printed texts of a field match. Such a text fits the API and is its own JSON, so it needs no other check.
import type { LinkKind } from '../../campaign/rules/link-fault.ts';
import type { Schema } from './leaf-schema.ts';
import { isAddress, type TextRole } from './printed.ts';
import { suspectInPieces, type Suspicion } from './suspect-signs.ts';
import type { Written } from '../templates/written-ways.ts';

/** Excludes quotes, backslashes, control characters and halves of characters, which JSON writes in another way. */
const usualText = /^[ !#-[\]-\uD7FF\uE000-\u{10FFFF}]+$/u;
/** Host names of plain letters and digits, the last label of letters only, and ASCII characters that every URL parser accepts. */
const usualAddress = /^https:\/\/(?:[a-zA-Z][a-zA-Z\d]*\.)+[a-zA-Z]{2,}(?:[/?#][!#-[\]-~]*)?$/;
const usualNumber = /^[1-9]\d{0,14}$/;

/** The schemas of these values, as JSON: for a text, for an address, and for a number. */
const asksOfText = new Set(['{"type":"string"}', '{"type":"string","minLength":1}']);
const asksOfAddress = new Set([
  '{"type":"string","pattern":"^https://."}',
  '{"type":"string","pattern":"^https?://."}',
]);
const asksOfNumber = new Set([
  '{"type":"integer"}',
  '{"type":"integer","minimum":0}',
  '{"type":"integer","minimum":1}',
]);

/** Returns the pattern; undefined if every text must be checked. */
export function findUsual(schema: Schema, link: LinkKind | undefined): RegExp | undefined {
  const asked = JSON.stringify(schema);
  if (asksOfNumber.has(asked)) return usualNumber;
  if (link === 'json') return undefined;
  if (asksOfAddress.has(asked)) return usualAddress;
  if (!asksOfText.has(asked)) return undefined;
  return link === undefined ? usualText : usualAddress;
}

/**
 * Returns a test for the pieces that a template prints. If it finds none, the text is usual and plain. Undefined if the whole text must be checked.
 */
export function findSuspicion(
  schema: Schema,
  link: LinkKind | undefined,
  role: TextRole | undefined,
  written: readonly Written[] | undefined,
): Suspicion | undefined {
  const usual = findUsual(schema, link);
  if (role === undefined || written === undefined || usual !== (isAddress(role) ? usualAddress : usualText))
    return undefined;
  const suspects = written.map((one) => suspectInPieces(isAddress(role) ? 'address' : 'text', one));
  return suspects.includes(undefined) ? undefined : suspects[0];
}
