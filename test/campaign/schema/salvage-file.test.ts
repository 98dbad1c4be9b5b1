import { describe, expect, it } from 'vitest';
import { salvageFile } from '../../../src/campaign/schema/salvage-file.ts';
import { validateCampaign } from '../../../src/generated/validate-campaign.ts';
import { vendorCampaign } from '../../support/sample-campaign.ts';

function salvage(data: object): unknown {
  return salvageFile(data, validateCampaign(data));
}

describe('a campaign file with faults', () => {
  const campaign = vendorCampaign();
  const notification = { ...Object(campaign['notification']) } as Record<string, unknown>;

  const without = (...keys: readonly string[]): object =>
    Object.fromEntries(Object.entries(campaign).filter(([key]) => !keys.includes(key)));

  it('is unchanged if there are none', () => {
    expect(salvage(campaign)).toEqual(campaign);
  });

  it('loses the parts with faults and keeps the rest', () => {
    const faulty = { ...campaign, colour: 'red', notification: { ...notification, ttl: 'soon', sond: 'chime' } };
    const rest = Object.fromEntries(Object.entries(notification).filter(([key]) => key !== 'ttl'));
    expect(salvage(faulty)).toEqual({ ...campaign, notification: rest });
    expect(faulty).toHaveProperty('colour', 'red');
  });

  it('gets placeholders for values of the notification that are not written yet', () => {
    const { title, camp_id: _, ...begun } = notification;
    expect(title).toBeTypeOf('string');
    const filled = { ...begun, title: '-', camp_id: 1 };
    expect(salvage({ ...campaign, notification: begun })).toEqual({ ...campaign, notification: filled });
    const { identifiers: _identifiers, ...nobody } = notification;
    expect(salvage({ ...campaign, notification: nobody })).toBeUndefined();
  });

  it('loses a list with a faulty entry, a value that lacks a key, and unknown keys of an entry', () => {
    const [cap, sent] = [
      { max: 1, within: '24h' },
      { sent: 'other', within: '7d' },
    ];
    const faulty = {
      ...campaign,
      caps: [cap, { ...cap, max: 0 }],
      exclude: [sent, { ...sent, colour: 'red' }],
      every: { period: 'day' },
      tags: ['a', 7],
    };
    expect(salvage(faulty)).toEqual({ ...without('caps', 'every', 'tags'), exclude: [sent, sent] });
  });

  it('loses tests with the variants that they may name', () => {
    const arm = { name: 'A', weight: 50, camp_id: 1, notification: {} };
    const tests = [{ arm: 'A', given: { email: 'a@example.com' }, expect: {} }];
    const tried = { ...campaign, variants: [arm, { ...arm, name: 'B', camp_id: 2 }], tests };
    expect(salvage(tried)).toEqual(tried);
    expect(salvage({ ...tried, variants: [arm, { ...arm, weight: 'half' }] })).toEqual(without('variants', 'tests'));
  });

  it('is undefined if a required value has a fault', () => {
    expect(salvage({ ...campaign, id: 7 })).toBeUndefined();
    expect(salvage({ ...campaign, notification: 'Hello' })).toBeUndefined();
  });
});
