// Observes a run that others take part in, by reading its figures from the ledger again and again.
import type { Clock } from '../../delivery/clock.ts';
import type { Ledger, RunRecord } from '../../delivery/ledger.ts';
import type { ActivityLog } from '../../delivery/run-activity.ts';
import { emptyProgress, etaSeconds } from '../../delivery/tally.ts';
import { noteSettled, startSpeed } from '../../delivery/time-left.ts';
import { isUnattended, progressOf } from '../../view/seen-run.ts';
import type { Snapshot } from '../../view/snapshot.ts';
import type { Environment } from '../../workspace/read-workspace.ts';
import { vendor } from '../../opening/vendor.ts';

/** Milliseconds between two looks. */
export const lookEvery = 1_000;

export interface Observer {
  /** Reads the run from the ledger, and returns it. */
  readonly look: () => Promise<RunRecord>;
  /** The run as it was at the last look. */
  readonly read: () => Snapshot;
}

export function observeRun(
  clock: Pick<Clock, 'now' | 'monotonic'>,
  ledger: Pick<Ledger, 'run' | 'totals'> & ActivityLog,
  { requestsPerMinute }: Pick<Environment, 'requestsPerMinute'>,
  first: RunRecord,
): Observer {
  const begunAt = clock.monotonic();
  let record = first;
  let speed = startSpeed(requestsPerMinute, vendor.mostInRequest, begunAt);
  let settledBefore: number | undefined;
  let seen: Snapshot = { progress: emptyProgress, now: begunAt, requestsInLastMinute: 0, etaSeconds: null };
  return {
    look: async () => {
      record = (await ledger.run(first.id)) ?? { ...record, state: 'superseded' };
      const totals = await ledger.totals(record.id);
      const activity = await ledger.activity(record.id, clock.now());
      const progress = progressOf(record, totals, activity, requestsPerMinute);
      const settled = progress.campaigns.reduce((sum, campaign) => sum + campaign.settled, 0);
      const now = clock.monotonic();
      // Notifications settled before the first look say nothing about the present speed.
      const more = settled - (settledBefore ?? settled);
      settledBefore = settled;
      if (more > 0) speed = noteSettled(speed, more, now);
      const watched = { ...progress, speed };
      const { state, why, haltedBy, nextDue, seal } = record;
      const standing = {
        state,
        why,
        haltedBy,
        nextDue,
        seal,
        workers: activity.workers,
        isAbandoned: activity.isAbandoned,
      };
      seen = {
        progress: watched,
        now,
        requestsInLastMinute: activity.recentRequests.reduce((sum, { count }) => sum + count, 0),
        etaSeconds: record.state === 'running' && !isUnattended(standing) ? etaSeconds(watched, now) : null,
        seen: standing,
      };
      return record;
    },
    read: () => ({ ...seen, now: clock.monotonic() }),
  };
}
