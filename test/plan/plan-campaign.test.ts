import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../src/campaign/campaign.ts';
import { payloadText } from '../../src/delivery/envelope.ts';
import { digestNotification, shortDigest } from '../../src/plan/digest.ts';
import { noHistory, type History, type Known } from '../../src/plan/history.ts';
import type { CampaignResult } from '../../src/plan/campaign-folds.ts';
import { planCampaign } from '../../src/plan/plan-campaign.ts';
import type { ToSend } from '../../src/plan/plan-block.ts';
import { aCampaign, rendererOf } from '../support/a-campaign.ts';
import { historyOf, sentOnce } from '../support/a-history.ts';
import type { Recipient } from '../../src/message/recipient.ts';

const parts = {
  columns: { items: 'json' },
  where: { optin: ['true'] },
  notification: {
    identifiers: { email: '{{email}}' },
    title: 'Hi {{name}}',
    image_url: 'https://img.example.com/a.jpg',
    advanced_push_payload: {
      advanced_push_type: 'carousel',
      advanced_push_items: {
        each: 'items',
        short: 'skip',
        item: { id: '{{@number}}', headline: '{{h}}', description: 'd', image_url: 'https://img.example.com/b.jpg' },
      },
    },
  },
} as const;
const columns = ['email', 'name', 'optin', 'items'];
const renderer = rendererOf(parts, columns);

function card(h: string): object {
  return { h };
}

function person(row: number, values: Readonly<Record<string, unknown>>): Recipient {
  const items = [card('a'), card('b'), card('c')];
  const all = { email: `p${row}@example.com`, name: 'Ana', optin: 'true', items, ...values };
  return { row, line: row + 1, values: Object.assign(Object.create(null), all) as Recipient['values'] };
}

async function* blocksOf(recipients: readonly Recipient[], size: number): AsyncGenerator<readonly Recipient[]> {
  for (let at = 0; at < recipients.length; at += size) yield recipients.slice(at, at + size);
}

async function plan(
  recipients: readonly Recipient[],
  {
    history = noHistory,
    resend = 'never',
    size = 2,
  }: { history?: History; resend?: Campaign['resend']; size?: number } = {},
): Promise<{ result: CampaignResult; sent: readonly ToSend[] }> {
  const sent: ToSend[] = [];
  const result = await planCampaign({
    campaign: { ...aCampaign(parts), resend },
    renderer,
    blocks: blocksOf(recipients, size),
    history,
    keep: async (notifications) => {
      sent.push(...notifications);
    },
  });
  return { result, sent };
}

function knowing(known: Readonly<Record<string, Known>>): History {
  return historyOf((key) => Object.entries(known).find(([email]) => key.includes(email))?.[1]);
}

