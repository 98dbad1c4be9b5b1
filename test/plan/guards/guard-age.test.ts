import { describe, expect, it } from 'vitest';
import { countsOf, guarded, limitsOf, now, type GuardedParts } from '../../support/guarding.ts';

const day = 86_400_000;

const aged = (age: number, maxAge = 7 * day): GuardedParts => ({
  facts: { modifiedAt: { kind: 'known', at: now - age } },
  policy: { maxAge },
});

describe('max_age', () => {
  it('blocks an older file and names its date, so that the same plan reads the same tomorrow', () => {
    const { blockers } = guarded(aged(8 * day));
    expect(blockers).toMatchObject([
      {
        code: 'PP317',
        severity: 'error',
        file: 'pushplan.yaml',
        line: 2,
        message: 'audience.ndjson, the audience of sale, is of 2026-03-01T12:00:00Z, and max_age is 7d',
      },
    ]);
    const later = guarded({
      ...aged(8 * day),
      facts: { modifiedAt: { kind: 'known', at: now - 8 * day }, now: now + day },
    });
    expect(later.blockers).toEqual(blockers);
  });

  it.each([
    [7 * day, 7 * day, 'ok 2026-03-02T12:00:00Z of 7d at pushplan.yaml:2'],
    [7 * day + 1, 7 * day, 'no 2026-03-02T11:59:59Z of 7d at pushplan.yaml:2'],
    [90_000, 60_000, 'no 2026-03-09T11:58:30Z of 1m at pushplan.yaml:2'],
    [-day, day, 'ok 2026-03-10T12:00:00Z of 24h at pushplan.yaml:2'],
  ])('%i ms old, at most %i', (age, maxAge, limit) => {
    expect(limitsOf(aged(age, maxAge), 'max_age')).toEqual([limit]);
  });

  it('applies the stricter of both limits', () => {
    const audience = { file: 'carts.csv', columns: {}, where: {}, dates: {}, publicColumns: [], maxAge: 3_600_000 };
    expect(limitsOf({ ...aged(2 * 3_600_000), campaign: { audience } }, 'max_age')).toEqual([
      'no 2026-03-09T10:00:00Z of 1h at sale.campaign.yaml:2',
      'ok 2026-03-09T10:00:00Z of 7d at pushplan.yaml:2',
    ]);
  });

  it('accepts an old file if nothing is sent', () => {
    expect(guarded({ ...aged(800 * day), counts: countsOf(0) }).blockers).toEqual([]);
  });

  it('blocks a file of unknown age, under each limit, and says why it is unknown', () => {
    const modifiedAt = { kind: 'unknown', because: 'git cannot be run', help: 'Install git.' } as const;
    const parts: GuardedParts = { policy: { maxAge: day }, facts: { modifiedAt } };
    expect(guarded(parts).blockers).toMatchObject([
      {
        severity: 'error',
        code: 'PP317',
        file: 'pushplan.yaml',
        message:
          'max_age is 24h, but the age of audience.ndjson, the audience of sale, is not known: git cannot be run',
        help: expect.stringMatching(/^Install git\. max_age is set at pushplan\.yaml:2; /v),
      },
    ]);
    expect(limitsOf(parts, 'max_age')).toEqual(['no unknown of 24h at pushplan.yaml:2']);
    expect(guarded({ ...parts, counts: countsOf(0) }).blockers).toEqual([]);
    expect(guarded({ facts: { modifiedAt } }).blockers).toEqual([]);
  });
});
