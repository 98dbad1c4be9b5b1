import { expect, test } from 'vitest';
import { formatCount } from '../../../src/numbers.ts';
import { formatRefusalHtml } from '../../../src/view/pages/findings-html.ts';
import { formatPlanHtml } from '../../../src/view/pages/plan-html.ts';
import { describeLock } from '../../../src/view/plan/lock-words.ts';
import { readWorkflowCommands } from '../../support/github-runner.ts';
import { logAttacks, naughtyStrings, terminalAttacks } from '../../support/naughty-strings.ts';
import { listElements, pageTextOf, readHtml } from '../../support/read-html.ts';
import { makeReviewPlan, replaceTexts } from '../../support/review-plan.ts';
import { makePlan } from '../../support/sample-documents.ts';

const plan = makeReviewPlan();

test('the title says what is blocked; figures, changes, guards and samples are there', () => {
  const text = pageTextOf(formatPlanHtml(plan));
  expect(text).toContain('Blocked by 1 error: nothing of this plan is sent');
  for (const campaign of plan.campaigns) {
    expect(text).toContain(campaign.id);
    for (const { path } of campaign.changes) expect(text).toContain(path);
    for (const { guard } of campaign.limits) expect(text).toContain(guard);
    for (const { notification } of campaign.samples) expect(text).toContain(notification['title']);
  }
  expect(text).toContain(plan.seal);
  expect(text).toContain('Set resend: never, or plan with --allow resend.');
});

test('changes have a column of recipients if some are counted, and no cell of it is empty', () => {
  const changed = (...recipients: readonly (number | null)[]): string => {
    const campaigns = plan.campaigns.slice(0, 1).map((campaign) => ({
      ...campaign,
      changes: recipients.flatMap((count) =>
        campaign.changes.slice(0, 1).map((one) => ({ ...one, recipients: count })),
      ),
    }));
    const text = pageTextOf(formatPlanHtml({ ...plan, campaigns }));
    return /What changes: .*?after\n(?<rest>.*?)Guards:/sv.exec(text)?.groups?.['rest'] ?? '';
  };
  const [some, none] = [changed(1_240, null), changed(null, null)];
  expect(some).toMatch(/^recipients\n.*^1,240\n.*^not counted\n/msv);
  expect(none).not.toMatch(/recipients|counted/v);
  expect(none).toContain(plan.campaigns[0]?.changes[0]?.path);
});

test('a plan that sends says how many, and without a ledger "at most"', () => {
  const simple = makePlan();
  const all = formatCount(simple.totals.send + simple.totals.resend);
  expect(pageTextOf(formatPlanHtml({ ...simple, history: 'ledger', diagnostics: [] }))).toContain(
    `${all} notifications to send, in about`,
  );
  const blind = pageTextOf(formatPlanHtml({ ...simple, history: 'none', diagnostics: [] }));
  expect(blind).toContain(`At most ${all} notifications to send`);
  expect(blind).toContain('No ledger was looked at:');
  const nobody = { ...simple, campaigns: [], totals: { ...simple.totals, send: 0, resend: 0 }, diagnostics: [] };
  expect(pageTextOf(formatPlanHtml(nobody))).toContain('Nothing to send');
});

test('retries and deferred notifications count, and a draft and what a review approves are shown', () => {
  const { totals, campaigns } = makePlan();
  const [first, second] = campaigns;
  if (first === undefined || second === undefined) throw new Error('there are two campaigns');
  const timetable = [{ due: '2026-12-01T10:00:00Z', done_by: '2026-12-01T10:20:00Z', zone: 'UTC', count: 9 }];
  const counts = { ...first.counts, send: 0, retry: 5, deferred: 9 };
  const rollout = [{ share: 1, send: 5, deferred: 0, requests: 1, eta_seconds: 1, pause: 'manual' }];
  const later = makePlan({
    totals: { ...totals, send: 0, resend: 0, retry: 5, deferred: 9 },
    campaigns: [
      { ...first, counts, timetable, rollout, content: { sha256: 'a'.repeat(64), parts: [], newcomers: '20' } },
      { ...second, draft: true, samples: [] },
    ],
  });
  const text = pageTextOf(formatPlanHtml(later));
  for (const words of [
    '5 notifications to send, in about 2 minutes, 9 more deferred',
    'retry\ndeferred\nsettled',
    '2026-12-01 10:00 to 10:20 UTC\n9',
    'to 1%, 5 people in 1 request, about 1 s; then a pause until somebody ends it',
    'Draft: checked, and nothing of it is planned or sent.',
    'Approves the content of wishlist-sale (new people: at most 20)',
  ]) {
    expect(text).toContain(words);
  }
  const waiting = makePlan({ totals: { ...totals, send: 0, resend: 0, deferred: 9 } });
  expect(pageTextOf(formatPlanHtml(waiting))).toContain('Nothing to send now, 9 deferred');
});

