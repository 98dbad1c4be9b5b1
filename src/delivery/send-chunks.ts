// Sends what is left of some chunks of one campaign, as one job of a worker.
import type { Diagnostic } from '../diagnostic.ts';
import { deliverCampaign } from './deliver-campaign.ts';
import type { SendState } from './delivery.ts';
import { Settlements } from './doubt/settlements.ts';
import type { Shift } from './jobs/shift.ts';
import { Halt, type Stop } from './stopping/halt.ts';
import { heedSignals } from './stopping/heed-signals.ts';
import { tellLastError } from './stopping/stops.ts';
import type { TakenChunks } from './jobs/work-ledger.ts';

export interface SentChunks {
  /** Why it stopped before the end; undefined if everything is settled or set aside. */
  readonly stop: Stop | undefined;
  /** The first rejections, as warnings with their row. */
  readonly findings: readonly Diagnostic[];
}

/** Sends the chunks. `signal` is as in Work, `allBegun` as in SendState. Throws what the ledger throws. */
export async function sendChunks(
  shift: Shift,
  taken: TakenChunks,
  signal: AbortSignal,
  allBegun?: () => void,
): Promise<SentChunks> {
  const { run, campaign, chunks, waits, ledger, spool } = taken;
  const { terms, gate, breaker, ramp, inFlight, allowance } = shift;
  const foreign = shift.foreign(run.id);
  for (const { number } of chunks) foreign.beginChunk(number);
  using halt = new Halt(terms.listen, shift.halts(run.id));
  const delivery = { ...terms, run, waits, ledger, spool, signal, knownAccepted: shift.knownAccepted(run.id) };
  using stops = heedSignals(delivery, halt);
  const sendState: SendState = {
    delivery,
    halt,
    gate,
    breaker,
    ramp,
    foreign,
    settlements: new Settlements(ledger, terms.clock),
    abort: stops.abort,
    findings: [],
    inFlight,
    allowance,
    allBegun,
  };
  await deliverCampaign(sendState, campaign, chunks, shift.watch(taken));
  halt.throwFailure();
  if (halt.stop === undefined) for (const { number } of chunks) foreign.endChunk(number);
  return {
    stop: halt.stop && tellLastError(halt.stop, gate.lastError),
    findings: shift.keepRejections(run.id, sendState.findings),
  };
}
