// The comment of a pull request about tests on phones: one table, harmless whatever is in it, and short enough.
import { expect, test } from 'vitest';
import type { TestDocument } from '../../../src/generated/test.ts';
import type { CiTestDocument } from '../../../src/generated/ci-test.ts';
import { formatTestsMarkdown, longestTests } from '../../../src/view/markdown/test-markdown.ts';

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

const none: CiTestDocument = {
  format_version: '1.0',
  environment: 'production',
  commit: null,
  tests: [],
  failed: [],
  untested: [],
  diagnostics: [],
};
const finding = {
  severity: 'error',
  code: 'PP534',
  message: 'desk is in the list left.csv',
  file: 'pushplan.yaml',
} as const;

test('if every campaign failed, the comment says that no test was sent', () => {
  const failed = [{ campaign: 'cart', file: 'cart.campaign.yaml', diagnostics: [] }];
  expect(formatTestsMarkdown({ ...none, failed }, 'all')).toContain(': no test was sent\n');
});

test('a row for each phone, what failed, and what was not tried', () => {
  const tests = [
    aTest('sale', [
      { name: 'desk', outcome: 'accepted', reason: null },
      { name: 'ana', outcome: 'refused', reason: 'OptOut' },
    ]),
  ];
  const failed = [
    {
      campaign: 'cart',
      file: 'cart.campaign.yaml',
      diagnostics: [{ ...finding, line: 4, column: 3, help: 'Take it out.' }],
    },
    { campaign: null, file: 'torn.campaign.yaml', diagnostics: [] },
  ];
  const all = { ...none, tests, failed, untested: ['more'], commit: 'abcdef0123456789' };
  expect(formatTestsMarkdown(all, 'stopped')).toBe(
    `#### Tested on phones in \`production\`: 1 of 2 tests accepted

| campaign | row | tester | request | outcome |
|---|--:|---|---|---|
| \`sale\` | 18 | desk | \`test_0123456789abcdef\` | accepted |
| \`sale\` | 18 | ana | \`test_0123456789abcdef\` | **refused: OptOut** |
| \`cart\` |  |  |  | **not sent** |
| \`torn.campaign.yaml\` |  |  |  | **not sent** |

- **desk is in the list left.csv** (\`pushplan.yaml:4\`, error PP534). Take it out.

The worst row of each campaign with stand-ins, as of commit \`abcdef012345\`. Test sends do not count as sent. Not tested: \`more\`.
`,
  );
});

test('nothing has changed', () => {
  expect(formatTestsMarkdown(none, 'all')).toBe('#### Tested: nothing\n\nNo campaign differs from the base.\n');
});

test('names of testers and reasons are plain text, and whole rows are left out if the comment is too long', () => {
  const evil = '<!-- x --> | @all `';
  const shown = formatTestsMarkdown(
    {
      ...none,
      tests: [aTest('sale', [{ name: evil, outcome: 'rejected', reason: evil }])],
    },
    'all',
  );
  expect(shown).not.toMatch(/<!--|@all/v);
  const rows = Array.from({ length: 20 }, (_, index) => {
    return { name: `phone-${index}`, outcome: 'accepted', reason: null } as const;
  });
  const long = formatTestsMarkdown(
    {
      ...none,
      tests: Array.from({ length: 10 }, (_, index) => aTest(`${'long-'.repeat(19)}${index}`, rows)),
    },
    'all',
  );
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(longestTests);
  expect(long).toMatch(/_Left out here, for length: \d+ tests\. `pushplan ci test --json` shows all\._/v);
  const many = Array.from({ length: 500 }, (_, index) => `${'long-'.repeat(18)}${index}`);
  const untested = formatTestsMarkdown({ ...none, tests: [aTest('sale', rows)], untested: many }, 'limit');
  expect(Buffer.byteLength(untested)).toBeLessThanOrEqual(longestTests);
  expect(untested).toMatch(/long-9` and 490 more\.\n$/v);
});

test('ten campaigns that were not tested are named, the others counted', () => {
  const tests = Array.from({ length: 10 }, (_, index) => aTest(`sale-${index}`, []));
  const untested = Array.from({ length: 1_012 }, (_, index) => `more-${index}`);
  const shown = formatTestsMarkdown({ ...none, tests, untested }, 'limit');
  expect(shown).toMatch(
    /Not tested, since a test covers 10 campaigns at most: `more-0`, .*`more-9` and 1,002 more\.$/mv,
  );
  expect(shown).not.toContain('more-10');
  const one = formatTestsMarkdown({ ...none, tests, untested: untested.slice(0, 11) }, 'limit');
  expect(one).toMatch(/`more-9` and 1 more\.$/mv);
});
