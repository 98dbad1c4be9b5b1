// The stored details of an approval if they were written by something other than pushplan.
import { expect, test } from 'vitest';
import { readApprovalDetails } from '../../../src/ledger/runs/approvals.ts';

test.each([
  '',
  '[]',
  '{}',
  '{"parts":[{}],"copy":[]}',
  '{"parts":[{"name":"a"}],"copy":[]}',
  '{"parts":[],"copy":[1]}',
  '{"parts":[1],"copy":[]}',
])('%j is refused as details of an approval', (written) => {
  expect(() => readApprovalDetails(written)).toThrow('what was approved of a campaign cannot be read');
});
