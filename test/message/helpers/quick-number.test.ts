// Checks numbers that are formatted without Intl against what Intl would write.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeQuickly } from '../../../src/message/helpers/quick-number.ts';
import { tries } from '../../support/property-tries.ts';

const languages =
  'af am ar as az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl no or pa pl ps pt ro ru sd si sk sl sq sr sv sw ta te th tk tr uk ur uz vi yo zh zu'.split(
    ' ',
  );
const regions =
  'en-IN en-GB en-ZA es-MX es-CR fr-CH fr-CA de-CH de-AT de-LI pt-PT pt-CV it-CH nl-BE hi-IN bn-BD mr-IN ar-u-nu-latn fa-u-nu-latn en-u-nu-arab th-u-nu-thai rm gsw zh-Hant-TW'.split(
    ' ',
  );
const currencies = Intl.supportedValuesOf('currency');

const value = fc.oneof(
  fc.integer({ min: -2_000, max: 2_000_000 }).map((cents) => cents / 100),
  fc.integer({ min: 0, max: 120_000 }),
  fc.integer({ min: 0, max: 99_999_999 }).map((mills) => mills / 1_000),
  fc.double({ noNaN: true }),
  fc.constantFrom(0, -0, 1.005, 0.1 + 0.2, 999.995, 9_999.5, 99_999.99, 99_999.999, 1e-6, 1e-7, 1e21, 0.5, 2.5),
);

const options: fc.Arbitrary<Intl.NumberFormatOptions> = fc
  .tuple(
    fc.oneof(
      fc.constant({}),
      fc.constant({ style: 'percent' } as const),
      fc.constantFrom(...currencies).map((currency) => ({ style: 'currency', currency }) as const),
    ),
    fc.option(fc.integer({ min: 0, max: 20 })),
  )
  .map(([style, digits]) => {
    const fixed = digits === null ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return { ...style, ...fixed, signDisplay: 'negative' };
  });

it('a number is what Intl writes, in any language, for any amount', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...languages, ...regions),
      options,
      fc.array(value, { minLength: 5 }),
      (tag, how, values) => {
        const format = new Intl.NumberFormat([tag, 'en'], how);
        const write = writeQuickly(format);
        for (const one of values) expect(write(one)).toBe(format.format(one));
      },
    ),
    { numRuns: tries(200) },
  );
});
