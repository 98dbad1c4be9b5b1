// The identifiers of one recipient: rendered, the empty ones left out, and refused where they cannot be meant.
import { isPlaceholder } from '../campaign/placeholder.ts';
import { createLeaf, type Leaf } from './leaf.ts';
import type { FragmentBuilder, ValuePlace } from './build-fragment.ts';
import type { Variables } from './bind-helpers.ts';
import { RowFault } from './row-fault.ts';
import { isTemplate } from '../campaign/template-text.ts';
import { rowNames } from './template-names.ts';
import type { Rendering } from './rendering.ts';

export interface Identifier {
  /** As it is sent: INSIDER.email. */
  readonly name: string;
  /** The campaign's field: notification.identifiers.email. */
  readonly field: string;
  readonly source: Leaf | string;
}

export interface PrintedIdentifier {
  readonly identifier: Identifier;
  readonly text: string;
}

/** Short names get the prefix with which the API knows them: email, phone_number, uuid, custom.x. */
export function identifierName(key: string): string {
  return key.startsWith('INSIDER.') ? key : `INSIDER.${key}`;
}

export function buildIdentifier(key: string, text: string, builder: FragmentBuilder): readonly Identifier[] {
  const name = identifierName(key);
  const place: ValuePlace = { inFile: ['notification', 'identifiers', key], inNotification: ['identifiers', name] };
  const field = place.inFile.join('.');
  if (!isTemplate(text)) return [{ name, field, source: text }];
  const template = builder.compiler.compile(text, place.inFile, rowNames);
  if (template === undefined) return [];
  return [{ name, field, source: createLeaf(template, place.inNotification, field, builder.rendering) }];
}

/** In the author's order, those that are not empty. */
export function printIdentifiers(
  identifiers: readonly Identifier[],
  contexts: readonly unknown[],
  variables: Variables,
): readonly PrintedIdentifier[] {
  return identifiers
    .map((identifier) => {
      const { source } = identifier;
      return { identifier, text: typeof source === 'string' ? source : source.print(contexts, variables) };
    })
    .filter(({ text }) => text.trim() !== '');
}

/** Throws a RowFault (PP221) for what reaches nobody or the wrong person. */
export function checkIdentifiers(printed: readonly PrintedIdentifier[], rendering: Rendering): void {
  rendering.field = 'notification.identifiers';
  if (printed.length === 0) throw new RowFault('PP221', 'all identifiers are empty');
  for (const { identifier, text } of printed) {
    rendering.field = identifier.field;
    if (isPlaceholder(text)) {
      throw new RowFault('PP221', `${identifier.name} is a placeholder, not a person`);
    }
    if (identifier.name === 'INSIDER.phone_number' && normalizePhone(text) === undefined) {
      throw new RowFault('PP221', `${identifier.name} is not + and country code with 7 to 15 digits`);
    }
  }
}

export function identifiersJson(printed: readonly PrintedIdentifier[]): string {
  const members = printed.map(({ identifier: { name, source }, text }) => {
    return `${JSON.stringify(name)}:${typeof source === 'string' ? JSON.stringify(source) : source.toJson(text)}`;
  });
  return `{${members.join(',')}}`;
}

/** + and digits (E.164), or undefined. */
export function normalizePhone(text: string): string | undefined {
  const number = text.replace(/[\s().-]/g, '');
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : undefined;
}
