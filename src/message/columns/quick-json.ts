// Reads the usual JSON of audience files in half the time of JSON.parse, which looks each short text up in a table of all names. Leaves the rest to
// JSON.parse: escapes, exponents, and numbers with more digits than a double is sure to keep.

const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const nine = 0x39;
const colon = 0x3a;
const backslash = 0x5c;
const listBegin = 0x5b;
const listEnd = 0x5d;
const objectBegin = 0x7b;
const objectEnd = 0x7d;
const blank = 0x20;

const deepest = 32;
const mostDigits = 15;

const words: ReadonlyMap<number, readonly [string, boolean | null]> = new Map([
  [0x74, ['true', true]],
  [0x66, ['false', false]],
  [0x6e, ['null', null]],
]);

/** Returns the value, which is never undefined, or undefined if JSON.parse must be called. */
type QuickJson = (text: string) => unknown;

/**
 * Returns a reader that gives the same value as JSON.parse. It returns undefined if JSON.parse must be called, which includes text that is not JSON.
 * The state is in variables of the closure: as members of an object they take twice the time.
 */
export function createQuickJson(): QuickJson {
  let text = '';
  let at = 0;
  /** The last key at each place of an object. Entries of a list have the same keys, and a known key needs no new string. */
  const keys: string[] = [];

  /** Skips blanks and returns the character code at which the next part begins. */
  const begin = (): number => {
    let sign = text.charCodeAt(at);
    while (sign === blank || sign === 0x0a || sign === 0x0d || sign === 0x09) {
      at += 1;
      sign = text.charCodeAt(at);
    }
    return sign;
  };
  const readValue = (depth: number): unknown => {
    const sign = begin();
    if (sign === quote) return readText();
    if (isDigit(sign)) return readNumber();
    if (sign === minus) return readNegative();
    if (depth === deepest) return undefined;
    if (sign === objectBegin) return readObject(depth + 1);
    return sign === listBegin ? readList(depth + 1) : readWord(sign);
  };
  const readText = (): string | undefined => {
    const written = text;
    const start = at + 1;
    let end = start;
    let sign = written.charCodeAt(end);
    for (; sign !== quote; sign = written.charCodeAt(end)) {
      // The second test is also true at the end of the text, where the code is NaN.
      if (sign === backslash || !(sign >= blank)) return undefined;
      end += 1;
    }
    at = end + 1;
    return written.slice(start, end);
  };
  const readNegative = (): number | undefined => {
    at += 1;
    const size = readNumber();
    return size === undefined ? undefined : -size;
  };
  const readNumber = (): number | undefined => {
    const written = text;
    const start = at;
    let end = start;
    let digits = 0;
    let sign = written.charCodeAt(end);
    for (; isDigit(sign); sign = written.charCodeAt(end)) {
      digits = digits * 10 + (sign - zero);
      end += 1;
    }
    const whole = end - start;
    if (whole === 0 || (whole > 1 && written.charCodeAt(start) === zero)) return undefined;
    let scale = 1;
    if (sign === point) {
      end += 1;
      for (sign = written.charCodeAt(end); isDigit(sign); sign = written.charCodeAt(end)) {
        digits = digits * 10 + (sign - zero);
        scale *= 10;
        end += 1;
      }
      if (scale === 1) return undefined;
    }
    // Both numbers are exact, so their quotient is the nearest double.
    if (end - start > mostDigits || isExponent(sign)) return undefined;
    at = end;
    return scale === 1 ? digits : digits / scale;
  };
  const readWord = (sign: number): boolean | null | undefined => {
    const [word, value] = words.get(sign) ?? [];
    if (word === undefined || !text.startsWith(word, at)) return undefined;
    at += word.length;
    return value;
  };
  const readKey = (place: number): string | undefined => {
    if (begin() !== quote) return undefined;
    const known = keys[place];
    if (known !== undefined && stands(known)) {
      at += known.length + 2;
      return known;
    }
    const key = readText();
    // Assigning to it would change what the object inherits.
    if (key === undefined || key === '__proto__') return undefined;
    keys[place] = key;
    return key;
  };
  const stands = (known: string): boolean => {
    const written = text;
    const start = at + 1;
    const { length } = known;
    for (let index = 0; index < length; index += 1) {
      if (written.charCodeAt(start + index) !== known.charCodeAt(index)) return false;
    }
    return written.charCodeAt(start + length) === quote;
  };
  const readObject = (depth: number): object | undefined => {
    const object: Record<string, unknown> = {};
    at += 1;
    if (begin() === objectEnd) {
      at += 1;
      return object;
    }
    for (let place = 0; ; place += 1) {
      const key = readKey(place);
      if (key === undefined || begin() !== colon) return undefined;
      at += 1;
      const value = readValue(depth);
      if (value === undefined) return undefined;
      object[key] = value;
      const sign = begin();
      at += 1;
      if (sign === objectEnd) return object;
      if (sign !== comma) return undefined;
    }
  };
  const readList = (depth: number): readonly unknown[] | undefined => {
    const list: unknown[] = [];
    at += 1;
    if (begin() === listEnd) {
      at += 1;
      return list;
    }
    for (;;) {
      const value = readValue(depth);
      if (value === undefined) return undefined;
      list.push(value);
      const sign = begin();
      at += 1;
      if (sign === listEnd) return list;
      if (sign !== comma) return undefined;
    }
  };

  return (written) => {
    text = written;
    at = 0;
    const value = readValue(0);
    // Reading past the end of a text would make every later read slower. If blanks follow the value, JSON.parse is called.
    return at === written.length ? value : undefined;
  };
}

function isDigit(sign: number): boolean {
  return sign >= zero && sign <= nine;
}

function isExponent(sign: number): boolean {
  return sign === 0x65 || sign === 0x45;
}
