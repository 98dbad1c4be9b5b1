// What nearly all printed texts of a field are: one look tells that such a text fits the API and is its own JSON, and spares it all other checks.
import type { LinkKind } from '../../campaign/rules/link-fault.ts';
import type { Schema } from './leaf-schema.ts';
import { isAddress, type TextRole } from './printed.ts';
import { suspectInPieces, type Suspicion } from './suspect-signs.ts';
import type { Written } from '../templates/written-ways.ts';

/** No quote, no backslash, no control and no half of a character, which JSON writes in another way. */
const usualText = /^[ !#-[\]-\uD7FF\uE000-\u{10FFFF}]+$/u;
/** Names of plain letters and digits, the last one of letters, and signs of ASCII, which every parser of URLs takes. */
const usualAddress = /^https:\/\/(?:[a-zA-Z][a-zA-Z\d]*\.)+[a-zA-Z]{2,}(?:[/?#][!#-[\]-~]*)?$/;
const usualNumber = /^[1-9]\d{0,14}$/;

/** As the schema writes them: what is asked of a text alone, of one that is an address too, and of a number. */
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

/** Undefined where each text has to be checked. */
export function findUsual(schema: Schema, link: LinkKind | undefined): RegExp | undefined {
  const asked = JSON.stringify(schema);
  if (asksOfNumber.has(asked)) return usualNumber;
  if (link === 'json') return undefined;
  if (asksOfAddress.has(asked)) return usualAddress;
  if (!asksOfText.has(asked)) return undefined;
  return link === undefined ? usualText : usualAddress;
}

/** Sees which pieces need a look that a template prints: where none does, the text is usual and plain. Undefined where the whole has to be looked at. */
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
