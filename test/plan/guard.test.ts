import { describe, expect, it } from 'vitest';
import type { Guarantee, Limit } from '../../src/campaign/campaign.ts';
import { guardCampaign } from '../../src/plan/guard.ts';
import { aCampaign } from '../support/a-campaign.ts';

const policy = {
  maxRecipients: 100,
  maxInvalid: { kind: 'share', share: 0.01 } as Limit,
  forbid: [] as Guarantee[],
  locate: (path: readonly (string | number)[]) => ({ file: 'pushplan.yaml', line: path.length, column: 1 }),
};

function counts(send: number, invalid = 0, filtered = 0): Parameters<typeof guardCampaign>[1] {
  const rows = send + invalid + filtered;
  return { rows, send, resend: 0, settled: 0, in_doubt: 0, removed: { invalid, duplicate: 0, filtered, short: 0 } };
}

function guard(own: object, found: Parameters<typeof guardCampaign>[1]): unknown[] {
  return guardCampaign({ ...aCampaign(), ...own }, found, policy).map(({ code, file, message }) => [
    code,
    file,
    message,
  ]);
}

function codesAndFiles(own: object, found: Parameters<typeof guardCampaign>[1]): unknown[] {
  return guardCampaign({ ...aCampaign(), ...own }, found, policy).map(({ code, file }) => [code, file]);
}

describe('a guard', () => {
  it('lets pass what is at the limit', () => {
    expect(guard({ maxRecipients: 100 }, counts(100))).toEqual([]);
    expect(guard({ maxInvalid: { kind: 'count', count: 1 } }, counts(99, 1))).toEqual([]);
  });

  it('blocks above it, saying the value, the limit and where it is set', () => {
    expect(guard({ maxRecipients: 60 }, counts(61))).toEqual([
      ['PP301', 'sale.campaign.yaml', 'sale would be sent to 61 recipients, and max_recipients is 60'],
    ]);
    expect(guard({}, counts(101))).toEqual([
      ['PP301', 'pushplan.yaml', 'sale would be sent to 101 recipients, and max_recipients is 100'],
    ]);
  });

  it('counts resends as recipients too', () => {
    expect(guard({}, { ...counts(60), rows: 120, resend: 60 })).toHaveLength(1);
  });

  it('takes shares of the rows that the campaign is for', () => {
    const [finding] = guard({ maxInvalid: { kind: 'count', count: 9 } }, counts(8, 2, 990));
    expect(finding).toEqual(['PP302', 'pushplan.yaml', 'sale has 2 invalid rows of 10 (20%), and max_invalid is 1%']);
  });

  it('forbids a guarantee that the policy does not allow, with both places, where there is somebody to send to', () => {
    const forbidding = { ...policy, forbid: ['at_least_once'] as const };
    const campaign = { ...aCampaign(), guarantee: 'at_least_once' as const };
    expect(guardCampaign(campaign, counts(1), forbidding)).toMatchObject([
      {
        code: 'PP306',
        severity: 'error',
        file: 'sale.campaign.yaml',
        message: 'sale has guarantee: at_least_once, which policy.forbid at pushplan.yaml:3 does not allow',
      },
    ]);
    expect(guardCampaign(campaign, counts(0), forbidding)).toEqual([]);
    expect(guardCampaign(campaign, counts(1), policy)).toEqual([]);
    expect(guardCampaign(aCampaign(), counts(1), forbidding)).toEqual([]);
  });

  it('holds the policy against a looser campaign, and a stricter campaign against the policy', () => {
    expect(codesAndFiles({ maxRecipients: 5000 }, counts(101))).toEqual([['PP301', 'pushplan.yaml']]);
    expect(codesAndFiles({ maxInvalid: { kind: 'count', count: 0 } }, counts(100, 1))).toEqual([
      ['PP302', 'sale.campaign.yaml'],
    ]);
  });

  it('has nothing against an audience without rows', () => {
    expect(guard({ maxInvalid: { kind: 'count', count: 0 } }, counts(0, 0, 5))).toEqual([]);
  });
});
