// Delivery: from a spooled run to outcomes, nobody twice and nobody lost.
import { Breaker } from './stopping/breaker.ts';
import { deliverCampaign } from './deliver-campaign.ts';
import type { SendState, Delivery, DeliveryEnd } from './delivery.ts';
import { ForeignAnswers } from './stopping/foreign-answers.ts';
import { leftAside } from './stopping/foreign-stops.ts';
import { Gate } from './gate.ts';
import { Halt, type Stop } from './stopping/halt.ts';
import { heedSignals } from './stopping/heed-signals.ts';
import type { Ledger, RunRecord } from './ledger.ts';
import { Ramp } from './ramp.ts';
import { Settlements } from './doubt/settlements.ts';
import type { ChunkRef } from './spool.ts';
import { halted, stopped, tellLastError } from './stopping/stops.ts';

export const defaultConcurrency = 8;

/** How often those whose doubt was settled as not sent are sent again in one delivery; what is left then is left in doubt. */
export const roundsOfDoubt = 3;

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
 * At least is what a campaign says with at_least_once, and what holds for every campaign where the vendor takes an id once.
 *
 * Foreign is what is not the API's own answer. Three in a row, or five of a campaign's first twenty requests, end the run; one
 * notification that alone gets it while others pass is set aside: it stays not sent, and is not claimed again in this run.
 *
 * Whatever is not drawn is refused by transition.ts. How many requests are under way side by side is said by Ramp (one
 * notification first, then 1, 2, 4, 8 requests) and by Breaker (none, then one notification at a time); when the next may begin,
 * by Gate and by the ledger's slots.
 *
 * The order is always: claim committed -> request leaves -> outcome committed -> event. A batch comes back only when its
 * "not_sent" or "repeated" is committed, since only then can it be claimed again.
 */
export async function deliver(delivery: Delivery): Promise<DeliveryEnd> {
  const { clock, concurrency = defaultConcurrency, ledger, listen, run, spool } = delivery;
  try {
    await announce(delivery);
    const halt = new Halt(listen);
    using stops = heedSignals(delivery, halt);
    const sendState: SendState = {
      delivery,
      halt,
      gate: new Gate(delivery.random),
      breaker: new Breaker(),
      ramp: new Ramp(concurrency),
      foreign: new ForeignAnswers(),
      settlements: new Settlements(ledger, clock),
      abort: stops.abort,
      findings: [],
      inFlight: new Set(),
      allowance: delivery.maxSends ?? Number.POSITIVE_INFINITY,
    };
    await sendAll(sendState, delivery);
    // Between all sent and the end: who turns out not to have been sent to is sent to by the same way.
    for (let round = 1; round <= roundsOfDoubt && (await settleDoubts(sendState, delivery)); round++)
      await sendAll(sendState, delivery);
    halt.throwFailure();
    const left = await countLeft(delivery);
    // Where a chunk was emptied by somebody, the spool refuses.
    if (left > 0 && !halt.isCalled) await spool.chunks(run.id);
    return await conclude(sendState, delivery, left);
  } finally {
    listen({ kind: 'ended' });
  }
}

/** Everything that may be claimed, campaign by campaign; less when the delivery halts. */
async function sendAll(sendState: SendState, { run, spool, only }: Delivery): Promise<void> {
  for (const [campaign, chunks] of byCampaign(run, await spool.chunks(run.id))) {
    if (!sendState.halt.isCalled && (only ?? campaign) === campaign) await deliverCampaign(sendState, campaign, chunks);
  }
}

/** Whether anybody is to be sent to again. */
async function settleDoubts(sendState: SendState, delivery: Delivery): Promise<boolean> {
  const { halt } = sendState;
  if (halt.isCalled || delivery.settleDoubts === undefined) return false;
  const notSent = await delivery.settleDoubts(halt.signal);
  sendState.allowance += notSent;
  return notSent > 0 && !halt.isCalled;
}

async function announce({ run, ledger, vendor, requestsPerMinute, listen }: Delivery): Promise<void> {
  const totals = await ledger.totals(run.id);
  const campaigns = run.campaigns.map(({ id }, index) => {
    const planned = totals[index]?.planned ?? 0;
    return { id, planned, settled: planned - (totals[index]?.buckets.not_sent ?? 0) };
  });
  const { mostInRequest } = vendor;
  listen({ kind: 'started', run: run.id, environment: run.environment, requestsPerMinute, mostInRequest, campaigns });
}

/** Those of high priority first, else in the order of their chunks: campaigns are sent one after another. */
function byCampaign({ campaigns }: RunRecord, chunks: readonly ChunkRef[]): ReadonlyMap<number, readonly ChunkRef[]> {
  const isHigh = ({ campaign }: ChunkRef): boolean => campaigns[campaign]?.priority === 'high';
  const inOrder = chunks.toSorted((a, b) => Number(isHigh(b)) - Number(isHigh(a)));
  return Map.groupBy(inOrder, (chunk) => chunk.campaign);
}

async function countLeft({ run, ledger }: Delivery): Promise<number> {
  const totals = await ledger.totals(run.id);
  return totals.reduce((sum, campaign) => sum + campaign.buckets.not_sent, 0);
}

/** The ledger has the last word on whether it is finished: a stop that came after the last request stops nothing. */
async function conclude(sendState: SendState, { run, ledger }: Delivery, left: number): Promise<DeliveryEnd> {
  const { findings, foreign, gate, halt } = sendState;
  if (left > 0)
    halt.call(foreign.aside ? leftAside(run, foreign.aside) : stopped(run, `${left} notifications are left to send`));
  const stop = halt.stop && tellLastError(halt.stop, gate.lastError);
  if (stop === undefined || ((stop.kind === 'stopped' || stop.kind === 'halted') && left === 0)) {
    await ledger.setState(run.id, 'finished', {});
    return { kind: 'finished', findings };
  }
  if (stop.kind === 'halted') return { kind: 'stopped', ...(await tellWho(run, ledger, stop)), findings };
  if (stop.kind !== 'fenced') await ledger.setState(run.id, 'stopped', { why: stop.why });
  if (stop.kind === 'shut_out') return { kind: 'shut_out', diagnostic: stop.diagnostic, findings };
  return { kind: 'stopped', why: stop.why, diagnostic: stop.diagnostic, findings };
}

/** A claim knows that the run was paused or stopped; the run knows by whom. */
async function tellWho(
  run: RunRecord,
  ledger: Ledger,
  stop: Extract<Stop, { kind: 'halted' }>,
): Promise<Pick<Stop, 'why' | 'diagnostic'>> {
  const now = await ledger.run(run.id);
  // What this process had open and could not settle is in doubt from here on; a run that is paused keeps its state.
  if (now?.state === 'stopped') await ledger.setState(run.id, 'stopped', {});
  const { why, diagnostic } = typeof now?.why === 'string' ? halted(run, now.why) : stop;
  return { why, diagnostic };
}
