// Sends what a run holds of one campaign: as many requests side by side as the course allows, until none is left.
import { AbortWatch } from './abort-if.ts';
import { Backlog } from './backlog.ts';
import { longestOpen } from './breaker.ts';
import type { CampaignCourse, CampaignWatch } from './campaign-course.ts';
import { CertificateWatch } from './certificate-watch.ts';
import { claimBatches } from './claim-batches.ts';
import { holdPlaces, type Crowd } from './crowd.ts';
import type { Course } from './delivery.ts';
import type { Stop } from './halt.ts';
import type { RunCampaign } from './ledger.ts';
import type { ChunkRef } from './spool.ts';
import { gaveUp, stopped } from './stops.ts';
import { takeBatches } from './take-batches.ts';
import { FirstTries } from './template-defect.ts';

/** Waits that are shorter are not worth saying. */
const noticeable = 250;

/** Returns when everything is settled, or when the course has halted and what was under way is settled. */
export async function deliverCampaign(
  course: Course,
  campaign: number,
  chunks: readonly ChunkRef[],
  watch?: CampaignWatch,
): Promise<void> {
  const { run, spool } = course.delivery;
  const terms = run.campaigns[campaign];
  if (terms === undefined) throw new RangeError(`run ${run.id} has no campaign ${campaign}`);
  const backlog = new Backlog(spool, run.id, chunks, (notification) => course.foreign.isAside(notification));
  const lanes: CampaignCourse = {
    course,
    campaign,
    terms,
    backlog,
    ...(watch ?? watchCampaign(terms)),
    underWay: new Set(),
  };
  try {
    while (!course.halt.isCalled && (await step(lanes)) !== 'done');
  } catch (error) {
    course.halt.fail(error);
  }
  await Promise.all(lanes.underWay);
  if (!course.halt.hasFailed && course.halt.stop?.kind !== 'fenced') await backlog.leave();
}

export function watchCampaign({ abortIf }: RunCampaign): CampaignWatch {
  return { tries: new FirstTries(), abortWatch: new AbortWatch(abortIf), certificateWatch: new CertificateWatch() };
}

/** Begins requests, or waits for whatever stands in the way of the next. */
async function step(lanes: CampaignCourse): Promise<'done' | 'go_on'> {
  const { course, underWay, backlog } = lanes;
  if (backlog.isEmpty) return underWay.size === 0 ? 'done' : waitForAnswer(course, underWay);
  const stop = stopDue(course);
  if (stop !== undefined) {
    course.halt.call(stop);
    return 'go_on';
  }
  if (roomOf(course) <= 0) return waitForAnswer(course, course.crowd);
  if (await waitAtGate(course)) return 'go_on';
  const room = roomOf(course);
  using _places = holdPlaces(course.crowd, room);
  const { batches, isSpent } = await takeBatches(lanes, room);
  if (batches.length > 0) await claimBatches(lanes, batches);
  else if (!isSpent) return 'go_on';
  else if (underWay.size > 0) await waitForAnswer(course, underWay);
  else course.halt.call(stopped(course.delivery.run, `--max-sends ${String(course.delivery.maxSends)} is reached`));
  return 'go_on';
}

function stopDue({ delivery, gate, breaker }: Course): Stop | undefined {
  const { clock, run, deadline } = delivery;
  const now = clock.monotonic();
  if (deadline !== undefined && now >= deadline.at) return stopped(run, deadline.why);
  return breaker.isHopeless(now) || gate.isHopeless(now) ? gaveUp(run, longestOpen / 60_000) : undefined;
}

/** Requests that may begin now, beside those that are under way; none where others were faster. */
function roomOf({ breaker, foreign, ramp, crowd }: Course): number {
  return Math.max(0, (breaker.isOpen || foreign.isSuspected ? 1 : ramp.width) - crowd.size);
}

async function waitForAnswer(course: Course, underWay: Crowd): Promise<'go_on'> {
  const isSingle = course.ramp.isCanary || course.breaker.isOpen;
  using _words = isSingle ? sayUnlessShort(course) : undefined;
  await Promise.race(underWay);
  return 'go_on';
}

/** A single request that all others wait for is worth a word when it takes its time. */
function sayUnlessShort({ delivery, gate }: Course): Disposable {
  const { clock, listen } = delivery;
  const over = new AbortController();
  let isSaid = false;
  const say = async (): Promise<void> => {
    await clock.sleep(noticeable, over.signal);
    if (over.signal.aborted) return;
    isSaid = true;
    listen({ kind: 'waiting', reason: 'canary', until: clock.monotonic(), lastError: gate.lastError });
  };
  void say();
  return {
    [Symbol.dispose]() {
      over.abort();
      if (isSaid) listen({ kind: 'going_on' });
    },
  };
}

async function waitAtGate(course: Course): Promise<boolean> {
  const { clock, listen } = course.delivery;
  const wait = course.gate.wait(clock.monotonic());
  if (wait === undefined) return false;
  const isSaid = wait.milliseconds >= noticeable;
  const { reason, until } = wait;
  if (isSaid) listen({ kind: 'waiting', reason, until, lastError: course.gate.lastError });
  await clock.sleep(wait.milliseconds, course.halt.signal);
  if (isSaid) listen({ kind: 'going_on' });
  return true;
}
