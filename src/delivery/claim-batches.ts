// Claims batches in one commit and begins a request for each that was given.
import { makeAttempt, type Claimed } from './attempt.ts';
import type { Batch } from './backlog.ts';
import type { CampaignCourse } from './campaign-course.ts';
import { actOnVerdict } from './act-on-verdict.ts';
import type { ClaimResult } from './ledger.ts';
import { fenced } from './stops.ts';
import { moveNotification, moveRequest } from './transition.ts';

export async function claimBatches(lanes: CampaignCourse, batches: readonly Batch[]): Promise<void> {
  const { course, campaign, backlog } = lanes;
  const { ledger, run, clock } = course.delivery;
  const askedAt = clock.monotonic();
  const results = await ledger.claimAll(
    batches.map(({ chunk, notifications }) => ({ run: run.id, chunk: chunk.number, campaign, notifications })),
  );
  const unclaimed: Batch[] = [];
  for (const [index, batch] of batches.entries()) {
    const result = results[index];
    if (result === undefined) throw new RangeError(`${results.length} results of ${batches.length} claims`);
    if (result.kind === 'claimed') await beginClaimed(lanes, batch, result, askedAt);
    else unclaimed.push(batch);
  }
  for (const batch of unclaimed.toReversed()) backlog.untake(batch);
  const refused = results.find(({ kind }) => kind !== 'claimed');
  if (refused?.kind === 'fenced') course.halt.call(fenced(run, refused.state));
  if (refused?.kind === 'wait') course.gate.hold(clock.monotonic(), refused.milliseconds, 'pace');
}

type Given = Extract<ClaimResult, { kind: 'claimed' }>;

/** What is not ours to send has been sent or claimed elsewhere, so here it is settled. */
async function beginClaimed(lanes: CampaignCourse, batch: Batch, given: Given, askedAt: number): Promise<void> {
  const { course, campaign, terms, backlog } = lanes;
  moveNotification(batch.state, 'claimed');
  const ours = { ...batch, notifications: batch.notifications.filter((_, index) => given.taken.includes(index)) };
  if (batch.repeats === 0) course.allowance -= ours.notifications.length;
  if (ours.notifications.length > 0) {
    moveRequest('batch', 'claimed');
    begin(lanes, { attempt: given.attempt, campaign, terms, batch: ours, askedAt });
  }
  const others = batch.notifications.length - ours.notifications.length;
  if (others > 0) await backlog.settled(batch.chunk, others);
}

/** Alongside what is under way. */
function begin(lanes: CampaignCourse, claimed: Claimed): void {
  const { course, underWay } = lanes;
  const work = attempt(lanes, claimed)
    .catch((error: unknown) => course.halt.fail(error))
    .finally(() => {
      underWay.delete(work);
      course.crowd.delete(work);
    });
  underWay.add(work);
  course.crowd.add(work);
}

async function attempt(lanes: CampaignCourse, claimed: Claimed): Promise<void> {
  const begunAt = lanes.course.delivery.clock.monotonic();
  const verdict = await makeAttempt(lanes.course, claimed);
  await actOnVerdict(lanes, claimed.batch, verdict, begunAt);
}
