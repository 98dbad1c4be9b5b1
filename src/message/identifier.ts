// Renders and reads the identifiers of one recipient. Leaves out empty ones and refuses those that cannot be right.
import { readIdentifier } from '../campaign/rules/read-identifier.ts';
import { isTemplate } from '../campaign/template-text.ts';
import { bareObject } from './bare-object.ts';
import type { FragmentBuilder, ValuePlace } from './fragments/build-fragment.ts';
import { createLeaf, type Leaf } from './fragments/leaf.ts';
import type { Rendering } from './rendering.ts';
import { RowFault } from './row-fault.ts';
import type { Scope } from './templates/scope.ts';
import { rowNames } from './templates/template-names.ts';

export interface Identifier {
  /** Its name in keys: INSIDER.email, INSIDER.custom.loyalty. */
  readonly name: string;
  /** The campaign's field: notification.identifiers.email. */
  readonly field: string;
  readonly source: Leaf | string;
  /** `name` as JSON, as it is in the key, and in notifications of version 0.1.0. */
  readonly nameJson: string;
  /** Its name in the notification, as JSON. */
  readonly sentNameJson: string;
  readonly isCustom: boolean;
  /** The column, if the identifier prints the text of one column and nothing else. */
  readonly column: string | undefined;
}

/** A `KeyedIdentifier` with the form in which it is sent. */
export interface PrintedIdentifier {
  readonly identifier: Identifier;
  readonly name: string;
  /** The normalised form, by which people are told apart. */
  readonly text: string;
  /** The form that was printed, which is what version 0.1.0 sent. */
  readonly printed: string;
  readonly sent: string;
}

const customObject = 'INSIDER.custom';
const customPrefix = `${customObject}.`;

/** Adds the prefix of the API to short names: email, phone_number, uuid, custom.x. */
export function identifierName(key: string): string {
  return key.startsWith('INSIDER.') ? key : `INSIDER.${key}`;
}

/** The path below the notification's `identifiers`. Custom ones are one level down, as the vendor's public client sends them. */
export function identifierPath(name: string): readonly string[] {
  return name.startsWith(customPrefix) ? [customObject, name.slice(customPrefix.length)] : [name];
}

export function buildIdentifier(key: string, text: string, builder: FragmentBuilder): readonly Identifier[] {
  const name = identifierName(key);
  const inNotification = ['identifiers', ...identifierPath(name)];
  const place: ValuePlace = { inFile: ['notification', 'identifiers', key], inNotification };
  const field = place.inFile.join('.');
  const [sentName = '', customName] = identifierPath(name);
  const common = {
    name,
    field,
    nameJson: JSON.stringify(name),
    sentNameJson: JSON.stringify(customName ?? sentName),
    isCustom: customName !== undefined,
  };
  if (!isTemplate(text)) return [{ ...common, source: text, column: undefined }];
  const template = builder.compiler.compile(text, place.inFile, rowNames);
  if (template === undefined) return [];
  const source = createLeaf(template, place.inNotification, field, builder.rendering);
  return [{ ...common, source, column: template.column }];
}

/** Prints the identifiers that are not empty, in the author's order. Throws a RowFault (PP221) for one that reaches nobody or the wrong person. */
export function printIdentifiers(
  identifiers: readonly Identifier[],
  scope: Scope,
  rendering: Rendering,
): readonly PrintedIdentifier[] {
  const printed: PrintedIdentifier[] = [];
  for (const identifier of identifiers) {
    const { name, field, source } = identifier;
    const text = typeof source === 'string' ? source : source.print(scope);
    const reading = readIdentifier(name, text);
    if (reading.kind === 'identifier') {
      printed.push({ identifier, name, text: reading.keyed, printed: text, sent: reading.sent });
    } else if (reading.kind === 'fault') {
      // A stand-in has the shape of a valid identifier, but need not be valid.
      if (rendering.standIn) printed.push({ identifier, name, text, printed: text, sent: text });
      else {
        rendering.field = field;
        throw new RowFault('PP221', `${name} ${reading.message}`, reading.help);
      }
    }
  }
  rendering.field = 'notification.identifiers';
  if (printed.length === 0) throw new RowFault('PP221', 'all identifiers are empty');
  return printed;
}

/** Writes the identifiers as JSON. The object of the custom ones takes the place of the first of them. */
export function identifiersJson(printed: readonly PrintedIdentifier[]): string {
  if (!printed.some(({ identifier }) => identifier.isCustom)) return `{${printed.map(memberJson).join(',')}}`;
  const custom = printed.filter(({ identifier }) => identifier.isCustom);
  const members = printed.flatMap((one) => {
    if (!one.identifier.isCustom) return memberJson(one);
    return one === custom[0] ? `"${customObject}":{${custom.map(memberJson).join(',')}}` : [];
  });
  return `{${members.join(',')}}`;
}

/** Returns the object that `identifiersJson` writes. */
export function sentIdentifiers(printed: readonly PrintedIdentifier[]): Readonly<Record<string, unknown>> {
  const sent = bareObject();
  let custom: Record<string, unknown> | undefined;
  for (const one of printed) {
    const [name = '', customName] = identifierPath(one.name);
    if (customName === undefined) {
      sent[name] = one.sent;
      continue;
    }
    custom ??= bareObject();
    custom[customName] = one.sent;
    sent[name] = custom;
  }
  return sent;
}

function memberJson({ identifier, sent }: PrintedIdentifier): string {
  return `${identifier.sentNameJson}:${jsonOf(identifier.source, sent)}`;
}

/** Writes the identifiers as version 0.1.0 did: as printed, and all on one level. Undefined if that is the same. */
export function formerIdentifiersJson(printed: readonly PrintedIdentifier[]): string | undefined {
  if (printed.every((one) => one.printed === one.sent && !one.identifier.isCustom)) return undefined;
  const members = printed.map((one) => `${one.identifier.nameJson}:${jsonOf(one.identifier.source, one.printed)}`);
  return `{${members.join(',')}}`;
}

function jsonOf(source: Identifier['source'], text: string): string {
  return typeof source === 'string' ? JSON.stringify(text) : `"${source.toJson(text)}"`;
}
