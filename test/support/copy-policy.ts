// A policy for tests of the copy audit: every level has its default, except those that a test sets.
import type { CopyPolicy } from '../../src/plan/copy/copy-audit.ts';

const copyDefaults: CopyPolicy['copy'] = {
  title_cut: 'warn',
  message_cut: 'info',
  empty_slot: 'warn',
  default_used: 'info',
  markup: 'warn',
  payload_size: 'warn',
  test_words: 'warn',
  links_differ: 'info',
  emoji_cut: 'warn',
  placeholder: 'warn',
  encoding: 'warn',
  empty_word: 'warn',
  control: 'warn',
  unencoded: 'warn',
};

export const allOff: CopyPolicy['copy'] = {
  title_cut: 'off',
  message_cut: 'off',
  empty_slot: 'off',
  default_used: 'off',
  markup: 'off',
  payload_size: 'off',
  test_words: 'off',
  links_differ: 'off',
  emoji_cut: 'off',
  placeholder: 'off',
  encoding: 'off',
  empty_word: 'off',
  control: 'off',
  unencoded: 'off',
};

export function copyPolicy(levels: Partial<CopyPolicy['copy']> = {}, from?: CopyPolicy['from']): CopyPolicy {
  return {
    maxRecipients: 1000,
    maxInvalid: { kind: 'share', share: 1 },
    forbid: [],
    locate: (path) => ({ file: 'pushplan.yaml', line: path.length + 10, column: 3 }),
    ...(from === undefined ? {} : { from }),
    copy: { ...copyDefaults, ...levels },
  };
}
