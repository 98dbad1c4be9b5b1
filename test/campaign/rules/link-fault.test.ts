import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { findLinkFault } from '../../../src/campaign/rules/link-fault.ts';
import { tries } from '../../support/property-tries.ts';

it('an address without a fault is one that URL reads as it is meant, without invisible characters', () => {
  const start = fc.constantFrom('https://', 'HTTPS://', 'http://', 'https:/', 'https:///', 'javascript:', '');
  const host = fc.constantFrom(
    'shop.example.com',
    'a.b',
    'xn--a.com',
    '1.2.3.4.5',
    'a.1',
    'A1.Com',
    'localhost',
    'é.com',
  );
  const rest = fc.constantFrom(
    '/',
    '?',
    '#',
    '%',
    '%zz',
    '\\',
    '@',
    ':',
    ':99999',
    '[',
    '/p/1?x=y',
    ' ',
    '\n',
    '\u200B',
    'é',
    '|',
  );
  const address = fc.tuple(start, host, fc.array(rest, { maxLength: 4 })).map(([a, b, c]) => a + b + c.join(''));
  fc.assert(
    fc.property(address, fc.constantFrom('https' as const, 'scheme' as const), (text, kind) => {
      const isRight =
        URL.canParse(text) &&
        !/[\s\p{Cc}\u200B]/u.test(text) &&
        (kind === 'https' ? /^https:\/\/[^/?#]/i.test(text) : /^(?!javascript:)[a-z][a-z\d+.-]*:/i.test(text));
      expect(findLinkFault(kind, text) === undefined).toBe(isRight);
    }),
    { numRuns: tries(20_000) },
  );
});
