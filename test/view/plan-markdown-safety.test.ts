import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPlanMarkdown } from '../../src/view/markdown/plan-markdown.ts';
import { readWorkflowCommands } from '../support/github-runner.ts';
import { markdownAttacks } from '../support/markdown-attacks.ts';
import { findTriggers, readMarkdown } from '../support/markdown-reader.ts';
import { logAttacks, naughtyStrings, terminalAttacks } from '../support/naughty-strings.ts';
import { makeReviewPlan, replaceTexts } from '../support/review-plan.ts';

const gap = '\u200B';
const unlimited = { limit: 10_000_000 };
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\p{Cs}]/v;
const plan = makeReviewPlan();
const harmless = readMarkdown(render((place) => `harmless ${place}`));

function render(textAt: (place: number) => string): string {
  return formatPlanMarkdown(replaceTexts(plan, textAt), unlimited);
}

/** All faults of the page for a plan with these texts. */
function judge(textAt: (place: number) => string): string[] {
  const markdown = render(textAt);
  const page = readMarkdown(markdown);
  return [
    ...(page.tags.join('') === harmless.tags.join('') ? [] : ['another structure']),
    ...findTriggers(page),
    ...readWorkflowCommands(markdown).map(({ name }) => `the command ${name}`),
    ...(hidesSomething(markdown) ? ['something invisible'] : []),
    ...(markdown.includes('<!--') ? ['a comment'] : []),
    ...(/^\s*\//mv.test(markdown) ? ['a quick action'] : []),
  ];
}

/** Whether anything is invisible besides our own line breaks and gaps, and what joins an emoji. */
function hidesSomething(markdown: string): boolean {
  const ours = new RegExp(`[\\n${gap}]`, 'gv');
  const text = markdown.replaceAll(ours, '');
  return invisible.test(text) && invisible.test(text.replaceAll(/(?=\p{Emoji})\p{RGI_Emoji}/gv, ''));
}

/** Puts the texts into all places, shifted by a few from page to page, so that each text is in many places. */
function judgeAll(texts: readonly string[]): unknown[] {
  const step = 10;
  const starts = Array.from({ length: Math.ceil(texts.length / step) }, (_, index) => index * step);
  return starts
    .map((start) => ({ start, faults: judge((place) => texts[(start + place) % texts.length] ?? '') }))
    .filter(({ faults }) => faults.length > 0);
}

describe('data has no effect in the comment', () => {
  test('the page has all elements, so that each place is tested', () => {
    const names = new Set(harmless.tags.map((tag) => /^<\/?(?<name>\w+)/v.exec(tag)?.groups?.['name']));
    for (const name of ['h3', 'table', 'blockquote', 'ul', 'details', 'summary', 'strong', 'code', 'pre', 'br'])
      expect([...names]).toContain(name);
    expect(findTriggers(harmless)).toEqual([]);
    expect(harmless.tags.filter((tag) => /^<(?:a|img)\b/v.test(tag))).toEqual([]);
  });

  test('for any of the attacks', () => {
    expect(markdownAttacks.length).toBeGreaterThanOrEqual(150);
    expect(judgeAll(markdownAttacks)).toEqual([]);
  });

  test('for any of the naughty strings, and the attacks on terminals and logs', () => {
    const texts = [...naughtyStrings, ...terminalAttacks, ...logAttacks].filter((text) => text !== '');
    expect(judgeAll(texts)).toEqual([]);
  });

  test('for any mixture of them', () => {
    const piece = fc.oneof(fc.constantFrom(...markdownAttacks), fc.string({ unit: 'binary', maxLength: 4 }));
    const mixture = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(mixture, { minLength: 20, maxLength: 60 }), (texts) => {
        // All texts differ, as a link that is the same on both platforms is shown once.
        expect(judge((place) => `${texts[place % texts.length]}${place}`)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('the same texts do act if unprotected, so that the checks above can fail', () => {
    const quiet = readMarkdown('before\n\n| a | b |\n|---|---|\n| x harmless y | z |\n');
    const acting = markdownAttacks.filter((text) => {
      const page = readMarkdown(`before\n\n| a | b |\n|---|---|\n| x ${text} y | z |\n`);
      return page.tags.join('') !== quiet.tags.join('') || findTriggers(page).length > 0;
    });
    expect(acting.length).toBeGreaterThan(markdownAttacks.length / 2);
  });
});
