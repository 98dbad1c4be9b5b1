// What is said by a process that leaves a run to others.
import { expect, test } from 'vitest';
import { leftToOthers } from '../../../src/delivery/stopping/stops.ts';
import { makeWorld } from '../../support/delivery-world.ts';
import { payloadsTo } from '../../support/payloads.ts';

test.each([
  ['waiting', 'interrupted here, and workers send it when it is due'],
  ['running', 'interrupted here, and others go on with it'],
] as const)('of a run that is %s', async (state, why) => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(1) }] });
  expect(leftToOthers({ ...world.run, state })).toMatchObject({ kind: 'stopped', why, diagnostic: { code: 'PP408' } });
});
