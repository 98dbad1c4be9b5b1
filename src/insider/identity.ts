// What makes two identifiers the same person: the forms in which identifiers of notifications and answers are kept and compared.
import type { Identity } from '../delivery/envelope.ts';

/**
 * Every identity that these identifiers (or the attributes of an answer) hold, "email=Ada@b.example": names without "INSIDER.",
 * values as they stand. Empty and null values hold none. Custom ones are one level down ("INSIDER.custom"); what is nested
 * deeper is no identifier.
 */
export function identitiesOf(identifiers: Readonly<Record<string, unknown>>): readonly Identity[] {
  const found: Identity[] = [];
  for (const [name, value] of Object.entries(identifiers)) {
    if (isRecord(value)) for (const [inner, custom] of Object.entries(value)) add(found, `${name}.${inner}`, custom);
    else add(found, name, value);
  }
  return found;
}

/** Where "INSIDER." has its point: few names have one there, and each is looked at. */
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

/** E-mails in lower case, phones as digits. */
export function comparable(identity: Identity): string {
  if (identity.startsWith('email=')) return identity.toLowerCase();
  if (!identity.startsWith('phone_number=')) return identity;
  const [name, value] = splitIdentity(identity);
  return `${name}=${value.replaceAll(/\D/g, '') || value}`;
}

/** E-mails in lower case, all else as it was sent: phones have their + and the country. */
export function keyedText(identity: Identity): string {
  const [name, value] = splitIdentity(identity);
  return name === 'email' ? value.toLowerCase() : value;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A number that a double cannot hold exactly may be somebody else's after reading, so it is no identity. */
function comparableText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
