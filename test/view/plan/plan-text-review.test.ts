// The text of a plan that is compared, limited and audited.
import { expect, test } from 'vitest';
import type { CampaignPlan } from '../../../src/generated/plan.ts';
import { formatPlanMarkdown } from '../../../src/view/markdown/plan-markdown.ts';
import { formatPlanText } from '../../../src/view/plan/plan-text.ts';
import { plainStyle } from '../../../src/view/style.ts';
import { compared, makeReviewPlan } from '../../support/review-plan.ts';

const layout = { style: plainStyle, columns: 80 };
const wishlist = firstCampaign();

function firstCampaign(): CampaignPlan {
  const [first] = makeReviewPlan().campaigns;
  if (first === undefined) throw new Error('the sample has campaigns');
  return first;
}

function show(change: Partial<CampaignPlan>): string {
  return formatPlanText(
    makeReviewPlan({ campaigns: [{ ...wishlist, samples: [], diagnostics: [], ...change }], diagnostics: [] }),
    layout,
    [],
  );
}

test('shows changes with their cause, limits that are near, counts of the audit, and removed campaigns', () => {
  expect(show({})).toMatchInlineSnapshot(`
    "Plan for production, compared with main (d4c3b2a1d4c3)
    41,548 notifications to send in 1 campaign, 318 of them again: 2,078 requests,
    about 2 min 5 s at the limit.

    + wishlist-sale                            campaigns/wishlist-sale.campaign.yaml
      + 41,230  to send, in 2,062 requests, about 2 min 4 s
      =  1,904  settled: sent before, or refused
      ?      3  in doubt or under way: see pushplan status
      -    508  removed: filtered by where
      -    201  removed: duplicate of an earlier row
      -     72  removed: invalid
        43,918  rows
      locked: 41,230 rows of 28 November 2026 (before: 40,112 rows of 21 November
      2026), query changed, new column city, without column town, other type of
      column price, from audiences/wishlist.sql
        - WHERE spent > 100
        + WHERE spent > 50
          ORDER BY email
      changed: 20 join, 3 leave, the notification differs for 240 of 41,000 who stay
      ~ notification.title "Your wishlist" -> "Your wishlist is 30% off"
        because campaigns/wishlist-sale.campaign.yaml:14 changed, 41,000 recipients
      ~ notification.message "From €12.90" -> "4 items\\nfrom €12.90"
        because partials/footer.hbs:3 changed, 240 recipients
      ~ notification.ttl (none) -> 21600
        because campaigns/wishlist-sale.campaign.yaml:14 changed
      ~ audience.price
        because values of price in audiences/wishlist.csv changed, 1 recipient
      and 1 more change: see --format markdown
      copy default steps in, first_name: 812 of 41,230 (2%): Hello
      values price 1.30 to 899, median 49.90
      values saved 2 to 4,000, rounded outwards

    - old-sale (campaigns/old-sale.campaign.yaml)
      removed: nothing is sent for it any more

    Backtest, 2026-10-30 07:00 UTC to 2026-11-29 07:00 UTC
      Of 12,000 notifications that people got, these caps and exclusions would have
      left out 1,120, to 960 people; those of the base 40, to 1 person.
      wishlist-sale: 1,120 of 3,000, 40 with the base
        cap of 1 promo in 24h: 1,120
        cap of 2 promo in 24h: only in the base: 40
      By the ledger: sends from the vendor's panel are not seen, nor are people whom
      plans left out. So it shows what stricter rules spare, and not what looser
      ones add.

    Plan: 41,230 to send, 318 to resend, 2,116 settled, 3 in doubt, 781 removed of
          44,448 rows. 2,078 requests, about 2 min 5 s.
    Seal: pp1:3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d
    "
  `);
});

test.each([
  ['new', 41_230, 0, 0, '  new: 41,230 join\n'],
  ['changed', 1, 1, 1, '  changed: 1 joins, 1 leaves, the notification differs for 1 of 41,000 who stay\n'],
  ['unchanged', 0, 0, 0, '  unchanged\n'],
  ['unknown', 0, 0, 0, '  unknown what changes\n'],
] as const)('%s', (status, joins, leaves, changed, line) => {
  expect(show(compared(status, joins, leaves, changed))).toContain(line);
});

test('many changes are counted, and long values are cut where they differ', () => {
  const [change] = wishlist.changes;
  if (change === undefined) throw new Error('the sample has changes');
  const long = 'a'.repeat(10_000);
  const changes = Array.from({ length: 9 }, () => ({ ...change, before: `${long}b`, after: `${long}c` }));
  const text = show({ changes });
  expect(text).toContain('  and 5 more changes: see --format markdown\n');
  expect(text.length).toBeLessThan(6000);
  expect(text).toMatch(/b" -> \(9,951\s+characters\s+before\)…/v);
});

test.each([
  ['54,000', '60,000', true],
  ['53,999', '60,000', false],
  ['1.9x', '2x', true],
  ['0.9%', '1%', true],
  ['23 h', '1 d', false],
  ['20 h', '22 h', true],
  ['many', 'more', false],
])('%s of %s is near: %s', (value, limit, isNear) => {
  const limits = [{ guard: 'some_guard', value, limit, file: 'pushplan.yaml', line: 3, passed: true }];
  const line = `  near some_guard: ${value} of ${limit}, set in pushplan.yaml:3\n`;
  expect(show({ limits }).includes(line)).toBe(isNear);
});

test('every file is named by its path from the folder of the reader', () => {
  const plan = makeReviewPlan({ campaigns: [{ ...wishlist, samples: [], diagnostics: [] }] });
  const text = formatPlanText(plan, { ...layout, folder: 'push/' }, []);
  expect(text).toContain('because push/campaigns/wishlist-sale.campaign.yaml:14 changed');
  expect(text).toContain('because push/partials/footer.hbs:3 changed');
});

test('a commit that is named by its own digits is not named twice', () => {
  const base = { ref: 'd4c3b2a', commit: 'd4c3b2a1d4c3b2a1d4c3b2a1d4c3b2a1d4c3b2a1', removed: [] };
  const plan = makeReviewPlan({ base });
  expect(formatPlanText(plan, layout, [])).toContain('Plan for production, compared with d4c3b2a1d4c3\n');
  expect(formatPlanMarkdown(plan)).toContain('compared with `d4c3b2a1d4c3`. ');
});
