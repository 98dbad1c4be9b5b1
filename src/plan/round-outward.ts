// Rounds bounds to one significant digit, always outward, so that they do not reveal the values.

/** The greatest number with one significant digit that is not above `value`. */
export function roundDown(value: number): number {
  return value < 0 ? -roundAway(-value) : roundTowardsZero(value);
}

/** The smallest number with one significant digit that is not below `value`. */
export function roundUp(value: number): number {
  return value < 0 ? -roundTowardsZero(-value) : roundAway(value);
}

/** Works on the decimal digits, because logarithms and products would sometimes be off by one. */
function digitsOf(value: number): { readonly first: number; readonly isOne: boolean; readonly exponent: string } {
  const [digits = '0', exponent = ''] = value.toExponential().split('e');
  return { first: Number(digits[0]), isOne: digits.length === 1, exponent };
}

function roundTowardsZero(value: number): number {
  const { first, exponent } = digitsOf(value);
  return Number(`${first}e${exponent}`) + 0;
}

function roundAway(value: number): number {
  const { first, isOne, exponent } = digitsOf(value);
  return Math.min(Number(`${isOne ? first : first + 1}e${exponent}`), Number.MAX_VALUE);
}
