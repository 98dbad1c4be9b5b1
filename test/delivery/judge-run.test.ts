import { describe, expect, it } from 'vitest';
import { judgeRun } from '../../src/delivery/judge-run.ts';
import type { CampaignTotals, RunCampaign } from '../../src/delivery/ledger.ts';

const campaign: RunCampaign = {
  id: 'sale',
  file: 'sale.campaign.yaml',
  guarantee: 'at_most_once',
  priority: 'normal',
  abortIf: [],
  failOn: { refused: { kind: 'share', share: 0.4 }, rejected: { kind: 'count', count: 0 } },
  async: false,
  reportAttributes: [],
};

function totals(refused: number, rejected: number, accepted: number, left = 0): CampaignTotals {
  const buckets = { accepted, refused, rejected, in_doubt: 0, not_sent: left };
  const planned = accepted + refused + rejected + left;
  return { planned, buckets, refused: {}, rejected: {}, maybeTwice: 0, requests: 1, retries: 0 };
}

describe('fail_on', () => {
  it('is kept at the limit', () => {
    expect(judgeRun([campaign], [totals(40, 0, 60)])).toEqual([]);
  });

  it('is said with the count, the limit and the campaign above it', () => {
    expect(judgeRun([campaign], [totals(41, 2, 57)])).toMatchObject([
      {
        code: 'PP407',
        file: 'sale.campaign.yaml',
        message: 'sale: 41 of 100 were refused, and fail_on.refused is 40%',
      },
      { code: 'PP407', message: 'sale: 2 of 100 were rejected, and fail_on.rejected is 0' },
    ]);
  });

  it('takes shares of what was settled, not of what is left', () => {
    expect(judgeRun([campaign], [totals(5, 0, 5, 90)])).toHaveLength(1);
  });

  it('says nothing where a campaign has no limit', () => {
    expect(judgeRun([{ ...campaign, failOn: {} }], [totals(100, 100, 0)])).toEqual([]);
  });
});
