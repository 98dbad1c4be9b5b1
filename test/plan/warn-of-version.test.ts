import { expect, it } from 'vitest';
import type { Facts } from '../../src/plan/guards/guard-measure.ts';
import { warnOfVersion } from '../../src/plan/guards/guard-memory.ts';
import { aCampaign } from '../support/a-campaign.ts';
import { countsOf, now, resending } from '../support/guarding.ts';

const facts: Facts = {
  counts: resending(30),
  sentLast: undefined,
  modifiedAt: { kind: 'known', at: now },
  now,
  allowed: [],
  key: 'key: "{{email}}"',
  formerKey: undefined,
  settingChanges: [],
  tagChanges: [],
  owner: { id: undefined, at: { file: 'pushplan.yaml', line: 1, column: 1 }, isShared: false },
  rememberedOwner: undefined,
  version: '0.3.0',
  formerVersion: '0.2.0',
};
const resends = { ...aCampaign(), resend: 'on_change' } as const;

it('names both versions if people would receive it again', () => {
  expect(warnOfVersion(resends, facts)).toMatchObject([
    {
      severity: 'warning',
      code: 'PP226',
      message: expect.stringMatching(
        /sent again to 30 recipients, and its last run was by pushplan 0\.2\.0; this is 0\.3\.0/,
      ),
    },
  ]);
});

it.each([
  ['by the same version', resends, { formerVersion: '0.3.0' }],
  ['again to nobody', resends, { counts: countsOf(30) }],
  ['never again', aCampaign(), {}],
])('reports nothing about what is sent %s', (_name, campaign, change) => {
  expect(warnOfVersion(campaign, { ...facts, ...change })).toEqual([]);
});
