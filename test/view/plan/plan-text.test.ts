import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { formatPlanJson } from '../../../src/view/plan/plan-json.ts';
import { formatPlanText } from '../../../src/view/plan/plan-text.ts';
import { plainStyle } from '../../../src/view/style.ts';
import { readWorkflowCommands } from '../../support/github-runner.ts';
import { logAttacks, naughtyStrings, terminalAttacks } from '../../support/naughty-strings.ts';
import { makePlan } from '../../support/sample-documents.ts';

const layout = { style: plainStyle, columns: 80 };

function sumLine(text: string): string {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.startsWith('Plan: '));
  const to = lines.findIndex((line) => line.startsWith('Seal: '));
  return lines
    .slice(from, to)
    .map((line) => line.trim())
    .join(' ');
}

test('a finding that belongs to no campaign is separate from the total', () => {
  const warning = { severity: 'warning', code: 'PP139', message: 'image_url is missing', help: 'Add it.' } as const;
  const text = formatPlanText(
    makePlan({ diagnostics: [{ ...warning, file: null, line: null, column: null }] }),
    layout,
    [],
  );
  expect(text).toContain('\n\nwarning PP139 image_url is missing\n  help: Add it.\n\nPlan: 41,230 to send');
});

test('a plan at 80 columns', () => {
  expect(formatPlanText(makePlan(), layout, ['pushplan apply plan.ppl'])).toMatchInlineSnapshot(`
    "Plan for production
    41,548 notifications to send in 2 campaigns, 318 of them again: 2,078 requests,
    about 2 min 5 s at the limit.

    + wishlist-sale                            campaigns/wishlist-sale.campaign.yaml
      + 41,230  to send, in 2,062 requests, about 2 min 4 s
      =  1,904  settled: sent before, or refused
      ?      3  in doubt or under way: see pushplan status
      -    508  removed: filtered by where
      -    201  removed: duplicate of an earlier row
      -     72  removed: invalid
        43,918  rows

      ╭ longest title, row 17
      │ Xxxxxxxx-Xxxxxxxx, your wishlist is 30% off
      │ 4 items, from €12.90
      ╰ 1 more sample: plan this file alone

      warning PP221 audiences/wishlist.csv:119:1 notification.identifiers: no
        identifier (rows 118, 9,204 and 70 more)
        help: These rows are left out.

    ~ order-update                              campaigns/order-update.campaign.yaml
      ~ 318  to resend: changed since they were sent, in 16 requests, about 1 s
      = 212  settled: sent before, or refused
        530  rows
      guarantee at_least_once: sent again if in doubt, so a few may get it twice

    Plan: 41,230 to send, 318 to resend, 2,116 settled, 3 in doubt, 781 removed of
          44,448 rows. 2,078 requests, about 2 min 5 s.
    Seal: pp1:3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d3f9a0c1d
    Next: pushplan apply plan.ppl
    "
  `);
});

test.each([60, 40, 24])('a plan at %i columns: nothing but the seal, commands and paths is wider', (columns) => {
  const { campaigns } = makePlan();
  const longer = campaigns.map((campaign) => ({ ...campaign, id: `${campaign.id}-${'that-goes-on'.repeat(4)}` }));
  // A single campaign shows all its samples.
  for (const shown of [campaigns, longer, campaigns.slice(0, 1), longer.slice(0, 1)]) {
    const text = formatPlanText(makePlan({ campaigns: shown }), { style: plainStyle, columns }, ['pushplan apply']);
    const lines = text.split('\n');
    expect(lines.filter((line) => stringWidth(line) > columns && !/^ +\S+\/\S+$/v.test(line))).toEqual([
      `Seal: ${makePlan().seal}`,
    ]);
    for (const { id, file } of shown) {
      expect(text.replaceAll(/\n {2}(?=\S)/gv, '')).toContain(id);
      expect(text.replaceAll(/\n {2}(?=\S)/gv, '')).toContain(file);
    }
  }
});

test('the numbers of the Plan line are those of the JSON', () => {
  const plan = makePlan();
  const line = sumLine(formatPlanText(plan, layout, []));
  const { totals } = JSON.parse(formatPlanJson(plan));
  const numbers = Array.from(line.matchAll(/[\d,]*\d/gv), ([number]) => Number(number.replaceAll(',', '')));
  expect(numbers.slice(0, 7)).toEqual([
    totals.send,
    totals.resend,
    totals.settled,
    totals.in_doubt,
    totals.removed,
    totals.rows,
    totals.requests,
  ]);
  expect(line).toMatch(/about 2 min 5 s\.$/v);
});

