// One chunk of a detached run, sent by the same way as a whole run; what a worker learns in one chunk counts for the next.
import type { Diagnostic } from '../diagnostic.ts';
import { Breaker } from './stopping/breaker.ts';
import type { CampaignWatch } from './campaign-state.ts';
import type { Clock } from './clock.ts';
import { KnownAccepted } from './doubt/known-accepted.ts';
import type { InFlight } from './in-flight.ts';
import { defaultConcurrency } from './deliver.ts';
import { deliverCampaign, watchCampaign } from './deliver-campaign.ts';
import type { SendState } from './delivery.ts';
import type { TakenChunk } from './fleet-ledger.ts';
import { ForeignAnswers } from './stopping/foreign-answers.ts';
import { Gate } from './gate.ts';
import { Halt, type Stop } from './stopping/halt.ts';
import { heedSignals } from './stopping/heed-signals.ts';
import { Ramp } from './ramp.ts';
import type { Listen } from './run-event.ts';
import type { Sender } from './sender.ts';
import { Settlements } from './doubt/settlements.ts';
import { tellLastError } from './stopping/stops.ts';
import type { Vendor } from './vendor.ts';

export interface ShiftTerms {
  readonly vendor: Vendor;
  readonly sender: Sender;
  readonly clock: Clock;
  /** At least 0 and below 1; spreads retries. */
  readonly random: () => number;
  readonly listen: Listen;
}

/** What a worker keeps from chunk to chunk: how the API is, and what the first requests told of a campaign. */
export class Shift {
  readonly terms: ShiftTerms;
  readonly gate: Gate;
  readonly breaker = new Breaker();
  readonly ramp = new Ramp(defaultConcurrency);
  readonly inFlight: InFlight = new Set();
  readonly #watches = new Map<string, CampaignWatch>();
  readonly #knownAccepted = new Map<string, KnownAccepted>();
  readonly #foreign = new Map<string, ForeignAnswers>();

  constructor(terms: ShiftTerms) {
    this.terms = terms;
    this.gate = new Gate(terms.random);
  }

  watch({ run, chunk: { campaign } }: TakenChunk): CampaignWatch | undefined {
    const terms = run.campaigns[campaign];
    if (terms === undefined) return undefined;
    const name = `${run.id}/${campaign}`;
    const watch = this.#watches.get(name) ?? watchCampaign(terms, this.terms.vendor);
    this.#watches.set(name, watch);
    return watch;
  }

  /** Those of the run whom this worker sent to. */
  knownAccepted(run: string): KnownAccepted {
    const knownAccepted = this.#knownAccepted.get(run) ?? new KnownAccepted();
    this.#knownAccepted.set(run, knownAccepted);
    return knownAccepted;
  }

  /** In the run, to requests of this worker. */
  foreign(run: string): ForeignAnswers {
    const foreign = this.#foreign.get(run) ?? new ForeignAnswers();
    this.#foreign.set(run, foreign);
    return foreign;
  }

  /** Chunks in which nobody is left but whom this worker set aside, of all runs. */
  get chunksLeft(): number {
    return [...this.#foreign.values()].reduce((sum, { chunksLeft }) => sum + chunksLeft.size, 0);
  }

  /** Runs that are under way. A run that was ended and goes on again is to be tried whole. */
  keepOnly(runs: ReadonlySet<string>): void {
    for (const run of this.#foreign.keys()) if (!runs.has(run)) this.#foreign.delete(run);
  }

  /** The run has ended. */
  forget(run: string): void {
    this.#knownAccepted.delete(run);
    this.#foreign.delete(run);
    for (const name of this.#watches.keys()) if (name.startsWith(`${run}/`)) this.#watches.delete(name);
  }
}

export interface WorkedChunk {
  /** Why it stopped before the end; undefined when all of it is settled or set aside. */
  readonly stop: Stop | undefined;
  /** The first rejections, as warnings with their row. */
  readonly findings: readonly Diagnostic[];
}

/** Sends what is left of the chunk. */
export async function workChunk(shift: Shift, taken: TakenChunk, signal: AbortSignal): Promise<WorkedChunk> {
  const { run, chunk, ledger, spool } = taken;
  const { terms, gate, breaker, ramp, inFlight } = shift;
  const foreign = shift.foreign(run.id);
  foreign.beginChunk(chunk.number);
  const halt = new Halt(terms.listen);
  const delivery = {
    ...terms,
    run,
    ledger,
    spool,
    signal,
    abort: new AbortController().signal,
    knownAccepted: shift.knownAccepted(run.id),
  };
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
    allowance: Number.POSITIVE_INFINITY,
  };
  await deliverCampaign(sendState, chunk.campaign, [chunk], shift.watch(taken));
  halt.throwFailure();
  if (halt.stop === undefined) foreign.endChunk(chunk.number);
  return { stop: halt.stop && tellLastError(halt.stop, gate.lastError), findings: sendState.findings };
}