test('shows arms, languages and terms with the figures of the plan', () => {
  const [first] = plan.campaigns;
  if (first === undefined) throw new Error('the plan has no campaign');
  const text = pageTextOf(
    formatPlanHtml({
      ...plan,
      campaigns: [
        {
          ...first,
          guarantee: 'at_least_once',
          async: true,
          arms: [
            { name: 'A', camp_id: 501, send: 1_893, deferred: 0 },
            { name: 'B', camp_id: 502, send: 920, deferred: 7 },
          ],
          locales: [{ locale: 'tr-CY', texts: 'tr', fallback: false, send: 15, deferred: 5, missing: 2, title_cut: 0 }],
          tables: [],
          counts: { ...first.counts, settled: 9, settled_earlier: 4 },
          lists: [{ name: 'optouts.csv', removed: 3, entries: 1_200, age: null }],
          often: [{ rule: 'policy.caps[0]', met: 1_120, full: 96 }],
          period: { name: 'day 2026-12-01', begins: '2026-12-01T00:00:00Z', ends: '2026-12-02T00:00:00Z' },
        },
      ],
    }),
  );
  expect(text).toMatch(/2 arms\s+A: 1,893 to send, camp_id 501\s+B: 920 to send, 7 later, camp_id 502/v);
  expect(text).toMatch(/1 language\s+tr-CY: 10 to send, 5 later, texts: those of tr; 2 left out: no texts/v);
  expect(text).toContain('guarantee at_least_once: sent again if in doubt');
  expect(text).toContain('4 of those settled were sent this very text before their last one');
  expect(text).toMatch(/list optouts\.csv removes 3 rows; it has 1,200 entries and is of unknown age/v);
  expect(text).toContain('policy.caps[0]: 1,120 got what it counts, 96 are left out');
  expect(text).toContain('Sent once in each period, now in period day 2026-12-01, until');
  expect(text).toContain('async: refusals will not be known');
});

/** The targets of links, and the ids that they may lead to. */
function anchorsIn(page: string): { readonly links: readonly string[]; readonly ids: readonly string[] } {
  const attributes = listElements(readHtml(page)).map((element) => element.attributes);
  return {
    links: attributes.flatMap(({ href }) => (href === undefined ? [] : [href])),
    ids: attributes.flatMap(({ id }) => (id === undefined ? [] : [id])),
  };
}

test('with several campaigns, the table leads to each of them, and each leads back', () => {
  const { links, ids } = anchorsIn(formatPlanHtml(plan));
  expect(links).toEqual(['#campaign-wishlist-sale', '#campaign-order-update', '#campaigns', '#campaigns']);
  expect(ids).toEqual(expect.arrayContaining(links.map((link) => link.slice(1))));
  expect(new Set(ids).size).toBe(ids.length);
  const one = formatPlanHtml({ ...plan, campaigns: plan.campaigns.slice(0, 1) });
  expect(anchorsIn(one).links).toEqual([]);
  expect(listElements(readHtml(one)).filter(({ name }) => name === 'nav')).toEqual([]);
});

test('shows the priority and the lock of a campaign, and the lock of one whose data is not here', () => {
  const [first, second] = plan.campaigns;
  if (first?.lock === undefined || second === undefined) throw new Error('the first campaign has a lock');
  const show = (campaigns: typeof plan.campaigns, unseen?: typeof plan.unseen): string =>
    pageTextOf(formatPlanHtml({ ...plan, campaigns, ...(unseen && { unseen }) }));
  const text = show([{ ...first, priority: 'high' }, second]);
  expect(text).toContain('Priority high: sent before campaigns of normal priority.');
  expect(text).toContain(`Locked: ${describeLock(first.lock)}, from .`);
  expect(text).toContain(first.lock.source);
  for (const line of first.lock.query_diff) expect(text).toContain(`${line.sign} ${line.text}`);

  expect(show([second])).not.toMatch(/Priority|Locked|in the query/v);
  expect(show([{ ...second, priority: 'high', draft: true }])).not.toContain('Priority');

  const unseen = { id: 'vip', camp_id: 3, file: 'vip.campaign.yaml', counts: null, lock: first.lock, diagnostics: [] };
  const without = show([second], [unseen]);
  expect(without).toContain(`its people were not looked at. Locked: ${describeLock(first.lock)}, from .`);
  for (const line of first.lock.query_diff) expect(without).toContain(`${line.sign} ${line.text}`);
});

test('no text of a plan has an effect in the page', () => {
  const attacks = [...naughtyStrings, ...terminalAttacks, ...logAttacks];
  const allowed = new Set(
    [
      'html head meta title style body main h1 h2 h3 p b i br span bdi div code section figure figcaption svg path form',
      'fieldset legend label input dl dt dd mark details summary table tr th td ul li nav a pre',
    ].flatMap((names) => names.split(' ')),
  );
  for (let start = 0; start < attacks.length; start += 20) {
    const page = formatPlanHtml(replaceTexts(plan, (place) => attacks[(start + place) % attacks.length] ?? ''));
    const elements = listElements(readHtml(page));
    expect(elements.filter(({ name }) => !allowed.has(name))).toEqual([]);
    expect(
      elements.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => /^(?:src|style|on)/v.test(name)),
    ).toEqual([]);
    const { links, ids } = anchorsIn(page);
    expect(links.filter((link) => !ids.includes(link.slice(1)) || !/^#[a-z0-9._\-]+$/v.test(link))).toEqual([]);
    expect(readWorkflowCommands(page)).toEqual([]);
  }
});

test('if there is no plan, the page shows what is wrong', () => {
  const finding = {
    severity: 'error',
    code: 'PP101',
    message: 'not <b>valid</b>',
    file: 'a.yaml',
    line: 3,
    column: 1,
  } as const;
  const text = pageTextOf(formatRefusalHtml([finding]));
  expect(text).toContain('There is no plan until 1 error is fixed.');
  expect(text).toContain('not <b>valid</b>');
  expect(text).toContain('a.yaml:3');
});
