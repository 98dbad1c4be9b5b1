import { describe, expect, it } from 'vitest';
import { countsOf, guarded, limitsOf, resending } from '../../support/guarding.ts';

describe('broadcast_above', () => {
  const policy = { broadcastAbove: 50 };

  it('requires a campaign with more recipients to say broadcast: true', () => {
    const { blockers } = guarded({ campaign: { owner: 'crm' }, policy, counts: countsOf(51) });
    expect(blockers).toMatchObject([
      {
        code: 'PP308',
        file: 'sale.campaign.yaml',
        message: 'sale would be sent to 51 recipients and does not say broadcast: true, which is needed above 50',
        help: 'Narrow the audience, or add broadcast: true to sale.campaign.yaml if that many are meant. broadcast_above is set at pushplan.yaml:2; everybody who may merge can change that.',
      },
    ]);
  });

  it.each([
    [{ broadcast: true }, 51, 'ok 51 of 50 at pushplan.yaml:2'],
    [{ broadcast: false }, 51, 'no 51 of 50 at pushplan.yaml:2'],
    [{}, 50, 'ok 50 of 50 at pushplan.yaml:2'],
  ])('%j to %i', (campaign, recipients, limit) => {
    expect(limitsOf({ campaign, policy, counts: countsOf(recipients) }, 'broadcast_above')).toEqual([limit]);
  });
});

describe('resend', () => {
  const campaign = { resend: 'on_change' } as const;

  it('blocks a plan that sends something again, unless that is allowed', () => {
    expect(guarded({ campaign, counts: resending(3) }).blockers).toMatchObject([
      {
        code: 'PP309',
        file: 'sale.campaign.yaml',
        message:
          'sale would be sent to 3 recipients again, since what they get has changed, and that has not been allowed',
        help: expect.stringContaining('--allow resend to plan and apply'),
      },
    ]);
    expect(guarded({ campaign, counts: resending(1) }).blockers[0]?.message).toContain('to 1 recipient again');
    expect(guarded({ campaign, counts: resending(3), facts: { allowed: ['resend'] } }).blockers).toEqual([]);
  });

  it.each([
    [3, [], 'no 3 of 0 at sale.campaign.yaml:1'],
    [3, ['resend'], 'ok 3 of allowed at sale.campaign.yaml:1'],
    [0, [], 'ok 0 of 0 at sale.campaign.yaml:1'],
  ] as const)('%i of them, allowed: %j', (count, allowed, limit) => {
    expect(limitsOf({ campaign, counts: resending(count), facts: { allowed: [...allowed] } }, 'resend')).toEqual([
      limit,
    ]);
  });

  it('is not measured if nothing is ever sent again', () => {
    expect(limitsOf({ counts: countsOf(5) }, 'resend')).toEqual([]);
  });
});
