import { describe, expect, it } from 'vitest';
import { judgeRun } from '../../../src/delivery/stopping/judge-run.ts';
import type { CampaignTotals, RunCampaign } from '../../../src/delivery/ledger.ts';
import { insider } from '../../../src/insider/insider.ts';

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
  return { planned, buckets, refused: {}, rejected: {}, leftOut: {}, maybeTwice: 0, requests: 1, retries: 0 };
}

describe('fail_on', () => {
  it('allows exactly the limit', () => {
    expect(judgeRun([campaign], [totals(40, 0, 60)], insider)).toEqual([]);
  });

  it('is reported with the count, the limit and the campaign if it is exceeded', () => {
    expect(judgeRun([campaign], [totals(41, 2, 57)], insider)).toMatchObject([
      {
        code: 'PP407',
        file: 'sale.campaign.yaml',
        message: 'sale: 41 of 100 were refused, and fail_on.refused is 40%',
      },
      { code: 'PP407', message: 'sale: 2 of 100 were rejected, and fail_on.rejected is 0' },
    ]);
  });

  it('is reported in the singular for one', () => {
    const [finding] = judgeRun([campaign], [totals(0, 1, 99)], insider);
    expect(finding?.message).toBe('sale: 1 of 100 was rejected, and fail_on.rejected is 0');
  });

  it('shows a share as it was written', () => {
    const strict: RunCampaign = { ...campaign, failOn: { refused: { kind: 'share', share: 0.07 } } };
    const [finding] = judgeRun([strict], [totals(8, 0, 92)], insider);
    expect(finding?.message).toMatch(/ is 7%$/);
  });

  it('calculates shares from settled notifications, without those that are left', () => {
    expect(judgeRun([campaign], [totals(5, 0, 5, 90)], insider)).toHaveLength(1);
  });

  it('reports nothing for a campaign without totals', () => {
    expect(judgeRun([campaign], [], insider)).toEqual([]);
  });

  it('replaces the default completely, even if it sets only one of the two limits', () => {
    const lenient: RunCampaign = { ...campaign, failOn: { refused: { kind: 'share', share: 1 } } };
    expect(judgeRun([lenient], [{ ...totals(100, 0, 0), refused: { NoUserFound: 100 } }], insider)).toEqual([]);
    expect(judgeRun([lenient], [{ ...totals(0, 100, 0), rejected: { invalid_payload: 100 } }], insider)).toEqual([]);
  });
});

describe('without fail_on', () => {
  const plain: RunCampaign = { ...campaign, failOn: {} };

  function judgeOf(counts: Parameters<typeof totals>, reasons: Partial<CampaignTotals>) {
    return judgeRun([plain], [{ ...totals(...counts), ...reasons }], insider);
  }

  it.each([
    [
      'half for one reason',
      [10, 0, 10],
      { refused: { OptOut: 10 } },
      'sale: 10 of 20 were refused for one reason: OptOut',
    ],
    [
      'more than half, and others for another one',
      [250, 0, 50],
      { refused: { OptOut: 20, NoUserFound: 230 } },
      'sale: 230 of 300 were refused for one reason: NoUserFound',
    ],
    [
      'all rejected',
      [0, 20, 0, 5],
      { rejected: { invalid_payload: 20 } },
      'sale: all 20 were rejected (invalid_payload)',
    ],
  ] as const)('%s: the run fails', (_name, counts, reasons, message) => {
    expect(judgeOf([...counts], reasons)).toMatchObject([
      { severity: 'error', code: 'PP424', file: 'sale.campaign.yaml', message, help: expect.any(String) },
    ]);
  });

  it('the commands that it advises name the run', () => {
    const run = 'run_4k2m9x0c7bqd --env production';
    const adviceOn = (...given: Parameters<typeof totals>): string | null | undefined =>
      judgeRun([plain], [{ ...totals(...given), refused: { NoUserFound: given[2] } }], insider, run)[0]?.help;
    expect(adviceOn(0, 20, 0)).toContain(`pushplan resolve ${run} --rejected --reason TEXT`);
    expect(adviceOn(0, 0, 20)).toContain(`pushplan retry ${run} --only NoUserFound --reason TEXT`);
  });

  it.each([
    ['fewer than twenty', [19, 0, 0], { refused: { NoUserFound: 19 } }],
    ['less than half', [9, 0, 11], { refused: { OptOut: 9 } }],
    ['half, but for two different reasons', [10, 0, 10], { refused: { OptOut: 5, NoUserFound: 5 } }],
    ['all rejected but one', [0, 19, 1], { rejected: { invalid_payload: 19 } }],
    ['twenty, of whom two were not sent to', [9, 0, 9, 2], { refused: { OptOut: 9 } }],
  ] as const)('%s: the run does not fail', (_name, counts, reasons) => {
    expect(judgeOf([...counts], reasons)).toEqual([]);
  });

  it.each([
    ['InvalidCertificate', 'section Certificate'],
    ['NoUserFound', 'identifier'],
    ['OptOut', 'audience'],
    ['Unregistered', 'removed the app'],
    ['UserGloballyCapped', 'frequency cap'],
    ['NewReason', 'what the vendor says'],
  ])('reports what to do about %s', (reason, words) => {
    expect(judgeOf([20, 0, 0], { refused: { [reason]: 20 } })).toMatchObject([
      { help: expect.stringContaining(words) },
    ]);
  });
});
