// Tests on phones in the comment of a pull request: one table, harmless whatever is in it, and short enough.
import { expect, test } from 'vitest';
import type { TestDocument } from '../../../src/generated/test.ts';
import { formatTestsMarkdown, longestTests, type PullRequestTests } from '../../../src/view/markdown/test-markdown.ts';

function aTest(campaign: string, outcomes: readonly TestDocument['recipients'][number][]): TestDocument {
  const accepted = outcomes.filter(({ outcome }) => outcome === 'accepted').length;
  const totals = { planned: outcomes.length, accepted, refused: 0, rejected: 0, in_doubt: 0, not_sent: 0 };
  return {
    format_version: '1.0',
    environment: 'production',
    campaign,
    file: `${campaign}.campaign.yaml`,
    row: 18,
    locale: null,
    arm: null,
    content: 'stand_ins',
    camp_id: 9001,
    request: 'test_0123456789abcdef',
    recipients: [...outcomes],
    totals,
    diagnostics: [],
  };
}

const none: PullRequestTests = { environment: 'production', tests: [], failures: [], untried: [], commit: undefined };
const finding = {
  severity: 'error',
  code: 'PP534',
  message: 'desk is in the list left.csv',
  file: 'pushplan.yaml',
} as const;

test('a row for each phone, what failed, and what was not tried', () => {
  const tests = [
    aTest('sale', [
      { name: 'desk', outcome: 'accepted', reason: null },
      { name: 'ana', outcome: 'refused', reason: 'OptOut' },
    ]),
  ];
  const failures = [{ campaign: 'cart', diagnostics: [{ ...finding, line: 4, column: 3, help: 'Take it out.' }] }];
  expect(formatTestsMarkdown({ ...none, tests, failures, untried: ['more'], commit: 'abcdef0123456789' })).toBe(
    `#### Tested on phones in \`production\`: 1 of 2 tests accepted

| campaign | row | tester | request | outcome |
|---|--:|---|---|---|
| \`sale\` | 18 | desk | \`test_0123456789abcdef\` | accepted |
| \`sale\` | 18 | ana | \`test_0123456789abcdef\` | **refused: OptOut** |
| \`cart\` |  |  |  | **not sent** |

- **desk is in the list left.csv** (\`pushplan.yaml:4\`, error PP534). Take it out.

The worst row of each campaign with stand-ins, as of commit \`abcdef012345\`. Test sends do not count as sent. Not tried, since a test is of few: \`more\`.
`,
  );
});

test('nothing has changed', () => {
  expect(formatTestsMarkdown(none)).toBe('#### Tested: nothing\n\nNo campaign differs from the base.\n');
});

test('names of testers and reasons are text, and what is too long for the comment is left out in whole rows', () => {
  const evil = '<!-- x --> | @all `';
  const shown = formatTestsMarkdown({
    ...none,
    tests: [aTest('sale', [{ name: evil, outcome: 'rejected', reason: evil }])],
  });
  expect(shown).not.toMatch(/<!--|@all/v);
  const rows = Array.from({ length: 20 }, (_, index) => {
    return { name: `phone-${index}`, outcome: 'accepted', reason: null } as const;
  });
  const long = formatTestsMarkdown({
    ...none,
    tests: Array.from({ length: 10 }, (_, index) => aTest(`${'long-'.repeat(19)}${index}`, rows)),
  });
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(longestTests);
  expect(long).toMatch(/_Left out here, for length: \d+ tests\. `pushplan ci test --json` shows all\._/v);
  const many = Array.from({ length: 500 }, (_, index) => `${'long-'.repeat(18)}${index}`);
  const untried = formatTestsMarkdown({ ...none, tests: [aTest('sale', rows)], untried: many });
  expect(Buffer.byteLength(untried)).toBeLessThanOrEqual(longestTests);
  expect(untried).toMatch(/Not tried, since a test is of few: .*long-9` and 490 more\.\n$/v);
});
