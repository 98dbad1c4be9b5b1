// Presents a run of the ledger in the shape that views and scripts read.
import { publishDiagnostic, type Diagnostic } from '../../diagnostic.ts';
import { explainError } from '../../delivery/stopping/explain-error.ts';
import type { CampaignTotals, LastError, RunCampaign, RunRecord } from '../../delivery/ledger.ts';
import type { WorkerSeen } from '../../delivery/run-activity.ts';
import type { CampaignRun, Run, RunLastError, RunTotals, Worker } from '../../generated/run.ts';
import { zoneOf } from '../../plan/schedule/sending-times.ts';
import { showMoment } from '../../plan/schedule/plan-timetable.ts';
import { vendor } from '../../opening/vendor.ts';
import { presentGroups } from './present-groups.ts';
import { presentRollout } from '../../view/step-words.ts';
import { totalOf } from '../../counts.ts';

type Counts = Readonly<Record<string, number>>;

export function presentRun(
  run: RunRecord,
  totals: readonly CampaignTotals[],
  diagnostics: readonly Diagnostic[],
  lastError: LastError | undefined,
): Run {
  const opened = addCounts(totals.map((campaign) => campaign.opened ?? {}));
  return {
    format_version: '1.0',
    run: run.id,
    state: run.state,
    environment: run.environment,
    seal: run.seal,
    // Planning and the answer of a person took their time before that.
    started_at: new Date(run.sendingSince ?? run.startedAt).toISOString(),
    ended_at: showInstant(run.endedAt),
    totals: addTotals(totals),
    refused: addCounts(totals.map(({ refused }) => refused)),
    ...(Object.keys(opened).length > 0 && { opened_refusals: opened }),
    rejected: addCounts(totals.map(({ rejected }) => rejected)),
    left_out: addCounts(totals.map(({ leftOut }) => leftOut)),
    maybe_twice: totalOf(totals, ({ maybeTwice }) => maybeTwice),
    requests: totalOf(totals, ({ requests }) => requests),
    retries: totalOf(totals, ({ retries }) => retries),
    campaigns: run.campaigns.map((campaign, index) => ({
      id: campaign.id,
      ...(campaign.period !== undefined && {
        period: { name: campaign.period, catches_up: campaign.catchesUp === true },
      }),
      totals: addTotals(totals.slice(index, index + 1)),
      refused: { ...totals[index]?.refused },
      rejected: { ...totals[index]?.rejected },
      left_out: { ...totals[index]?.leftOut },
      ...presentGroups(campaign, { ...totals[index] }, run.state),
      ...presentSteps(totals[index]),
      ...presentTimes(campaign, totals[index]?.times),
    })),
    why: run.why,
    ...(run.nextDue !== null && { next_due: showMoment(run.nextDue) }),
    last_error: lastError === undefined ? null : presentLastError(lastError),
    diagnostics: diagnostics.map(publishDiagnostic),
  };
}

function presentSteps({ rollout }: Partial<CampaignTotals> = {}): Pick<CampaignRun, 'rollout'> {
  return rollout === undefined ? {} : { rollout: presentRollout(rollout) };
}

function presentTimes({ times: own }: RunCampaign, times: CampaignTotals['times']): Pick<CampaignRun, 'timetable'> {
  if (times === undefined) return {};
  // If a column gives the zone, each person has their own.
  const zone = own === undefined || own.schedule?.column !== undefined ? null : zoneOf(own);
  return {
    timetable: times.map(({ due, planned, left, firstLeft, lastLeft, leftOut }) => ({
      due: due === null ? null : showMoment(due),
      zone,
      planned,
      left,
      first_left_at: showInstant(firstLeft),
      last_left_at: showInstant(lastLeft),
      not_sent: planned - left,
      left_out: { ...leftOut },
    })),
  };
}

function showInstant(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

function presentLastError(found: LastError): RunLastError {
  const { name, status, means, remedy } = explainError(found, vendor.errors);
  return { name, status, at: new Date(found.at).toISOString(), means, remedy };
}

export function presentWorker({ name, isAlive, why, silentFor, requestsInLastMinute }: WorkerSeen): Worker {
  const silent_seconds = Math.floor(silentFor / 1_000);
  return { name, alive: isAlive, silent_seconds, requests_in_last_minute: requestsInLastMinute, why };
}

function addTotals(totals: readonly CampaignTotals[]): RunTotals {
  return {
    planned: totalOf(totals, ({ planned }) => planned),
    accepted: totalOf(totals, ({ buckets }) => buckets.accepted),
    refused: totalOf(totals, ({ buckets }) => buckets.refused),
    rejected: totalOf(totals, ({ buckets }) => buckets.rejected),
    in_doubt: totalOf(totals, ({ buckets }) => buckets.in_doubt),
    not_sent: totalOf(totals, ({ buckets }) => buckets.not_sent),
  };
}

function addCounts(counts: readonly Counts[]): Record<string, number> {
  const added: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((one) => Object.entries(one))) added[name] = (added[name] ?? 0) + count;
  return added;
}
