import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/generated/plan.ts';
import { formatPlanMarkdown } from '../../../src/view/markdown/plan-markdown.ts';
import { compared, makeError, makeReviewPlan } from '../../support/review-plan.ts';
import { makeCards, makePlan } from '../../support/sample-documents.ts';

const [wishlist, order] = makePlan().campaigns;
if (wishlist === undefined || order === undefined) throw new Error('the sample has two campaigns');

function firstLine(change: Partial<Plan>): string | undefined {
  return formatPlanMarkdown(makePlan(change)).split('\n')[0];
}

test('the whole comment', () => {
  expect(formatPlanMarkdown(makeReviewPlan())).toMatchInlineSnapshot(`
    "### Blocked: merging sends nothing until **1 error** is fixed.

    Environment \`production\`, compared with \`main\` (\`d4c3b2a1d4c3\`). 2 campaigns: 2 changed, 1 removed; 20 recipients join, 7 leave, the notification differs for 558 of those who stay. As it is, it would be **41,548** push notifications in about 2 minutes, **318** of them again.

    | campaign | change | send | resend | settled | in doubt | removed | joins, leaves | checks |
    |---|---|--:|--:|--:|--:|--:|--:|---|
    | \`order-update\` | **changed** | 0 | **318** | 212 | 0 | 0 | −4, 318 changed | **blocked**: 1 error, 1 warning |
    | \`wishlist-sale\` | **changed** | **41,230** | 0 | 1,904 | 3 | 781 | +20 −3, 240 changed | 1 warning |
    | \`old-sale\` | **removed** |  |  |  |  |  |  |  |
    | **all** |  | **41,230** | **318** | 2,116 | 3 | 781 |  |  |

    **guarantee at_least_once** (\`order-update\`): sent again if in doubt, so a few may get it twice.

    **Fetched audiences**

    - \`wishlist-sale\`, from \`audiences/wishlist.sql\`: 41,230 rows of 28 November 2026 (before: 40,112 rows of 21 November 2026), query changed, new column city, without column town, other type of column price
      \`\`\`diff
      - WHERE spent > 100
      + WHERE spent > 50
      \`\`\`

    > [!CAUTION]
    > **What blocks**
    >
    > - **order-update would be sent again to 318 recipients, and resend is not allowed** (\`campaigns/order-update.campaign.yaml:6\`, \`PP309\`)  
    >   Set resend: never, or plan with --allow resend.

    > [!WARNING]
    > **What to look at**
    >
    > - **the base cannot be read** (\`campaigns/order-update.campaign.yaml\`, \`PP163\`)
    > - **notification.identifiers: no identifier (rows 118, 9,204 and 70 more)** (\`wishlist-sale\`, \`audiences/wishlist.csv:119\`, \`PP221\`)  
    >   These rows are left out.

    <details open><summary><b>How it looks</b>: <code>wishlist-sale</code>, 4 samples</summary>

    |  | longest title, row 17 | emptiest, row 77 |
    |---|---|---|
    | title | **Loremipsu, your wishlist is 30% off** | **Your wishlist is 30% off** |
    | message | 4 items, from €12.90 | (empty) |
    | cards | 1: Keten gömlek, €49.90<br>2: Keten gömlek, €49.90<br>3: Keten gömlek, €49.90 |  |
    | opens | \`https://shop.example.com/sale\` |  |

    |  | most cards, row 20,411 | language tr, row 5 |
    |---|---|---|
    | title | **Loremipsu, your wishlist is 30% off** | **Loremipsu, your wishlist is 30% off** |
    | message | 4 items, from €12.90 | 4 items, from €12.90 |
    | cards | 1: Keten gömlek, €49.90<br>2: Keten gömlek, €49.90<br>3: Keten gömlek, €49.90 | 1: Keten gömlek, €49.90<br>2: Keten gömlek, €49.90<br>3: Keten gömlek, €49.90 |
    | opens | \`https://shop.example.com/sale\` | \`https://shop.example.com/sale\` |

    Values: \`price\` 1.30 to 899, median 49.90; \`saved\` 2 to 4,000, rounded outwards.

    </details>

    <details open><summary><b>What changes</b>: 5 changes</summary>

    **\`wishlist-sale\`** \`notification.title\`, because \`campaigns/wishlist-sale.campaign.yaml:14\` changed, 41,000 recipients:

    \`\`\`diff
    - Your wishlist
    + Your wishlist is 30% off
    \`\`\`

    **\`wishlist-sale\`** \`notification.message\`, because \`partials/footer.hbs:3\` changed, 240 recipients:

    \`\`\`diff
    - From €12.90
    + 4 items
    + from €12.90
    \`\`\`

    **\`wishlist-sale\`** \`notification.ttl\`, because \`campaigns/wishlist-sale.campaign.yaml:14\` changed:

    \`\`\`diff
    + 21600
    \`\`\`

    **\`wishlist-sale\`** \`audience.price\`, because values of \`price\` in \`audiences/wishlist.csv\` changed, 1 recipient.

    **\`wishlist-sale\`** \`audience\`, because rows of \`audiences/wishlist.csv\` changed.

    </details>

    <details><summary><b>Copy audit</b>: 3 findings</summary>

    | campaign | found | level | in | share | worst row | worst case |
    |---|---|---|--:|--:|--:|---|
    | \`wishlist-sale\` | links differ | **error** | 1 | 1% | 9 | iOS has none |
    | \`wishlist-sale\` | title cut, Android lock screen | warning | 3,112 | 8% | 20,411 | 47 of 61 characters are shown |
    | \`wishlist-sale\` | default steps in, first\\_name | info | 812 | 2% |  | Hello |

    </details>

    <details><summary><b>Who is left out, and why</b>: 2,900 rows</summary>

    | campaign | settled before | in doubt | filtered by where | duplicate | invalid | of rows |
    |---|--:|--:|--:|--:|--:|--:|
    | \`wishlist-sale\` | 1,904 | 3 | 508 | 201 | 72 | 43,918 |
    | \`order-update\` | 212 | 0 | 0 | 0 | 0 | 530 |

    </details>

    <details open><summary><b>Backtest</b>: 2026-10-30 07:00 UTC to 2026-11-29 07:00 UTC</summary>

    Of 12,000 notifications that people got, these caps and exclusions would have left out 1,120, to 960 people; those of the base 40, to 1 person. By the ledger: sends from the vendor's panel are not seen, nor are people whom plans left out. So it shows what stricter rules spare, and not what looser ones add.

    | campaign | cap or exclusion | sent | spared | spared by the base |
    |---|---|--:|--:|--:|
    | \`wishlist-sale\` | all | 3,000 | 1,120 | 40 |
    | \`wishlist-sale\` | \`cap of 1 promo in 24h\` |  | 1,120 |  |
    | \`wishlist-sale\` | \`cap of 2 promo in 24h\` |  |  | 40 |

    </details>

    <details open><summary><b>Guards</b>: 1 limit broken</summary>

    | campaign | guard | measured, limit | set at |
    |---|---|---|---|
    | \`wishlist-sale\` | \`max_growth\` | **2.4x > 2x** | \`pushplan.yaml:11\` |
    | \`wishlist-sale\` | \`max_recipients\` | 41,230 ≤ 60,000 | \`campaigns/wishlist-sale.campaign.yaml:8\` |
    | \`wishlist-sale\` | \`max_invalid\` | 0.2% ≤ 1% | \`pushplan.yaml\`, by default |

    </details>

    Seal \`pp1:3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d\` · environment \`production\` · base \`main\` (\`d4c3b2a1d4c3\`) · names in samples are stand-ins
    "
  `);
});

