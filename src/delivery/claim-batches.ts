// Claims batches in one commit and starts a request for each that was granted.
import { makeAttempt, type Claimed } from './attempt.ts';
import type { Batch } from './backlog.ts';
import type { CampaignState } from './campaign-state.ts';
import { actOnVerdict } from './act-on-verdict.ts';
import type { ClaimResult } from './ledger.ts';
import { judgeBatch, type JudgedBatch } from './judge-batch.ts';
import { fenced } from './stopping/stops.ts';
import { moveNotification, moveRequest } from './transition.ts';

export async function claimBatches(campaignState: CampaignState, taken: readonly Batch[]): Promise<void> {
  const { sendState, campaign, backlog, terms } = campaignState;
  const { ledger, run, clock } = sendState.delivery;
  const judged = taken.map((batch) => judgeBatch(terms.times, batch, clock.now()));
  for (const one of judged) await holdBack(campaignState, one);
  const going = judged.filter(({ batch }) => batch.notifications.length > 0);
  if (going.length === 0) return;
  const batches = going.map(({ batch }) => batch);
  const askedAt = clock.monotonic();
  const results = await ledger.claimAll(
    going.map(({ batch: { chunk, notifications }, out }) => ({
      run: run.id,
      chunk: chunk.number,
      campaign,
      notifications,
      out,
      waits: sendState.delivery.waits,
    })),
  );
  const unclaimed: Batch[] = [];
  for (const [index, batch] of batches.entries()) {
    const result = results[index];
    if (result === undefined) throw new RangeError(`${results.length} results of ${batches.length} claims`);
    if (result.kind === 'claimed') await beginClaimed(campaignState, batch, result, askedAt);
    else unclaimed.push(batch);
  }
  for (const batch of unclaimed.toReversed()) {
    sendState.allowance.giveBack(batch, batch.notifications.length);
    backlog.untake(batch);
  }
  const refused = results.find(({ kind }) => kind !== 'claimed');
  if (refused?.kind === 'fenced') sendState.halt.call(fenced(run, refused.state));
  if (refused?.kind === 'wait') sendState.gate.hold(clock.monotonic(), refused.milliseconds, 'pace');
}

/** Leaves notifications in their chunk until they may leave. If the run waits for them, the chunk is due then. */
async function holdBack(
  { sendState, backlog }: CampaignState,
  { batch, held, until }: Pick<JudgedBatch, 'batch' | 'held' | 'until'>,
): Promise<void> {
  if (held.length === 0) return;
  const { chunk } = batch;
  sendState.allowance.giveBack(batch, held.length);
  if (sendState.delivery.waits === true) chunk.until = Math.min(chunk.until ?? until, until);
  else for (const notification of held) sendState.foreign.holdBack(chunk.number, notification, until);
  await backlog.settled(chunk, held.length);
}

type Given = Extract<ClaimResult, { kind: 'claimed' }>;

/** Starts the request for the notifications that were granted. Others were sent or claimed elsewhere and count as settled here. */
async function beginClaimed(campaignState: CampaignState, batch: Batch, given: Given, askedAt: number): Promise<void> {
  const { sendState, campaign, terms, backlog } = campaignState;
  moveNotification(batch.state, 'claimed');
  const ours = { ...batch, notifications: batch.notifications.filter((_, index) => given.taken.includes(index)) };
  if (ours.notifications.length > 0) {
    moveRequest('batch', 'claimed');
    begin(campaignState, { attempt: given.attempt, campaign, terms, batch: ours, askedAt });
  }
  const { held = new Map<number, number>() } = given;
  const waiting = batch.notifications.filter((_, index) => held.has(index));
  await holdBack(campaignState, { batch, held: waiting, until: Math.min(...held.values()) });
  const others = batch.notifications.length - ours.notifications.length - waiting.length;
  sendState.allowance.giveBack(batch, others);
  if (others > 0) await backlog.settled(batch.chunk, others);
}

/** Starts an attempt without waiting for it. */
function begin(campaignState: CampaignState, claimed: Claimed): void {
  const { sendState, underWay } = campaignState;
  const work = attempt(campaignState, claimed)
    .catch((error: unknown) => sendState.halt.fail(error))
    .finally(() => {
      underWay.delete(work);
      sendState.inFlight.delete(work);
    });
  underWay.add(work);
  sendState.inFlight.add(work);
}

async function attempt(campaignState: CampaignState, claimed: Claimed): Promise<void> {
  const begunAt = campaignState.sendState.delivery.clock.monotonic();
  const verdict = await makeAttempt(campaignState.sendState, claimed);
  await actOnVerdict(campaignState, claimed.batch, verdict, begunAt);
}
