// What a plan reports about each cap before anything is sent.
import { expect, test } from 'vitest';
import { ana, before, bo, cap, cy, hour, knowing, planGated } from '../../support/gated-plan.ts';

test('a gap that is longer than the span of its cap counts everybody whom it leaves out or defers', async () => {
  const history = knowing({
    'email=ana@example.com': [before(1)],
    'email=bo@example.com': [before(3)],
    'email=cy@example.com': [before(5)],
  });
  const longGap = { max: 5, within: 2 * hour, gap: 4 * hour };
  const left = await planGated([ana, bo, cy], { limits: { caps: [cap(longGap)] }, history });
  expect([left.sent, left.counts.removed.capped]).toEqual([[3], 2]);
  expect(left.forecast).toEqual([{ rule: 'cap of 5 in 2h, 4h apart', met: 2, full: 2 }]);
  const held = await planGated([ana, bo, cy], { limits: { caps: [cap({ ...longGap, when: 'defer' })] }, history });
  expect(held.counts).toMatchObject({ send: 1, deferred: 2 });
  expect(held.forecast).toMatchObject([{ met: 2, full: 0, put_off: 2 }]);
});
