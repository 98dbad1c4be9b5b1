// Decides which identifiers are the same person: the forms in which identifiers of notifications and answers are stored and compared.
import { isMap } from '../is-map.ts';
import type { Identity } from '../delivery/envelope.ts';

/**
 * Returns every identity in these identifiers, or in the attributes of an answer: "email=Ada@b.example". Names are without
 * "INSIDER.", values unchanged. Empty and null values are skipped. Custom identifiers are one level down ("INSIDER.custom"); what is
 * nested deeper is not an identifier.
 */
export function identitiesOf(identifiers: Readonly<Record<string, unknown>>): readonly Identity[] {
  const found: Identity[] = [];
  for (const [name, value] of Object.entries(identifiers)) {
    if (isMap(value)) for (const [inner, custom] of Object.entries(value)) add(found, `${name}.${inner}`, custom);
    else add(found, name, value);
  }
  return found;
}

/** The index of the dot in "INSIDER.". Testing one character first is fast, since few names have a dot there and every name is checked. */
const prefixEnd = 'INSIDER'.length;

function add(found: Identity[], name: string, value: unknown): void {
  const text = comparableText(value);
  if (text !== undefined) found.push(`${name[prefixEnd] === '.' ? name.replace(/^INSIDER\./i, '') : name}=${text}`);
}

export function splitIdentity(identity: Identity): readonly [name: string, value: string] {
  const at = identity.indexOf('=');
  return [identity.slice(0, at), identity.slice(at + 1)];
}

export function identityName(identity: Identity): string {
  return identity.slice(0, identity.indexOf('='));
}

/** Returns the comparable form: e-mail addresses in lower case, phone numbers as digits only. */
export function comparable(identity: Identity): string {
  if (identity.startsWith('email=')) return identity.toLowerCase();
  if (!identity.startsWith('phone_number=')) return identity;
  const [name, value] = splitIdentity(identity);
  return `${name}=${value.replaceAll(/\D/g, '') || value}`;
}

/** Returns the value: e-mail addresses in lower case, others as sent. Phone numbers keep their + and country code. */
export function keyedText(identity: Identity): string {
  const [name, value] = splitIdentity(identity);
  return name === 'email' ? value.toLowerCase() : value;
}

/** Returns undefined for a number that a double cannot represent exactly: after parsing, it may be another person's. */
function comparableText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
