// What an approval says of itself, where somebody has written past pushplan.
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
])('%j is not read', (written) => {
  expect(() => readApprovalDetails(written)).toThrow('what was approved of a campaign cannot be read');
});
