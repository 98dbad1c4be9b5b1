import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeBold, safeCode, safeDiff, safeHtmlCode, safeMarkdown } from '../../../src/view/markdown/safe-markdown.ts';
import { markdownAttacks } from '../../support/markdown-attacks.ts';
import { findTriggers, readMarkdown } from '../../support/markdown-reader.ts';

const gap = '\u200B';

function textOf(markdown: string): string {
  return readMarkdown(markdown).texts.join('').replaceAll(gap, '');
}

describe('inline', () => {
  test.each([
    'Merhaba, İstanbul ğüşöç',
    'شحن مجاني',
    '春のセール 50% off!',
    '👩‍👩‍👧 🏳️‍🌈 ❤️ 1️⃣ #️⃣ 🇹🇷',
    'Save €12.90 (30%) - today only',
    'Tom & Jerry',
    '2.4x > 2x',
  ])('ordinary text is unchanged: %s', (text) => {
    expect(safeMarkdown(text)).toBe(text);
  });

  test.each([
    ['*a* _b_ `c` [d](e) <f> ~g~ | h', String.raw`\*a\* \_b\_ \`c\` \[d\](e) \<f> \~${gap}g\~ \| h`],
    ['# one', `\\#${gap} one`],
    ['1. one', String.raw`1\. one`],
    ['- one', String.raw`\- one`],
    ['@octocat', `@${gap}octocat`],
    ['GH-12', `GH-${gap}12`],
    ['a5c3785ed8', `a5c378${gap}5ed8`],
    ['http://x', `http:${gap}//x`],
    ['$5 and $6', `${gap}\\$${gap}5 and ${gap}\\$${gap}6`],
    [' a ', '␣a␣'],
    ['a\nb', 'a␊b'],
  ])('%j is %j', (text, markdown) => {
    expect(safeMarkdown(text)).toBe(markdown);
  });

  test('a reader sees the text itself, at the start of a paragraph, in bold, in a cell', () => {
    for (const text of markdownAttacks.filter((attack) => /^[\u0021-\u007E]+(?: [\u0021-\u007E]+)*$/v.test(attack))) {
      expect(textOf(safeMarkdown(text))).toBe(text);
      expect(textOf(`x ${safeBold(text)}`)).toBe(`x ${text}`);
      expect(textOf(`| h |\n|---|\n| ${safeMarkdown(text)} |`)).toBe(`h${text}`);
    }
  });

  test('nothing in bold', () => {
    expect(safeBold('')).toBe('**(empty)**');
  });
});

describe('code', () => {
  test.each([
    ['a.campaign.yaml', '`a.campaign.yaml`'],
    ['', '`(empty)`'],
    ['`', '`` ` ``'],
    ['a``b', '```a``b```'],
    ['a|b', '`a│b`'],
    ['<!-- x', `\`<!${gap}-- x\``],
    ['##[error]', String.raw`${'`'}##\[error]${'`'}`],
  ])('%j is %j', (text, markdown) => {
    expect(safeCode(text)).toBe(markdown);
  });

  test('any text is one span, also in a cell', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('`', '``', '|', '\\', ' ', 'x', '\n', '<b>', '**'), { maxLength: 8 }),
        (pieces) => {
          const code = safeCode(pieces.join(''));
          expect(readMarkdown(`x ${code} y`).tags).toEqual(['<p>', '<code>', '</code>', '</p>']);
          const inCell = readMarkdown(`| a | b |\n|---|---|\n| ${code} | c |`).tags.join('');
          expect(inCell).toContain('<td><code></code></td><td>');
        },
      ),
    );
  });

  test('in a summary', () => {
    expect(safeHtmlCode('</code><b>&"')).toBe('<code>&#60;/code&#62;&#60;b&#62;&#38;&#34;</code>');
  });
});

describe('diff', () => {
  test('the fence is longer than any in the text, and spaces at the ends of lines are visible', () => {
    const diff = safeDiff([
      { sign: '-', text: 'x ' },
      { sign: '+', text: '````' },
    ]);
    expect(diff).toBe('`````diff\n- x␣\n+ ````\n`````');
  });

  test('no text leaves the block', () => {
    for (const text of markdownAttacks) {
      const page = readMarkdown(`${safeDiff([{ sign: '-', text }])}\n\nend`);
      expect(page.tags).toEqual(['<pre>', '<code class="language-diff">', '</code>', '</pre>', '<p>', '</p>']);
      expect(findTriggers(page)).toEqual([]);
    }
  });
});