test.each([
  ['max_age', '2026-01-01', '24h', true, '2026-01-01, at most 24h old'],
  ['max_age', '2026-01-01', '24h', false, '**2026-01-01, more than 24h old**'],
  ['forbid', 'at_most_once', 'at_least_once', true, String.raw`at\_most\_once, not at\_least\_once`],
  ['forbid', 'at_least_once', 'at_least_once', false, String.raw`**at\_least\_once, forbidden**`],
  ['resend', '318', 'allowed', true, '318, allowed'],
  ['resend', '318', '0', false, '**318 > 0**'],
  ['max_recipients', '41230', '100000', true, '41,230 ≤ 100,000'],
])('the limit %s: %s of %s, %s', (guard, value, limit, passed, words) => {
  const limits = [{ guard, value, limit, file: 'pushplan.yaml', line: 2, passed }];
  const page = formatPlanMarkdown(makeReviewPlan({ campaigns: [{ ...order, limits }] }));
  expect(page).toContain(`| \`${guard}\` | ${words} | \`pushplan.yaml:2\` |`);
});

describe('the decision', () => {
  const totals = { ...makePlan().totals, send: 41_230, resend: 0, eta_seconds: 2520 };
  const blocked = { ...order, diagnostics: [makeError()] };
  test.each([
    ['sends', { totals }, '### Merging sends **41,230** push notifications in about 42 minutes.'],
    [
      'sends again',
      { totals: { ...totals, resend: 5 } },
      '### Merging sends **41,235** push notifications in about 42 minutes, **5** of them again.',
    ],
    [
      'sends one',
      { totals: { ...totals, send: 1, eta_seconds: 1 } },
      '### Merging sends **1** push notification in about 1 second.',
    ],
    [
      'sends for a long time',
      { totals: { ...totals, eta_seconds: 93_600 } },
      '### Merging sends **41,230** push notifications in about 1 day 2 hours.',
    ],
    [
      'has no ledger',
      { totals, history: 'none' as const },
      '### Merging sends at most **41,230** push notifications in about 42 minutes.',
    ],
    ['sends nothing', { totals: { ...totals, send: 0 } }, '### Merging sends **nothing**.'],
    ['is blocked', { campaigns: [blocked] }, '### Blocked: merging sends nothing until **1 error** is fixed.'],
    [
      'is blocked by two errors',
      { campaigns: [blocked], diagnostics: [makeError()] },
      '### Blocked: merging sends nothing until **2 errors** are fixed.',
    ],
  ])('%s', (_, change, line) => {
    expect(firstLine(change)).toBe(line);
  });

  test('a blocked plan says what it would send', () => {
    const markdown = formatPlanMarkdown(makePlan({ totals, campaigns: [blocked] }));
    expect(markdown).toContain('As it is, it would be **41,230** push notifications in about 42 minutes.');
  });
});

