// The output of pushplan forget: what was done, and what it cannot reach.
import { expect, test } from 'vitest';
import { formatForgetText } from '../../src/view/forget-text.ts';

const layout = { columns: 120, colored: false } as unknown as Parameters<typeof formatForgetText>[1];

test('a data store that could not be searched is named, since its data may still contain the person', () => {
  const text = formatForgetText(
    {
      format_version: '1.0',
      environment: 'production',
      ledger: { waiting: 0, in_doubt: 0, history: null, listed: 1 },
      files: [],
      data_store: [],
      exports: [],
      other_environments: [],
      not_reached: ['vendor', 'data_store'],
    },
    layout,
  );
  expect(text).toContain('Fetched files: nothing of this person in them\n');
  expect(text).toMatch(/Not reached:\n- the account at the vendor[^\n]*\n- the bucket of data_store, /v);
});
