// The reason that is shown for a run that is over and cannot be resumed.
import { expect, test } from 'vitest';
import { whySuperseded } from '../../../src/ledger/runs/run-states.ts';

test.each([
  [{ seal: null, haltedBy: null }, 'it was closed before it began to send'],
  [{ seal: 'pp1:0', haltedBy: null }, 'a later apply took its place'],
  [{ seal: 'pp1:0', haltedBy: 'alice@laptop' }, 'all that waited in it was stopped by alice@laptop'],
] as const)('a superseded run with %j is explained by: %s', (run, why) => {
  expect(whySuperseded({ state: 'superseded', ...run })).toBe(why);
});