describe('what is shown only if it applies', () => {
  test('no ledger', () => {
    expect(formatPlanMarkdown(makePlan())).not.toContain('ledger');
    const unset = { ...makeError(), severity: 'warning', code: 'PP316' } as const;
    const markdown = formatPlanMarkdown(makePlan({ history: 'none', diagnostics: [unset] }));
    expect(markdown).not.toContain('PP316');
    expect(markdown).toContain('> [!WARNING]\n> **No ledger was looked at.**');
    expect(markdown.trimEnd().split('\n').at(-1)).toContain('no ledger was looked at');
  });

  test('without a base there is no column of changes, with one there is', () => {
    expect(formatPlanMarkdown(makePlan())).not.toMatch(/change|joins/v);
    const base = { ref: 'main', commit: 'd'.repeat(40), removed: [] };
    const markdown = formatPlanMarkdown(makePlan({ base, campaigns: [{ ...order, ...compared('new', 5, 0, 0) }] }));
    expect(markdown).toContain('| `order-update` | **new** | 0 | **318** | 212 | 0 | 0 | +5 | passed |');
    expect(markdown).toContain('compared with `main` (`dddddddddddd`). 1 campaign: 1 new; 5 recipients join.');
  });

  test('what was allowed', () => {
    expect(formatPlanMarkdown(makePlan({ allowed: ['resend'] }))).toContain(' · allowed: `resend` · ');
  });

  test('no campaigns', () => {
    const totals = {
      rows: 0,
      send: 0,
      resend: 0,
      retry: 0,
      deferred: 0,
      settled: 0,
      in_doubt: 0,
      removed: 0,
      requests: 0,
      eta_seconds: 0,
    };
    expect(formatPlanMarkdown(makePlan({ totals, campaigns: [] }))).toBe(
      [
        '### Merging sends **nothing**.',
        'Environment `production`. 0 campaigns.',
        `Seal \`${makePlan().seal}\` · environment \`production\` · names in samples are stand-ins\n`,
      ].join('\n\n'),
    );
  });
});

test('links that differ between the platforms are both shown', () => {
  const notification = {
    title: 'Sale',
    message: 'Now',
    android: { deep_link: { ins_dl_external: 'https://a.example.com' } },
    ios: { deep_link: { ins_dl_url_scheme: 'shop://sale' } },
  };
  const campaign = { ...wishlist, samples: [{ why: 'first' as const, row: 1, notification }] };
  expect(formatPlanMarkdown(makePlan({ campaigns: [campaign] }))).toContain(
    '| opens | Android: `https://a.example.com`<br>iOS: `shop://sale` |',
  );
});

test('blocked campaigns come first in the table, unchanged ones last, and samples of unchanged campaigns after all others', () => {
  const base = { ref: 'main', commit: 'd'.repeat(40), removed: [] };
  const campaigns = [
    { ...wishlist, ...compared('unchanged', 0, 0, 0), id: 'same' },
    { ...wishlist, ...compared('changed', 0, 0, 1), id: 'other' },
    { ...wishlist, ...compared('changed', 0, 0, 1), id: 'bad', diagnostics: [makeError()] },
  ];
  const markdown = formatPlanMarkdown(makePlan({ base, campaigns }));
  const rows = Array.from(
    markdown.matchAll(/^\| `(?<id>\w+)` \| \**(?:un)?changed/gmv),
    (match) => match.groups?.['id'],
  );
  expect(rows).toEqual(['bad', 'other', 'same']);
  const samples = Array.from(markdown.matchAll(/looks<\/b>: <code>(?<id>\w+)/gv), (match) => match.groups?.['id']);
  expect(samples).toEqual(['bad', 'other', 'same']);
});

test('the same plan gives the same bytes', () => {
  expect(formatPlanMarkdown(makeReviewPlan())).toBe(formatPlanMarkdown(structuredClone(makeReviewPlan())));
});

test.each([
  [6, /6: Xxxxx 6, €00\.00 \|/v],
  [20, /6: Xxxxx 6, €00\.00<br>and 14 more \|/v],
])('of %i cards, the first six and the number of others are shown', (count, pattern) => {
  const notification = { title: 'Xxx', advanced_push_payload: { advanced_push_items: makeCards(count) } };
  const samples = [{ why: 'most_cards' as const, row: 1, notification }];
  expect(formatPlanMarkdown(makePlan({ campaigns: [{ ...wishlist, samples }] }))).toMatch(pattern);
});
