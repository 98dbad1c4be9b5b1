// If the policy that counts cannot be read, nothing is looser than the defaults, and nothing is looser than written.
import { expect, test } from 'vitest';
import { defaultPolicy } from '../../src/workspace/normalise-settings.ts';
import { tightenPolicy } from '../../src/workspace/tighten-policy.ts';

const none = { kind: 'count', count: 0 } as const;

test.each([
  ['more recipients', { maxRecipients: 5_000_000 }, { maxRecipients: 100_000 }],
  ['fewer recipients', { maxRecipients: 5 }, { maxRecipients: 5 }],
  [
    'a larger share',
    { maxInvalid: { kind: 'share', share: 0.5 } as const },
    { maxInvalid: { kind: 'share', share: 0.01 } },
  ],
  [
    'a smaller share',
    { maxInvalid: { kind: 'share', share: 0 } as const },
    { maxInvalid: { kind: 'share', share: 0 } },
  ],
  [
    'a count, which cannot be compared with a share',
    { maxInvalid: { kind: 'count', count: 9 } as const },
    { maxInvalid: none },
  ],
  ['a guard that has no default', { maxGrowth: 2 }, { maxGrowth: 2 }],
])('%s', (_, own, tightened) => {
  expect(tightenPolicy({ ...defaultPolicy, ...own })).toEqual({ ...defaultPolicy, ...tightened });
});

test('levels of the copy audit are only raised', () => {
  const own = { ...defaultPolicy.copy, title_cut: 'off', markup: 'error' } as const;
  expect(tightenPolicy({ ...defaultPolicy, copy: own }).copy).toEqual({ ...defaultPolicy.copy, markup: 'error' });
});
