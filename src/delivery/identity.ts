// What makes two identifiers the same person: the forms in which identifiers of notifications and answers are compared.

/** Name and value in one text: "email=a@b.example". Names come without "INSIDER.", e-mails in lower case, phones as digits. */
export type Identity = string;

/** The identifiers of a notification's JSON text, as they stand in it; an object among them ("INSIDER.custom") is left whole. */
export function readIdentifiers(payload: string): Readonly<Record<string, unknown>> {
  const notification: unknown = JSON.parse(payload);
  const identifiers = isRecord(notification) ? notification['identifiers'] : undefined;
  return isRecord(identifiers) ? identifiers : {};
}

/**
 * Every identity that these identifiers (or the attributes of an answer) hold; empty and null values hold none. Custom ones
 * are one level down ("INSIDER.custom"); what is nested deeper is no identifier.
 */
export function identitiesOf(identifiers: Readonly<Record<string, unknown>>): readonly Identity[] {
  return Object.entries(identifiers)
    .flatMap(([name, value]) => (isRecord(value) ? Object.entries(prefixKeys(name, value)) : [[name, value] as const]))
    .flatMap(([name, value]) => {
      const text = comparableText(value);
      return text === undefined ? [] : [identity(name, text)];
    });
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function prefixKeys(prefix: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}.${key}`, value]));
}

function identity(name: string, value: string): Identity {
  const bare = name.replace(/^INSIDER\./i, '');
  if (bare === 'email') return `${bare}=${value.toLowerCase()}`;
  if (bare === 'phone_number') return `${bare}=${value.replaceAll(/\D/g, '') || value}`;
  return `${bare}=${value}`;
}

/** A number that a double cannot hold exactly may be somebody else's after reading, so it is no identity. */
function comparableText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
