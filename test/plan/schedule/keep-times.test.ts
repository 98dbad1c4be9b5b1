// The time zones of people, as the column of a schedule has them.
import { expect, test } from 'vitest';
import { keepTimes } from '../../../src/plan/schedule/keep-times.ts';
import { aRecipient } from '../../support/a-campaign.ts';

const schedule = { zone: 'UTC', column: 'tz', isZoned: true, outside: 'hold' } as const;

test.each([
  ['a zone', 'Asia/Tokyo', 'Asia/Tokyo'],
  ['a zone between blanks', ' Asia/Tokyo ', 'Asia/Tokyo'],
  ['an empty cell', '', 'UTC'],
  ['null', null, 'UTC'],
  ['a missing cell', undefined, 'UTC'],
  ['not a zone', 'Tokyo', undefined],
  ['a number', 9, undefined],
])('%s', (_title, cell, zone) => {
  const recipient = aRecipient(cell === undefined ? {} : { tz: cell });
  const { keyed, decided } = keepTimes({ schedule, quiet: [], blackouts: [] }, 0);
  const key = { key: 'v1:"a"' };
  expect(keyed?.({ recipient, made: { kind: 'key', ...key } }).kind).toBe(zone === undefined ? 'left_out' : 'pass');
  expect(decided?.({ recipient, key })).toMatchObject(
    zone === undefined ? { problem: { code: 'PP182' } } : { kind: 'pass', when: { due: 0, zone } },
  );
});