describe('the walk over an audience', () => {
  it('counts every row in exactly one place, and keeps what is to be sent in file order', async () => {
    const { result, sent } = await plan([
      person(1, {}),
      person(2, { optin: 'false' }),
      person(3, { email: '' }),
      person(4, { email: 'P1@example.com' }),
      person(5, { items: [card('a')] }),
      person(6, {}),
    ]);
    expect(result.counts).toEqual({
      rows: 6,
      send: 2,
      resend: 0,
      retry: 0,
      deferred: 0,
      settled: 0,
      settled_earlier: 0,
      in_doubt: 0,
      removed: {
        invalid: 1,
        duplicate: 1,
        filtered: 1,
        short: 1,
        suppressed: 0,
        excluded: 0,
        resting: 0,
        capped: 0,
        holdout: 0,
        awaiting_winner: 0,
        outside_window: 0,
        late: 0,
      },
    });
    expect(sent.map(({ row, generation }) => [row, generation])).toEqual([
      [1, 0],
      [6, 0],
    ]);
    for (const one of sent) expect(one.digest).toBe(digestNotification('sale', one.key, payloadText(one)));
  });

  it('gives the same result whatever the size of the blocks', async () => {
    const people = Array.from({ length: 12 }, (_, index) => person(index + 1, { email: `p${index % 5}@example.com` }));
    const [one, all] = [await plan(people, { size: 1 }), await plan(people, { size: 12 })];
    expect(one).toEqual(all);
    expect(one.result.counts.removed.duplicate).toBe(7);
  });

  it('leaves the key of an invalid or short row to a later one', async () => {
    const short = person(1, { email: 'same@example.com', items: [] });
    const invalid = person(2, { email: 'same@example.com', items: [card(''), card(''), card('')] });
    const good = person(3, { email: 'same@example.com' });
    const { result, sent } = await plan([short, invalid, good, person(4, { email: 'same@example.com' })]);
    expect(sent.map(({ row }) => row)).toEqual([3]);
    expect(result.counts.removed).toMatchObject({ invalid: 1, duplicate: 1, filtered: 0, short: 1 });
  });

  it('checks the history before it renders, and does not send what is settled or in doubt', async () => {
    const history = knowing({ 'p1@': sentOnce('accepted'), 'p2@': { kind: 'in_doubt', generation: 0 } });
    // Row 1 would not render, but it was sent and is not checked again.
    const { result, sent } = await plan([person(1, { items: 'no list' }), person(2, {}), person(3, {})], { history });
    expect(result.counts).toMatchObject({ send: 1, settled: 1, in_doubt: 1, removed: { invalid: 0 } });
    expect(sent.map(({ row }) => row)).toEqual([3]);
  });

  it('resends only what has changed if the campaign says so', async () => {
    const { sent } = await plan([person(1, {})]);
    const same = shortDigest(sent[0]?.digest ?? '');
    const history = knowing({
      'p1@': sentOnce('accepted', same),
      'p2@': sentOnce('refused', same, 4),
    });
    const again = await plan([person(1, {}), person(2, {})], { history, resend: 'on_change' });
    expect(again.result.counts).toMatchObject({ settled: 1, settled_earlier: 0, resend: 1, send: 0 });
    expect(again.sent).toMatchObject([{ row: 2, generation: 5 }]);
  });

  it('counts people who had the text before their latest one', async () => {
    const { sent } = await plan([person(1, {})]);
    const same = shortDigest(sent[0]?.digest ?? '');
    const since: Known = { kind: 'accepted', generation: 1, digests: ['0'.repeat(32), same], got: true };
    const again = await plan([person(1, {}), person(2, {})], {
      history: knowing({ 'p1@': since }),
      resend: 'on_change',
    });
    expect(again.result.counts).toMatchObject({ rows: 2, settled: 1, settled_earlier: 1, resend: 0, send: 1 });
  });

  it('reports invalid rows by their lines, grouped by problem, and never shows their values', async () => {
    const people = Array.from({ length: 9 }, (_, index) => person(index + 1, { email: '', name: 'Secret Name' }));
    const { result } = await plan(people);
    expect(result.diagnostics).toHaveLength(1);
    const [finding] = result.diagnostics;
    expect(finding).toMatchObject({ severity: 'warning', code: 'PP221', file: 'audience.ndjson', line: 2 });
    expect(finding?.message).toContain('lines 2, 3, 4, 5, 6 and 4 more');
    expect(JSON.stringify(result)).not.toContain('Secret');
  });
});

describe('samples', () => {
  it('are the worst rows, one for each reason, as stand-ins', async () => {
    const cards = ['a', 'b', 'c', 'd'].map(card);
    const { result } = await plan([
      person(1, { name: 'Ana' }),
      person(2, { name: 'Maximiliana' }),
      person(3, { name: '' }),
      person(4, { items: cards }),
    ]);
    expect(result.samples.map(({ why, row }) => [why, row])).toEqual([
      ['longest_title', 2],
      ['emptiest', 3],
      ['most_cards', 4],
    ]);
    expect(JSON.stringify(result.samples)).not.toMatch(/Maximiliana|Ana|p[1-4]@/v);
  });

  it('do not show one row twice', async () => {
    const { result } = await plan([person(1, {})]);
    expect(result.samples.map(({ row }) => row)).toEqual([1]);
  });
});
