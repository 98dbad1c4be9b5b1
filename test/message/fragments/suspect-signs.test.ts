// Texts that are not checked as a whole because their pieces were: a check of the whole must find nothing either.
import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLinkFault } from '../../../src/campaign/rules/link-fault.ts';
import { isSuspectAddress, isSuspectText, suspectInPieces } from '../../../src/message/fragments/suspect-signs.ts';
import { isUnencoded } from '../../../src/message/fragments/unencoded.ts';

const bits =
  'test tes t TODO lorem und efined null nul l NaN Na N prób Ayşe é Zoë a b 0 12 - . , : ; ? / + ! $ = & % %20 # @ [ ] _ { } < > " \\ \n \t \x85 \uD83D \uDE00 😀 🎉 👩 🏽 ❤ ❤️ \uFE0F \u200D 🇹 🇹🇷 1\uFE0F\u20E3 🏴\u{E0067} https:// //'.split(
    ' ',
  );
const part = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom('', ' ', ...bits) }, fc.string({ maxLength: 3 })), {
    maxLength: 4,
  })
  .map((parts) => parts.join(''));
/** Pieces that are printed, and what is written after each of them. */
const printed = fc
  .array(fc.tuple(part, part), { minLength: 1, maxLength: 3 })
  .map((pairs) => ({ pieces: pairs.map(([piece]) => piece), behind: pairs.map(([, written]) => written) }));

function join(written: readonly string[], pieces: readonly string[]): string {
  return written.map((text, index) => text + (pieces[index] ?? '')).join('');
}

describe('pieces that are not suspect', () => {
  it('make a text that needs no escape in JSON, and that no check would examine', () => {
    let plain = 0;
    fc.assert(
      fc.property(part, printed, (first, { pieces, behind }) => {
        const written = [first, ...behind];
        const suspect = suspectInPieces('text', written);
        if (suspect === undefined || pieces.some((piece) => suspect(piece))) return;
        plain += 1;
        const text = join(written, pieces);
        expect(JSON.stringify(text)).toBe(`"${text}"`);
        expect(isSuspectText(text)).toBe(false);
      }),
      { numRuns: 20_000 },
    );
    expect(plain).toBeGreaterThan(100);
  });

  it('make a valid address, in which nothing had to be encoded', () => {
    let plain = 0;
    fc.assert(
      fc.property(part, printed, (path, { pieces, behind }) => {
        const written = [`https://shop.example.com/${path}`, ...behind];
        const suspect = suspectInPieces('address', written);
        if (suspect === undefined || pieces.some((piece) => suspect(piece))) return;
        plain += 1;
        const text = join(written, pieces);
        expect(JSON.stringify(text)).toBe(`"${text}"`);
        expect(isSuspectAddress(text)).toBe(false);
        expect(findLinkFault('https', text)).toBeUndefined();
        expect(isUnencoded(text, pieces)).toBe(false);
      }),
      { numRuns: 20_000 },
    );
    expect(plain).toBeGreaterThan(100);
  });
});

it('words in any case are suspect, also where V8 compiles expressions without optimizing them, as in a long process', () => {
  const words = ['Probe', 'PRÓBA', 'TODO🎉', 'Lorem', 'ASDF', 'Null'];
  const module = JSON.stringify(new URL('../../../src/message/fragments/suspect-signs.ts', import.meta.url));
  const script = `import { isSuspectText } from ${module}; console.log(JSON.stringify(process.argv.slice(1).filter(isSuspectText)));`;
  const argv = ['--no-regexp-optimization', '--input-type=module', '--eval', script, '--', ...words];
  expect(JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8' }))).toEqual(words);
  expect(words.filter(isSuspectText)).toEqual(words);
});

describe('the written text', () => {
  it.each([
    [['Hello ', '!'], true],
    [['', ', your wishlist got cheaper'], true],
    [['tes', ''], false],
    [['', 'fined'], false],
    [['a ', '', ' b'], false],
    [['50% for ', ''], false],
    [['🎉 ', ', it is here ❤️'], true],
    [['', '\uFE0F'], false],
    [['', '🏽'], false],
    [['🇹', ''], false],
    [['👩\u200D', ''], false],
  ] as const)('%j around texts: %j', (written, isEnough) => {
    expect(suspectInPieces('text', written) !== undefined).toBe(isEnough);
  });

  it.each([
    [['https://shop.example.com/p/', '?from=', ''], true],
    [['', '/p'], false],
    [['https://', '.example.com/'], false],
    [['https://shop.example.com', ''], false],
    [['https://shop.example.com/p?a=1&b=', ''], false],
  ] as const)('%j around parts of an address: %j', (written, isEnough) => {
    expect(suspectInPieces('address', written) !== undefined).toBe(isEnough);
  });
});
