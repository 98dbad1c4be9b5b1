// Bounds that do not give away the values: a number rounded to one significant digit, always away from the values between them.

/** The greatest number of one significant digit that is not above. */
export function roundDown(value: number): number {
  return value < 0 ? -roundAway(-value) : roundTowardsZero(value);
}

/** The least number of one significant digit that is not below. */
export function roundUp(value: number): number {
  return value < 0 ? -roundTowardsZero(-value) : roundAway(value);
}

/** The decimal digits themselves: logarithms and products would be off by one here and there. */
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
