// The messages of a process that leaves a run to others.
import { expect, test } from 'vitest';
import { aboveAbortIf, leftToOthers } from '../../../src/delivery/stopping/stops.ts';
import { makeWorld } from '../../support/delivery-world.ts';
import { payloadsTo } from '../../support/payloads.ts';

test.each([
  ['waiting', 'interrupted here, and workers send it when it is due'],
  ['running', 'interrupted here, and other processes continue it'],
] as const)('explains that it leaves a run that is %s to others', async (state, why) => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(1) }] });
  expect(leftToOthers({ ...world.run, state })).toMatchObject({ kind: 'stopped', why, diagnostic: { code: 'PP408' } });
});

test('explains an exceeded abort_if, for one and for several', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(1) }] });
  const [campaign] = world.run.campaigns;
  if (campaign === undefined) throw new Error('a run without a campaign');
  const excess = { of: 'rejected', limit: { kind: 'count', count: 0 }, settled: 20 } as const;
  const whyOf = (count: number): string => aboveAbortIf(world.run, campaign, { ...excess, count }).why;
  expect(whyOf(1)).toBe('1 of the first 20 of campaign campaign-0 was rejected, and abort_if.rejected is 0');
  expect(whyOf(2)).toMatch(/^2 of the first 20 of campaign campaign-0 were rejected/v);
});
