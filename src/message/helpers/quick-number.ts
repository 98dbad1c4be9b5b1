// Writes numbers as a formatter of Intl does, but mostly without calling it: assembling the digits here takes half the time.

/** The limit below which all languages group digits in threes. Some do not group numbers of four digits. */
const tooLarge = 100_000;
/** The limit below which JavaScript writes numbers with an exponent. */
const tooSmall = 1e-6;

const hundredths = Array.from({ length: 100 }, (_, index) => String(index).padStart(2, '0'));

/** The text that a formatter writes around the digits of any number that is not negative. */
interface Shape {
  readonly before: string;
  readonly after: string;
  readonly point: string;
  /** The separator between thousands and hundreds, by the number of digits before the decimal point. */
  readonly groups: readonly string[];
  readonly fewestDecimals: number;
  readonly mostDecimals: number;
  /** The text after the whole part, by the hundredths. Only for formats with exactly two decimals; otherwise empty. */
  readonly endings: readonly string[];
}

/** Returns a function that writes what `format.format` writes. */
export function writeQuickly(format: Intl.NumberFormat): (value: number) => string {
  const shape = readShape(format);
  if (shape === undefined) return (value) => format.format(value);
  return (value) => (Object.is(value, -0) ? undefined : writeDigits(value, shape)) ?? format.format(value);
}

/** Returns undefined for a number that must be rounded or is out of the range of the shape. */
function writeDigits(value: number, shape: Shape): string | undefined {
  if (!(value >= tooSmall || value === 0) || value >= tooLarge) return undefined;
  const counted = Math.round(value * 100);
  const ending = counted / 100 === value ? shape.endings[counted % 100] : undefined;
  // This handles most amounts: converting a whole number to text takes half the time.
  if (ending !== undefined) return shape.before + groupDigits(String(Math.floor(counted / 100)), shape) + ending;
  const digits = String(value);
  const at = digits.indexOf('.');
  const decimals = at === -1 ? 0 : digits.length - at - 1;
  if (decimals > shape.mostDecimals) return undefined;
  const whole = at === -1 ? digits : digits.slice(0, at);
  const grouped = groupDigits(whole, shape);
  if (decimals === 0 && shape.fewestDecimals === 0) return shape.before + grouped + shape.after;
  const written = digits.slice(whole.length + 1);
  const fraction = decimals < shape.fewestDecimals ? written.padEnd(shape.fewestDecimals, '0') : written;
  return shape.before + grouped + shape.point + fraction + shape.after;
}

function groupDigits(whole: string, { groups }: Shape): string {
  const { length } = whole;
  return length < 4 ? whole : whole.slice(0, length - 3) + (groups[length] ?? '') + whole.slice(length - 3);
}

/** Returns undefined if there is more than plain digits: numerals other than 0 to 9, percent, exponents. */
function readShape(format: Intl.NumberFormat): Shape | undefined {
  const { style, notation, numberingSystem, minimumFractionDigits, maximumFractionDigits } = format.resolvedOptions();
  if ((style !== 'currency' && style !== 'decimal') || notation !== 'standard' || numberingSystem !== 'latn') {
    return undefined;
  }
  const [small, thousands, tenThousands] = [1, 1234, 12_345].map((value) => format.formatToParts(value));
  const first = small?.findIndex(({ type }) => type === 'integer') ?? -1;
  if (small === undefined || first === -1) return undefined;
  const last = small.findLastIndex(({ type }) => type === 'integer' || type === 'fraction');
  const [fewestDecimals = 0, mostDecimals = 0] = [minimumFractionDigits, maximumFractionDigits];
  const after = textOf(small.slice(last + 1));
  const point = pointOf(format.formatToParts(0.5));
  return {
    before: textOf(small.slice(0, first)),
    after,
    point,
    endings: endingsOf({ fewestDecimals, mostDecimals }, point, after),
    groups: ['', '', '', '', groupOf(thousands), groupOf(tenThousands)],
    fewestDecimals,
    mostDecimals,
  };
}

function endingsOf(
  { fewestDecimals, mostDecimals }: Pick<Shape, 'fewestDecimals' | 'mostDecimals'>,
  point: string,
  after: string,
): readonly string[] {
  return fewestDecimals === 2 && mostDecimals === 2 ? hundredths.map((digits) => point + digits + after) : [];
}

function textOf(parts: readonly Intl.NumberFormatPart[]): string {
  return parts.map(({ value }) => value).join('');
}

function groupOf(parts: readonly Intl.NumberFormatPart[] = []): string {
  return textOf(parts.filter(({ type }) => type === 'group'));
}

function pointOf(parts: readonly Intl.NumberFormatPart[]): string {
  return textOf(parts.filter(({ type }) => type === 'decimal'));
}
