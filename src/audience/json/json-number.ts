// Reads the numbers of a JSON record. A number that a double cannot represent exactly stays the text in the file.

/** Matches every number that may be too long or too large for a double. It may also match within a string, which does no harm. */
const maybeInexact = /[\d.]{16}|\d[eE][+-]?\d{3}/;

/** Returns the value of the JSON, with inexact numbers as text. Undefined if a number is too large for a double, such as 1e400. */
export function parseExactly(json: string, parsed: unknown): { readonly value: unknown } | undefined {
  if (!maybeInexact.test(json)) {
    return { value: parsed };
  }
  let finite = true;
  const value: unknown = JSON.parse(json, (_key, item: unknown, context?: { readonly source?: string }) => {
    if (typeof item !== 'number' || context?.source === undefined) {
      return item;
    }
    finite &&= Number.isFinite(item);
    return isExact(item, context.source) ? item : context.source;
  });
  return finite ? { value } : undefined;
}

function isExact(value: number, source: string): boolean {
  if (/^-?\d+$/.test(source)) {
    return Number.isSafeInteger(value);
  }
  return significantDigits(String(value)) === significantDigits(source);
}

function significantDigits(number: string): string {
  const [mantissa = ''] = number.toLowerCase().split('e');
  return mantissa.replaceAll(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
}
