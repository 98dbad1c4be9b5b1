import { describe, expect, it } from 'vitest';
import { countsOf, guarded, limitsOf, resending, type GuardedParts } from '../../support/guarding.ts';

describe('max_recipients', () => {
  it('counts resends as recipients too', () => {
    const counts = { ...countsOf(60), rows: 120, resend: 60 };
    expect(limitsOf({ counts }, 'max_recipients')).toEqual(['no 120 of 100 at pushplan.yaml:2']);
  });
});

describe('max_invalid', () => {
  it('takes a share of the rows that the campaign is for, and a count as it is', () => {
    const campaign = { maxInvalid: { kind: 'count', count: 9 } } as const;
    const parts = { campaign, counts: countsOf(8, 2, 990) };
    expect(limitsOf(parts, 'max_invalid')).toEqual([
      'ok 2 of 9 at sale.campaign.yaml:1',
      'no 20% of 1% at pushplan.yaml:2',
    ]);
    expect(guarded(parts).blockers).toMatchObject([
      { code: 'PP302', message: 'sale has 2 invalid rows of 10 (20%), and max_invalid is 1%' },
    ]);
  });
});

it.each([
  [29, 71, 0.29],
  [7, 993, 0.7 / 100],
])('%i invalid rows beside %i valid ones are at the limit of %d', (invalid, send, share) => {
  const policy = { maxRecipients: 1000, maxInvalid: { kind: 'share', share } } as const;
  expect(guarded({ counts: countsOf(send, invalid), policy }).blockers).toEqual([]);
});

function growing(recipients: number, sentLast: number | undefined, maxGrowth = 2): GuardedParts {
  return { counts: countsOf(recipients), facts: { sentLast }, policy: { maxRecipients: 1_000_000, maxGrowth } };
}

describe('max_growth', () => {
  it.each([
    [200, 100, 'ok 2x of 2x at pushplan.yaml:2'],
    [201, 100, 'no 2.01x of 2x at pushplan.yaml:2'],
    [200_001, 100_000, 'no 2.01x of 2x at pushplan.yaml:2'],
    [30, 100, 'ok 0.3x of 2x at pushplan.yaml:2'],
    [0, 100, 'ok 0x of 2x at pushplan.yaml:2'],
    [3, 1, 'no 3x of 2x at pushplan.yaml:2'],
    [230, 100, 'ok 2.3x of 2.3x at pushplan.yaml:2', 2.3],
    [110, 100, 'ok 1.1x of 1.1x at pushplan.yaml:2', 1.1],
  ])('%i recipients after %i: %s', (recipients, sentLast, limit, maxGrowth = 2) => {
    expect(limitsOf(growing(recipients, sentLast, maxGrowth), 'max_growth')).toEqual([limit]);
  });

  it('is not checked in a first run', () => {
    expect(limitsOf(growing(500_000, undefined), 'max_growth')).toEqual([]);
  });

  it('counts resends, and applies the stricter of both limits', () => {
    const parts = { ...growing(0, 1000, 3), counts: resending(2500), campaign: { maxGrowth: 1.5 } };
    expect(limitsOf(parts, 'max_growth')).toEqual([
      'no 2.5x of 1.5x at sale.campaign.yaml:1',
      'ok 2.5x of 3x at pushplan.yaml:2',
    ]);
    expect(guarded(parts).blockers).toMatchObject([
      {
        code: 'PP307',
        file: 'sale.campaign.yaml',
        message: 'sale would be sent to 2,500 recipients, 2.5x the 1,000 of its last run, and max_growth is 1.5x',
      },
    ]);
  });
});

function shrinking(people: number, sentLast: number | undefined, maxShrink = 2): GuardedParts {
  return { counts: countsOf(people), facts: { sentLast }, policy: { maxRecipients: 1_000_000, maxShrink } };
}

describe('max_shrink', () => {
  it.each([
    [50, 100, 'ok 2x of 2x at pushplan.yaml:2'],
    [49, 100, 'no 2.05x of 2x at pushplan.yaml:2'],
    [200, 100, 'ok 0.5x of 2x at pushplan.yaml:2'],
    [0, 100, 'ok 100x of 2x at pushplan.yaml:2'],
    [100, 150, 'ok 1.5x of 1.5x at pushplan.yaml:2', 1.5],
  ])('%i people after %i: %s', (people, sentLast, limit, maxShrink = 2) => {
    expect(limitsOf(shrinking(people, sentLast, maxShrink), 'max_shrink')).toEqual([limit]);
  });

  it('is not checked in a first run, and counts people who already have it', () => {
    expect(limitsOf(shrinking(1, undefined), 'max_shrink')).toEqual([]);
    const counts = { ...countsOf(3), rows: 60, settled: 57 };
    expect(limitsOf({ ...shrinking(3, 100), counts, campaign: { maxShrink: 1.5 } }, 'max_shrink')).toEqual([
      'no 1.67x of 1.5x at sale.campaign.yaml:1',
      'ok 1.67x of 2x at pushplan.yaml:2',
    ]);
    expect(guarded(shrinking(10, 100)).blockers).toMatchObject([
      {
        code: 'PP333',
        message: 'the audience of sale has 10 people, and its last run had 100: 10x fewer, and max_shrink is 2x',
      },
    ]);
  });
});

describe('at_least', () => {
  it('counts the rows that the campaign is for, valid or not', () => {
    const parts = { campaign: { atLeast: 10 }, counts: countsOf(8, 2, 990) };
    expect(limitsOf(parts, 'at_least')).toEqual(['ok 10 of 10 at sale.campaign.yaml:1']);
    expect(guarded({ ...parts, counts: countsOf(8, 1, 990) }).blockers[0]).toMatchObject({
      code: 'PP329',
      message: 'the audience of sale has 9 rows, and at_least is 10',
    });
  });
});
