// Assumptions of other rooms about the facts of the API.
import { expect, test } from 'vitest';
import { claimLife } from '../../src/delivery/attempt.ts';
import { longestUnderWay } from '../../src/delivery/run-activity.ts';
import { insider } from '../../src/insider/insider.ts';

test('a request counts as under way as long as it possibly can be', () => {
  expect(longestUnderWay).toBeGreaterThan(claimLife + insider.requestTimeout);
});
