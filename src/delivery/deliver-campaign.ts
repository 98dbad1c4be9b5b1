// Sends a run's notifications of one campaign: as many concurrent requests as the delivery allows, until none is left.
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

/** Shorter waits are not reported, milliseconds. */
const noticeable = 250;

/*
 * A notification                                        A request
 *
 *   planned                                               batch of 1 or more
 *      |                                                     |
 *      |<---------------------------------.                  |<-------- slot not free: wait
 *      | claim committed                  |                  | claim committed, slot taken
 *      v                                  |                  v
 *   claimed ---- outcome committed --.    |               claimed -- older than 5 s --> not sent, back off
 *      |                             |    |                  | leaves
 *      | process dies                v    |                  v
 *      v                      .- not_sent |               under way
 *   in_doubt                  |  repeated-'                  | answer                  next, once committed
 *      ^                      '-----------^                  |-- settled ------------> done
 *      |                                                     |-- unacceptable, n > 1 -> two halves
 *      |-- accepted            final                         |-- unacceptable, n = 1 -> done (rejected)
 *      |-- refused(reason)     final                         |-- foreign, n > 1 -----> two halves
 *      |-- rejected(code)      final                         |-- foreign, n = 1 -----> set aside (not sent)
 *      '-- in_doubt   a log or a person settles it:          |-- unsent -------------> back off, again
 *                     accepted or not_sent                   |-- throttled ----------> block the key, again
 *                                                            |-- unclear, once ------> done (in doubt)
 *                                                            |-- unclear, at least --> back off, again; 5 tries
 *                                                            '-- shut out -----------> halt
 *
 * "At least" applies to a campaign with at_least_once, and to every campaign if the vendor takes an id only once.
 *
 * "Foreign" is an answer that is not the API's own. Three in a row, or five of a campaign's first twenty requests, end the run. One
 * notification that gets it alone, while others pass, is set aside: it stays not sent, and is not claimed again in this run.
 *
 * transition.ts refuses what is not drawn. Ramp (one notification first, then 1, 2, 4, 8 requests and more) and Breaker (none, then one
 * notification at a time) decide how many requests are under way at once. Gate and the ledger's slots decide when the next one
 * may start.
 *
 * The order is always: claim committed -> request leaves -> outcome committed -> event. A batch comes back only when its
 * "not_sent" or "repeated" is committed, since only then can it be claimed again.
 */

/** Returns when everything is settled, or when the delivery has halted and requests under way are settled. */
export async function deliverCampaign(
  sendState: SendState,
  campaign: number,
  chunks: readonly ChunkRef[],
  watch: CampaignWatch,
): Promise<void> {
  const { run, spool, vendor } = sendState.delivery;
  const backlog = new Backlog(spool, run.id, vendor, chunks, (notification) => sendState.foreign.isAside(notification));
  const campaignState: CampaignState = {
    sendState,
    campaign,
    backlog,
    ...watch,
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

export function watchCampaign(terms: RunCampaign, vendor: Vendor): CampaignWatch {
  return {
    terms,
    tries: new FirstTries(),
    abortWatch: new AbortWatch(terms.abortIf),
    certificateWatch: new CertificateWatch(vendor),
  };
}

/** Starts requests, or waits for what prevents the next one. */
async function step(campaignState: CampaignState): Promise<'done' | 'go_on'> {
  const { sendState, underWay, backlog } = campaignState;
  if (backlog.isEmpty) return underWay.size === 0 ? 'done' : waitForLast(campaignState);
  const stop = stopDue(sendState);
  if (stop !== undefined) {
    sendState.halt.call(stop);
    return 'go_on';
  }
  if (roomOf(sendState) <= 0) return waitForAnswer(sendState, sendState.inFlight);
  if (await waitAtGate(sendState)) return 'go_on';
  if ((await beginRequests(campaignState)) === 'began') return 'go_on';
  // What comes back, of any campaign, may be sent again.
  if (sendState.inFlight.size > 0) return waitForAnswer(sendState, sendState.inFlight);
  const { run, maxSends } = sendState.delivery;
  sendState.halt.call(stopped(run, `--max-sends ${String(maxSends)} is reached`));
  return 'go_on';
}

/** Returns `spent` if no request could start because no more may be sent. */
async function beginRequests(campaignState: CampaignState): Promise<'began' | 'spent'> {
  const { inFlight } = campaignState.sendState;
  const room = roomOf(campaignState.sendState);
  using _places = holdPlaces(inFlight, room);
  const { batches, isSpent } = await takeBatches(campaignState, room);
  if (batches.length > 0) await claimBatches(campaignState, batches);
  return batches.length === 0 && isSpent ? 'spent' : 'began';
}

function stopDue({ delivery, gate, breaker }: SendState): Stop | undefined {
  const { clock, run, deadline } = delivery;
  const now = clock.monotonic();
  if (deadline !== undefined && now >= deadline.at) return stopped(run, deadline.why);
  return breaker.isHopeless(now) || gate.isHopeless(now) ? gaveUp(run, longestOpen / 60_000) : undefined;
}

/** Returns how many requests may start now in addition to those under way; 0 if other jobs took the places. */
function roomOf({ breaker, foreign, ramp, inFlight }: SendState): number {
  return Math.max(0, (breaker.isOpen || foreign.isSuspected ? 1 : ramp.width) - inFlight.size);
}

async function waitForAnswer(sendState: SendState, underWay: InFlight): Promise<'go_on'> {
  const isSingle = sendState.ramp.isCanary || sendState.breaker.isOpen;
  using _words = isSingle ? sayUnlessShort(sendState) : undefined;
  await Promise.race(underWay);
  return 'go_on';
}

function waitForLast({ sendState, underWay }: CampaignState): Promise<'go_on'> {
  sendState.allBegun?.();
  return waitForAnswer(sendState, underWay);
}

/** Reports the wait for a single request that all others wait for, if it takes noticeably long. */
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
