import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPlanMarkdown } from '../../src/view/markdown/plan-markdown.ts';
import { makeLargePlan } from '../support/large-plan.ts';
import { markdownAttacks } from '../support/markdown-attacks.ts';
import { findTriggers, readMarkdown } from '../support/markdown-reader.ts';

const mostOnGithub = 65_536;
const markerLine = 200;

/** The faults in the form of a page, wherever parts of it were left out. */
function judgeForm(markdown: string, { tags } = readMarkdown(markdown)): string[] {
  const fences = markdown.match(/^`{3,}/gmv) ?? [];
  return [
    ...judgeNesting(tags),
    ...(fences.length % 2 === 0 ? [] : ['a fence stays open']),
    ...(markdown.isWellFormed() ? [] : ['half a character']),
    ...(/^### (?:Blocked|Merging)/v.test(markdown) ? [] : ['the decision is not first']),
    ...(/\nSeal `pp1:[\da-f]{64}`[^\n]*\n$/v.test(markdown) ? [] : ['the seal is not last']),
  ];
}

function judgeNesting(tags: readonly string[]): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  for (const tag of tags) {
    const name = /^<\/?(?<name>\w+)/v.exec(tag)?.groups?.['name'] ?? '';
    if (['br', 'hr', 'img', 'input'].includes(name)) continue;
    if (!tag.startsWith('</')) open.push(name);
    else if (open.pop() !== name) faults.push(`${tag} closes something else`);
  }
  return [...faults, ...open.map((name) => `${name} stays open`)];
}

describe('a comment fits', () => {
  test('200 campaigns with texts of 10,000 characters', () => {
    for (const letter of ['x', '字', '👩‍👩‍👧', '`', '\u202E']) {
      const text = letter.repeat(Math.ceil(10_000 / letter.length));
      const markdown = formatPlanMarkdown(makeLargePlan({ campaigns: 200, text, errors: 2 }));
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(mostOnGithub - markerLine);
      expect(markdown.length).toBeGreaterThan(mostOnGithub / 4);
      expect(judgeForm(markdown)).toEqual([]);
      expect(markdown).toContain('> [!CAUTION]');
    }
  });

  test('whatever the texts, the number of campaigns and the limit', () => {
    const text = fc
      .tuple(
        fc.array(fc.constantFrom(...markdownAttacks), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 300 }),
      )
      .map(([pieces, times]) => pieces.join(' ').repeat(times).slice(0, 10_000));
    const size = fc.record({
      campaigns: fc.integer({ min: 0, max: 40 }),
      text,
      errors: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(size, fc.integer({ min: 8_000, max: 25_000 }), (size, limit) => {
        const markdown = formatPlanMarkdown(makeLargePlan(size), { limit });
        expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(limit);
        const page = readMarkdown(markdown);
        expect(judgeForm(markdown, page)).toEqual([]);
        expect(findTriggers(page)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test('and says how much is left out and where to see it; the least important is left out first', () => {
    const plan = makeLargePlan({ campaigns: 60, text: 'word '.repeat(400), errors: 0 });
    const lines = formatPlanMarkdown(plan).split('\n');
    const sentences = lines.filter((line) => line.startsWith('_Left out here'));
    expect(sentences.join('\n')).toMatch(/changes\. `pushplan plan --json` shows all\._$/mv);
    expect(lines).toContain('_Left out here, for length: 20 campaigns with samples. `pushplan plan` shows all._');
    expect(sentences.join('\n')).not.toMatch(/: \d+ campaigns\./v);
  });

  test('and is complete for a small plan', () => {
    const plan = makeLargePlan({ campaigns: 3, text: 'word', errors: 1 });
    expect(formatPlanMarkdown(plan)).not.toContain('Left out here');
  });
});
