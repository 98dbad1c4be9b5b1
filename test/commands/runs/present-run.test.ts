// The JSON document of a run: the zone in its timetable, and when it started.
import { expect, test } from 'vitest';
import { presentRun } from '../../../src/commands/runs/present-run.ts';
import type { CampaignTotals, RunCampaign } from '../../../src/delivery/ledger.ts';
import { runCampaign } from '../../contract/world.ts';
import { aRunRecord } from '../../support/a-run-record.ts';

const none = { accepted: 0, refused: 0, rejected: 0, in_doubt: 0, not_sent: 0 };

const waiting = aRunRecord({ state: 'waiting', campaigns: [] });

/** Returns the zone in the timetable of a run whose campaign has this schedule. */
function zoneIn(schedule: NonNullable<RunCampaign['times']>['schedule'] | undefined): string | null | undefined {
  const campaign = runCampaign('sale', schedule && { times: { schedule, quiet: [], blackouts: [] } });
  const record = { ...waiting, campaigns: [campaign] };
  const time = { due: 1, planned: 3, left: 0, firstLeft: null, lastLeft: null, leftOut: {} };
  const totals: CampaignTotals = {
    planned: 3,
    buckets: none,
    refused: {},
    rejected: {},
    leftOut: {},
    maybeTwice: 0,
    requests: 0,
    retries: 0,
    times: [time],
  };
  return presentRun(record, [totals], [], undefined).campaigns[0]?.timetable?.[0]?.zone;
}

test('a timetable names the zone that all people share; if each has their own, or none is known, the zone is null', () => {
  const schedule = { zone: 'Europe/Istanbul', isZoned: true, outside: 'hold' } as const;
  expect(zoneIn(schedule)).toBe('Europe/Istanbul');
  expect(zoneIn({ ...schedule, column: 'tz' })).toBeNull();
  expect(zoneIn(undefined)).toBeNull();
});

test('a run starts with its first request, or until then with its plan', () => {
  const sending = { ...waiting, sendingSince: 90_000 };
  expect(presentRun(waiting, [], [], undefined).started_at).toBe('1970-01-01T00:00:00.000Z');
  expect(presentRun(sending, [], [], undefined).started_at).toBe('1970-01-01T00:01:30.000Z');
});
