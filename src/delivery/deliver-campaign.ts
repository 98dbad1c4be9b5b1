// Sends what a run holds of one campaign: as many requests side by side as the delivery allows, until none is left.
import { AbortWatch } from './stopping/abort-if.ts';
import { Backlog } from './backlog.ts';
import { longestOpen } from './stopping/breaker.ts';
import type { CampaignState, CampaignWatch } from './campaign-state.ts';
import { CertificateWatch } from './stopping/certificate-watch.ts';
import { claimBatches } from './claim-batches.ts';
import { holdPlaces, type InFlight } from './in-flight.ts';
import type { SendState } from './delivery.ts';
import type { Stop } from './stopping/halt.ts';
import type { RunCampaign } from './ledger.ts';
import type { ChunkRef } from './spool.ts';
import { gaveUp, stopped } from './stopping/stops.ts';
import { takeBatches } from './take-batches.ts';
import { FirstTries } from './stopping/template-defect.ts';
import type { Vendor } from './vendor.ts';

/** Waits that are shorter are not worth saying. */
const noticeable = 250;

/** Returns when everything is settled, or when the delivery has halted and what was under way is settled. */
export async function deliverCampaign(
  sendState: SendState,
  campaign: number,
  chunks: readonly ChunkRef[],
  watch?: CampaignWatch,
): Promise<void> {
  const { run, spool, vendor } = sendState.delivery;
  const terms = run.campaigns[campaign];
  if (terms === undefined) throw new RangeError(`run ${run.id} has no campaign ${campaign}`);
  const backlog = new Backlog(spool, run.id, vendor, chunks, (notification) => sendState.foreign.isAside(notification));
  const campaignState: CampaignState = {
    sendState,
    campaign,
    terms,
    backlog,
    ...(watch ?? watchCampaign(terms, vendor)),
    underWay: new Set(),
  };
  try {
    while (!sendState.halt.isCalled && (await step(campaignState)) !== 'done');
  } catch (error) {
    sendState.halt.fail(error);
  }
  await Promise.all(campaignState.underWay);
  if (!sendState.halt.hasFailed && sendState.halt.stop?.kind !== 'fenced') await backlog.leave();
}

export function watchCampaign({ abortIf }: RunCampaign, vendor: Vendor): CampaignWatch {
  return {
    tries: new FirstTries(),
    abortWatch: new AbortWatch(abortIf),
    certificateWatch: new CertificateWatch(vendor),
  };
}

/** Begins requests, or waits for whatever stands in the way of the next. */
async function step(campaignState: CampaignState): Promise<'done' | 'go_on'> {
  const { sendState, underWay, backlog } = campaignState;
  if (backlog.isEmpty) return underWay.size === 0 ? 'done' : waitForAnswer(sendState, underWay);
  const stop = stopDue(sendState);
  if (stop !== undefined) {
    sendState.halt.call(stop);
    return 'go_on';
  }
  if (roomOf(sendState) <= 0) return waitForAnswer(sendState, sendState.inFlight);
  if (await waitAtGate(sendState)) return 'go_on';
  const room = roomOf(sendState);
  using _places = holdPlaces(sendState.inFlight, room);
  const { batches, isSpent } = await takeBatches(campaignState, room);
  if (batches.length > 0) await claimBatches(campaignState, batches);
  else if (!isSpent) return 'go_on';
  else if (underWay.size > 0) await waitForAnswer(sendState, underWay);
  else
    sendState.halt.call(
      stopped(sendState.delivery.run, `--max-sends ${String(sendState.delivery.maxSends)} is reached`),
    );
  return 'go_on';
}

function stopDue({ delivery, gate, breaker }: SendState): Stop | undefined {
  const { clock, run, deadline } = delivery;
  const now = clock.monotonic();
  if (deadline !== undefined && now >= deadline.at) return stopped(run, deadline.why);
  return breaker.isHopeless(now) || gate.isHopeless(now) ? gaveUp(run, longestOpen / 60_000) : undefined;
}

/** Requests that may begin now, beside those that are under way; none where others were faster. */
function roomOf({ breaker, foreign, ramp, inFlight }: SendState): number {
  return Math.max(0, (breaker.isOpen || foreign.isSuspected ? 1 : ramp.width) - inFlight.size);
}

async function waitForAnswer(sendState: SendState, underWay: InFlight): Promise<'go_on'> {
  const isSingle = sendState.ramp.isCanary || sendState.breaker.isOpen;
  using _words = isSingle ? sayUnlessShort(sendState) : undefined;
  await Promise.race(underWay);
  return 'go_on';
}

/** A single request that all others wait for is worth a word when it takes its time. */
function sayUnlessShort({ delivery, gate }: SendState): Disposable {
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

async function waitAtGate(sendState: SendState): Promise<boolean> {
  const { clock, listen } = sendState.delivery;
  const wait = sendState.gate.wait(clock.monotonic());
  if (wait === undefined) return false;
  const isSaid = wait.milliseconds >= noticeable;
  const { reason, until } = wait;
  if (isSaid) listen({ kind: 'waiting', reason, until, lastError: sendState.gate.lastError });
  await clock.sleep(wait.milliseconds, sendState.halt.signal);
  if (isSaid) listen({ kind: 'going_on' });
  return true;
}
