// A plan that contains everything a reviewer may see, and the same plan with other texts in all places.
import type { CampaignPlan, Change, Diagnostic, Plan } from '../../src/generated/plan.ts';
import { makePlan } from './sample-documents.ts';

type Cause = Change['cause'];

const file = 'campaigns/wishlist-sale.campaign.yaml';
const ofCampaign: Cause = { kind: 'campaign', name: file, file, line: 14 };
const ofPartial: Cause = { kind: 'partial', name: 'footer', file: 'partials/footer.hbs', line: 3 };
const ofColumn: Cause = { kind: 'column', name: 'price', file: 'audiences/wishlist.csv', line: null };
const ofRows: Cause = { kind: 'audience', name: 'wishlist', file: 'audiences/wishlist.csv', line: null };

const link = { ins_dl_internal: 'https://shop.example.com/sale' };
const card = { id: 1, headline: 'Keten gömlek', description: '€49.90', image_url: 'https://img.example.com/1.jpg' };

export function makeError(): Diagnostic {
  return {
    severity: 'error',
    code: 'PP309',
    message: 'order-update would be sent again to 318 recipients, and resend is not allowed',
    file: 'campaigns/order-update.campaign.yaml',
    line: 6,
    column: 9,
    help: 'Set resend: never, or plan with --allow resend.',
  };
}

export function makeReviewPlan(change: Partial<Plan> = {}): Plan {
  const plan = makePlan();
  const [wishlist, order] = plan.campaigns;
  if (wishlist === undefined || order === undefined) throw new Error('the sample has two campaigns');
  return {
    ...plan,
    base: {
      ref: 'main',
      commit: 'd4c3b2a1'.repeat(5),
      removed: [{ id: 'old-sale', file: 'campaigns/old-sale.campaign.yaml' }],
    },
    campaigns: [reviewed(wishlist), { ...order, ...compared('changed', 0, 4, 318), diagnostics: [makeError()] }],
    backtest: {
      from: '2026-10-30T07:00:00Z',
      to: '2026-11-29T07:00:00Z',
      sent: 12_000,
      spared: 1_120,
      people: 960,
      base: { spared: 40, people: 1 },
      campaigns: [
        {
          id: 'wishlist-sale',
          sent: 3_000,
          spared: 1_120,
          base_spared: 40,
          rules: [
            { rule: 'cap of 1 promo in 24h', spared: 1_120, base_spared: null },
            { rule: 'cap of 2 promo in 24h', spared: null, base_spared: 40 },
          ],
        },
      ],
    },
    diagnostics: [
      {
        ...makeError(),
        severity: 'warning',
        code: 'PP163',
        message: 'the base cannot be read',
        help: null,
        line: null,
      },
    ],
    ...change,
  };
}

export function compared(
  status: NonNullable<CampaignPlan['comparison']>['status'],
  joins: number,
  leaves: number,
  changed: number,
): Pick<CampaignPlan, 'comparison'> {
  return {
    comparison: { status, joins, leaves, stays: 41_000, changed, send_before: 41_210, resend_before: 0 },
  };
}

function reviewed(campaign: CampaignPlan): CampaignPlan {
  const notification = {
    title: 'Loremipsu, your wishlist is 30% off',
    message: '4 items, from €12.90',
    advanced_push_payload: { advanced_push_type: 'carousel', advanced_push_items: [card, card, card] },
    android: { deep_link: link },
    ios: { deep_link: link },
  };
  return {
    ...campaign,
    ...compared('changed', 20, 3, 240),
    lock: {
      rows: 41_230,
      fetched_at: '2026-11-28T06:00:00Z',
      source: 'audiences/wishlist.sql',
      query: 'changed',
      was: { rows: 40_112, fetched_at: '2026-11-21T06:00:00Z' },
      columns: { added: ['city'], removed: ['town'], retyped: ['price'] },
      query_diff: [
        { sign: '-', text: 'WHERE spent > 100' },
        { sign: '+', text: 'WHERE spent > 50' },
        { sign: ' ', text: 'ORDER BY email' },
      ],
    },
    samples: [
      { why: 'longest_title', row: 17, notification },
      { why: 'emptiest', row: 77, notification: { title: 'Your wishlist is 30% off', message: '' } },
      { why: 'most_cards', row: 20_411, notification },
      { why: 'language', row: 5, language: 'tr', notification },
    ],
    changes: [
      {
        path: 'notification.title',
        before: 'Your wishlist',
        after: 'Your wishlist is 30% off',
        recipients: 41_000,
        cause: ofCampaign,
      },
      {
        path: 'notification.message',
        before: 'From €12.90',
        after: '4 items\nfrom €12.90',
        recipients: 240,
        cause: ofPartial,
      },
      { path: 'notification.ttl', before: null, after: 21_600, recipients: null, cause: ofCampaign },
      { path: 'audience.price', before: null, after: null, recipients: 1, cause: ofColumn },
      { path: 'audience', before: null, after: null, recipients: null, cause: ofRows },
    ],
    limits: [
      { guard: 'max_recipients', value: '41230', limit: '60000', file, line: 8, passed: true },
      { guard: 'max_invalid', value: '0.2%', limit: '1%', file: 'pushplan.yaml', line: null, passed: true },
      { guard: 'max_growth', value: '2.4x', limit: '2x', file: 'pushplan.yaml', line: 11, passed: false },
    ],
    audit: [
      {
        check: 'default_used',
        surface: 'first_name',
        level: 'info',
        count: 812,
        of: 41_230,
        worst_row: null,
        detail: 'Hello',
      },
      {
        check: 'title_cut',
        surface: 'Android lock screen',
        level: 'warn',
        count: 3112,
        of: 41_230,
        worst_row: 20_411,
        detail: '47 of 61 characters are shown',
      },
      {
        check: 'links_differ',
        surface: null,
        level: 'error',
        count: 1,
        of: 41_230,
        worst_row: 9,
        detail: 'iOS has none',
      },
    ],
    bounds: [
      { column: 'price', kind: 'number', recipients: 41_230, exact: true, least: 1.3, middle: 49.9, greatest: 899 },
      { column: 'saved', kind: 'number', recipients: 41_000, exact: false, least: 2, middle: null, greatest: 4000 },
    ],
  };
}

/** Keys whose values are fixed words of the schema. */
const ourWords = new Set([
  'format_version',
  'history',
  'guarantee',
  'status',
  'kind',
  'check',
  'level',
  'why',
  'severity',
  'query',
  'sign',
  'from',
  'to',
]);

/** Returns the same value with other texts: `textAt` is called with 0 for the first text, and so on. */
export function replaceTexts<T>(value: T, textAt: (place: number) => string): T {
  let place = 0;
  const replaceIn = (inner: unknown, key: string): unknown => {
    if (typeof inner === 'string') return ourWords.has(key) ? inner : textAt(place++);
    if (Array.isArray(inner)) return inner.map((item) => replaceIn(item, key));
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, item]) => [name, replaceIn(item, name)]));
  };
  return replaceIn(value, '') as T;
}
