// Which rules of the policy the guard of tags watches.
import { expect, test } from 'vitest';
import { rulesByTags } from '../../../src/plan/guards/rules-by-tags.ts';

const exceptTags = ['service'];

test('every rule that a tag can lift is named', () => {
  const day = 86_400_000;
  expect(
    rulesByTags({
      caps: [
        { tag: 'promo', max: 2, within: day, exceptTags: [] },
        { max: 2, within: day, exceptTags },
      ],
      rest: { after: {}, exceptTags },
      holdout: { exceptTags },
      quietHours: [{ exceptTags }],
      blackouts: [{ exceptTags, because: 'mourning' }],
    }),
  ).toEqual([
    { name: 'the cap of 2 in 24h', tags: ['promo'], exceptTags: [] },
    { name: 'the cap of 2 in 24h', exceptTags },
    { name: 'policy.rest', exceptTags },
    { name: 'policy.holdout', exceptTags },
    { name: 'policy.quiet_hours', exceptTags },
    { name: 'the blackout "mourning"', exceptTags },
  ]);
  expect(rulesByTags({ caps: [] })).toEqual([]);
});
