// What the policy can forbid: a guarantee, and an unusual number of cards.
import { describe, expect, it } from 'vitest';
import type { AdvancedPushItems } from '../../../src/generated/campaign.ts';
import { aCampaign } from '../../support/a-campaign.ts';
import { countsOf, guarded, limitsOf, type GuardedParts } from '../../support/guarding.ts';

describe('forbid: [at_least_once]', () => {
  const policy = { forbid: ['at_least_once'] } as const;
  const campaign = { guarantee: 'at_least_once' } as const;

  it('blocks a guarantee that the policy does not allow, with both places', () => {
    expect(guarded({ campaign, policy }).blockers).toMatchObject([
      {
        code: 'PP306',
        severity: 'error',
        file: 'sale.campaign.yaml',
        message: 'sale has guarantee: at_least_once, which policy.forbid at pushplan.yaml:3 does not allow',
      },
    ]);
    expect(limitsOf({ campaign, policy }, 'forbid')).toEqual(['no at_least_once of at_least_once at pushplan.yaml:3']);
  });

  it('passes if nothing is sent, and for the other guarantee', () => {
    expect(limitsOf({ campaign, policy, counts: countsOf(0) }, 'forbid')).toEqual([
      'ok at_least_once of at_least_once at pushplan.yaml:3',
    ]);
    expect(limitsOf({ policy }, 'forbid')).toEqual(['ok at_most_once of at_least_once at pushplan.yaml:3']);
  });

  it('is not measured if it is not forbidden', () => {
    expect(limitsOf({ campaign }, 'forbid')).toEqual([]);
    expect(limitsOf({ campaign, policy: { forbid: ['public_columns'] } }, 'forbid')).toEqual([]);
  });
});

describe('forbid: [cards]', () => {
  const card = { id: 1, headline: 'a', description: 'b', image_url: 'https://img.example.com/a.jpg' };
  const policy = { forbid: ['cards'] } as const;

  function withCards(items: AdvancedPushItems): GuardedParts {
    const payload = { advanced_push_type: 'slider', advanced_push_items: items };
    return { campaign: aCampaign({ notification: { advanced_push_payload: payload } }), policy };
  }

  it.each([
    ['a list of two', [card, card], '2 cards'],
    ['a list of one', [card], '1 card'],
    ['a list of seven', Array.from({ length: 7 }, () => card), '7 cards'],
    ['up to 8 of a column', { each: 'items', max: 8, item: card }, 'max: 8'],
    ['from 2 entries of a column on', { each: 'items', short: { below: 2 }, item: card }, 'short.below: 2'],
  ])('blocks %s', (_name, items, value) => {
    const parts = withCards(items);
    expect(guarded(parts).blockers).toMatchObject([
      {
        code: 'PP306',
        severity: 'error',
        file: 'sale.campaign.yaml',
        message: `sale has ${value}, outside of 3 to 6 cards, which policy.forbid at pushplan.yaml:3 does not allow`,
        help: 'Keep to 3 to 6 cards, or remove cards from policy.forbid. forbid is set at pushplan.yaml:3; everybody who may merge can change that.',
      },
    ]);
    expect(limitsOf(parts, 'forbid')).toEqual([`no ${value} of cards outside of 3 to 6 at pushplan.yaml:3`]);
    expect(guarded({ ...parts, counts: countsOf(0) }).blockers).toEqual([]);
    expect(guarded({ ...parts, policy: { forbid: ['at_least_once'] } }).blockers).toEqual([]);
  });

  it.each([
    ['three', [card, card, card]],
    ['those of a column, by default 3 to 6', { each: 'items', item: card }],
    ['those of a column, short or none', { each: 'items', short: 'skip', max: 4, item: card }],
  ])('accepts %s', (_name, items) => {
    expect(guarded(withCards(items)).blockers).toEqual([]);
  });

  it('ignores a campaign without cards, and reports each word separately', () => {
    expect(limitsOf({ policy }, 'forbid')).toEqual([]);
    const both = { forbid: ['cards', 'at_least_once'] } as const;
    expect(limitsOf({ ...withCards([card]), policy: both }, 'forbid')).toEqual([
      'no 1 card of cards outside of 3 to 6 at pushplan.yaml:3',
      'ok at_most_once of at_least_once at pushplan.yaml:3',
    ]);
  });
});
