// Removes secrets from texts. An API, a proxy or a file may contain one, plain or encoded; output and ledger must not.

/** Returns the text without the secrets. */
export type Conceal = (text: string) => string;

/** Shorter secrets would match too many harmless texts. */
const shortestConcealed = 8;

const mark = '[secret]';

/** Finds secrets in any letter case, percent-encoded, JSON-escaped, mixed, in hex, and in base64 at any offset. Secrets below 8 characters stay. */
export function concealing(secrets: Iterable<string>): Conceal {
  const forms = [...new Set(secrets)]
    .filter((secret) => secret.length >= shortestConcealed)
    .flatMap((secret) => [spellings(secret), Buffer.from(secret).toString('hex'), ...base64(secret)]);
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp(forms.join('|'), 'giu');
  return (text) => text.toWellFormed().replaceAll(pattern, mark);
}

/** Conceals secrets in every text of a value, including property names. `kind` stays, since it tells unions apart. */
export function concealIn<T>(value: T, conceal: Conceal): T;
export function concealIn(value: unknown, conceal: Conceal): unknown {
  if (typeof value === 'string') return conceal(value);
  if (Array.isArray(value)) return value.map((one) => concealIn(one, conceal));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [conceal(name), name === 'kind' ? one : concealIn(one, conceal)]),
  );
}

/** Returns a pattern: each character in every way in which a URL or JSON may write it. */
function spellings(secret: string): string {
  return Array.from(secret.toWellFormed(), (character) => {
    const percent = [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
    const units = character.split('').map((unit) => String.raw`\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const ways = [
      RegExp.escape(character),
      percent.join(''),
      units.join(''),
      RegExp.escape(JSON.stringify(character).slice(1, -1)),
      ...(character === '/' ? [String.raw`\\\/`] : []),
      ...(character === ' ' ? [String.raw`\+`] : []),
    ];
    return `(?:${[...new Set(ways)].toSorted((one, other) => other.length - one.length).join('|')})`;
  }).join('');
}

/** Returns the base64 letters that the secret alone determines, for each offset: three bytes become four letters, so the bytes before it matter. */
function base64(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const first = Math.ceil((before * 8) / 6);
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return Array.from(encoded.slice(first, whole), (letter) => {
      if (letter === '+') return '[+\\x2d]';
      return letter === '/' ? '(?:[\\/_]|\\\\\\/)' : letter;
    }).join('');
  });
}
