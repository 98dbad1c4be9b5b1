import { describe, expect, it } from 'vitest';
import type { Locate } from '../../../src/campaign/campaign.ts';
import { countsOf, guarded, limitsOf, type GuardedParts } from '../../support/guarding.ts';

const places = (parts: GuardedParts): unknown[] =>
  guarded(parts).blockers.map(({ code, file, message }) => [code, file, message]);

describe('a guard', () => {
  it('passes a value at the limit, and lists what it measured', () => {
    expect(guarded({ campaign: { maxRecipients: 100 }, counts: countsOf(100) })).toEqual({
      limits: [
        { guard: 'max_recipients', value: '100', limit: '100', file: 'sale.campaign.yaml', line: 1, passed: true },
        { guard: 'max_recipients', value: '100', limit: '100', file: 'pushplan.yaml', line: 2, passed: true },
        { guard: 'max_invalid', value: '0%', limit: '1%', file: 'pushplan.yaml', line: 2, passed: true },
      ],
      blockers: [],
    });
  });

  it('blocks a value above the limit, and says the value, the limit, where it is set and who can change it', () => {
    const { blockers } = guarded({ campaign: { maxRecipients: 60, owner: 'crm' }, counts: countsOf(61) });
    expect(blockers).toEqual([
      {
        severity: 'error',
        code: 'PP301',
        file: 'sale.campaign.yaml',
        line: 1,
        column: 1,
        message: 'sale would be sent to 61 recipients, and max_recipients is 60',
        help: 'Narrow the audience, or raise max_recipients if that many are meant. max_recipients is set at sale.campaign.yaml:1; crm owns it.',
      },
    ]);
  });

  it('applies the policy to a looser campaign, and a stricter campaign against the policy', () => {
    expect(places({ campaign: { maxRecipients: 5000 }, counts: countsOf(101) })).toEqual([
      ['PP301', 'pushplan.yaml', 'sale would be sent to 101 recipients, and max_recipients is 100'],
    ]);
    expect(places({ campaign: { maxInvalid: { kind: 'count', count: 0 } }, counts: countsOf(100, 1) })).toEqual([
      ['PP302', 'sale.campaign.yaml', 'sale has 1 invalid row of 101 (0.99%), and max_invalid is 0'],
    ]);
  });

  it('accepts an audience without rows', () => {
    expect(guarded({ campaign: { maxInvalid: { kind: 'count', count: 0 } }, counts: countsOf(0, 0, 5) })).toMatchObject(
      { blockers: [] },
    );
  });
});

function help(parts: GuardedParts): string | undefined {
  return guarded({ counts: countsOf(101), ...parts }).blockers[0]?.help;
}

const locateNothing: Locate = () => ({ file: 'pushplan.yaml', line: 1, column: 1 });

describe('where a limit is set', () => {
  it('is a line of the policy, which everybody who may merge can change', () => {
    expect(help({})).toMatch(/set at pushplan\.yaml:2; everybody who may merge can change that\.$/v);
  });

  it('is the base, whose policy a pull request cannot change', () => {
    expect(help({ policy: { from: { ref: 'origin/main' } } })).toMatch(
      /set at pushplan\.yaml:2; this is the policy of origin\/main: a pull request cannot change its own\.$/v,
    );
  });

  it('is not a line for a default, which is recognised by the policy not having it', () => {
    const parts = { counts: countsOf(101), policy: { locate: locateNothing } };
    expect(help(parts)).toContain('max_recipients is the default, to be set in pushplan.yaml');
    expect(limitsOf(parts, 'max_recipients')).toEqual(['no 101 of 100 at pushplan.yaml:null']);
  });
});