test('the figures of a campaign add up to its rows', () => {
  const lines = formatPlanText(makePlan(), layout, []).split('\n');
  const from = lines.findIndex((line) => line.startsWith('+ wishlist-sale'));
  const figures = lines
    .slice(from + 1)
    .map((line) => /^  [+~=?\- ] +(?<count>[\d,]+)  /v.exec(line)?.groups?.['count'])
    .map((count) => (count === undefined ? undefined : Number(count.replaceAll(',', ''))));
  const ofCampaign = figures.slice(0, figures.indexOf(undefined));
  const rows = ofCampaign.pop();
  expect(ofCampaign).toEqual([41_230, 1904, 3, 508, 201, 72]);
  expect(ofCampaign.reduce((sum = 0, count = 0) => sum + count, 0)).toBe(rows);
});

describe('what is shown only if it applies', () => {
  const [wishlist, order] = makePlan().campaigns;
  if (wishlist === undefined || order === undefined) throw new Error('the sample has two campaigns');

  test('guarantee at_least_once', () => {
    expect(formatPlanText(makePlan({ campaigns: [wishlist] }), layout, [])).not.toContain('guarantee');
    expect(formatPlanText(makePlan({ campaigns: [order] }), layout, [])).toContain('guarantee at_least_once');
  });

  test('priority high', () => {
    expect(formatPlanText(makePlan(), layout, [])).not.toContain('priority');
    const urgent = makePlan({ campaigns: [{ ...order, priority: 'high' }] });
    expect(formatPlanText(urgent, layout, [])).toContain('priority high: sent before campaigns of normal priority');
  });

  test('no ledger', () => {
    expect(formatPlanText(makePlan(), layout, [])).not.toContain('ledger');
    expect(formatPlanText(makePlan({ history: 'none' }), layout, [])).toContain('as if nothing had been sent yet');
  });

  test('an error blocks the plan: its campaign is marked and the end says so', () => {
    const error = {
      severity: 'error',
      code: 'PP301',
      message: 'wishlist-sale would be sent to 41,230 recipients, and max_recipients is 60',
      file: wishlist.file,
      line: 8,
      column: 17,
      help: 'Narrow the audience.',
    } as const;
    const text = formatPlanText(makePlan({ campaigns: [{ ...wishlist, diagnostics: [error] }] }), layout, []);
    expect(text).toMatch(/^! wishlist-sale/mv);
    expect(text).toContain('  error PP301 campaigns/wishlist-sale.campaign.yaml:8:17');
    expect(text).toContain('\nBlocked by 1 error: apply sends nothing of this plan.\n');
  });

  test('what changed', () => {
    const cause = { kind: 'campaign' as const, name: 'a.campaign.yaml', file: 'a.campaign.yaml', line: 3 };
    const changes = [{ path: 'notification.title', before: null, after: 'Sale', recipients: null, cause }];
    const text = formatPlanText(makePlan({ campaigns: [{ ...wishlist, changes }] }), layout, []);
    expect(text).toContain('\n  ~ notification.title (none) -> "Sale"\n');
  });

  test('a campaign with nothing to send', () => {
    const counts = { ...order.counts, resend: 0, settled: 530 };
    const text = formatPlanText(
      makePlan({ campaigns: [{ ...order, counts, requests: 0, eta_seconds: 0 }] }),
      layout,
      [],
    );
    expect(text).toMatch(/^= order-update .*\n  \+   0  to send\n  = 530  settled/mv);
  });
});

test('texts of a sample have no effect on a terminal or a log, and stay on the lines of the card', () => {
  const [wishlist] = makePlan().campaigns;
  if (wishlist === undefined) throw new Error('the sample has a campaign');
  for (const title of [...naughtyStrings, ...terminalAttacks, ...logAttacks]) {
    const samples = [{ why: 'first' as const, row: 1, notification: { title, message: title } }];
    const text = formatPlanText(
      makePlan({ campaigns: [{ ...wishlist, samples }] }),
      { style: plainStyle, columns: 40 },
      [],
    );
    expect(readWorkflowCommands(text)).toEqual([]);
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/v);
  }
});

test('the same plan gives the same bytes', () => {
  expect(formatPlanJson(makePlan())).toBe(formatPlanJson(structuredClone(makePlan())));
  expect(JSON.parse(formatPlanJson(makePlan()))).toEqual(makePlan());
});
