// What a list must be: not empty, not too old, and not suddenly less than half of what it was.
import { expect, test } from 'vitest';
import { judgeList } from '../../../src/plan/guards/guard-list.ts';

const now = Date.UTC(2026, 2, 9, 12);
const day = 86_400_000;
const at = { file: 'pushplan.yaml', line: 4, column: 3 };

type Given = Partial<Parameters<typeof judgeList>[0]> & { readonly allowed?: readonly ('list-shrunk' | 'resend')[] };

function judge({ allowed = [], ...list }: Given): readonly string[] {
  const modifiedAt = { kind: 'known', at: now - day } as const;
  const whole = { name: 'lists/a.csv', at, entries: 10, modifiedAt, maxAge: undefined, remembered: undefined, ...list };
  return judgeList(whole, { allowed: [...allowed], now }).map(({ code, line }) => `${code} in line ${line}`);
}

test('a list without entries is always refused, and one with less than half of its former entries unless that is allowed', () => {
  expect(judge({})).toEqual([]);
  expect(judge({ entries: 0 })).toEqual(['PP350 in line 4']);
  expect(judge({ entries: 0, remembered: 10, allowed: ['list-shrunk'] })).toEqual(['PP350 in line 4']);
  expect(judge({ entries: 5, remembered: 10 })).toEqual([]);
  expect(judge({ entries: 5, remembered: 11 })).toEqual(['PP352 in line 4']);
  expect(judge({ entries: 5, remembered: 11, allowed: ['resend'] })).toEqual(['PP352 in line 4']);
  expect(judge({ entries: 5, remembered: 11, allowed: ['list-shrunk'] })).toEqual([]);
});

test('the age of a list is checked only if a limit is set, and an unknown age is refused', () => {
  expect(judge({ maxAge: day })).toEqual([]);
  expect(judge({ maxAge: day - 1 })).toEqual(['PP351 in line 4']);
  const modifiedAt = { kind: 'unknown', because: 'git is not there', help: 'Install it.' } as const;
  expect(judge({ modifiedAt })).toEqual([]);
  expect(judge({ modifiedAt, maxAge: day })).toEqual(['PP351 in line 4']);
});
