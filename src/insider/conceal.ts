// Takes secrets out of texts: an API, a proxy or a file may hold one, as it is or encoded, and no output and no ledger may.

/** Gives the text without the secrets. */
export type Conceal = (text: string) => string;

/** Shorter ones stand in too many innocent texts. */
const shortestConcealed = 8;

const mark = '[secret]';

/** As they are in any case, percent-encoded, JSON-escaped, mixed, in hex, and in base64 at any offset. Secrets below 8 characters stay. */
export function concealing(secrets: Iterable<string>): Conceal {
  const forms = [...new Set(secrets)]
    .filter((secret) => secret.length >= shortestConcealed)
    .flatMap((secret) => [spellings(secret), Buffer.from(secret).toString('hex'), ...base64(secret)]);
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp(forms.join('|'), 'giu');
  return (text) => text.toWellFormed().replaceAll(pattern, mark);
}

/** Every text in a value, also names of properties, but for `kind`, by which unions are told apart. */
export function concealIn<T>(value: T, conceal: Conceal): T;
export function concealIn(value: unknown, conceal: Conceal): unknown {
  if (typeof value === 'string') return conceal(value);
  if (Array.isArray(value)) return value.map((one) => concealIn(one, conceal));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [conceal(name), name === 'kind' ? one : concealIn(one, conceal)]),
  );
}

/** Each character in every way that it may be written in an address or in JSON. */
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

/** Three bytes become four letters, so what stands before the secret decides which: the letters that it alone decides, for each case. */
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
