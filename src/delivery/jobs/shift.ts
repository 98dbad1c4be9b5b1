// The shift: what a worker keeps between jobs, such as the API's health, its allowance, and what first requests showed of a campaign.
import type { Diagnostic } from '../../diagnostic.ts';
import { Breaker } from '../stopping/breaker.ts';
import type { CampaignWatch } from '../campaign-state.ts';
import { watchCampaign } from '../deliver-campaign.ts';
import { Allowance } from '../allowance.ts';
import type { ShiftTerms } from '../delivery.ts';
import { KnownAccepted } from '../doubt/known-accepted.ts';
import { Gate } from '../gate.ts';
import type { InFlight } from '../in-flight.ts';
import { Ramp } from '../ramp.ts';
import { ForeignAnswers } from '../stopping/foreign-answers.ts';
import type { Halt } from '../stopping/halt.ts';
import type { TakenChunks } from './work-ledger.ts';

/** The default number of concurrent requests. */
export const usualConcurrency = 8;
const rejectionsKept = 20;

export class Shift {
  readonly terms: ShiftTerms;
  readonly gate: Gate;
  readonly breaker = new Breaker();
  readonly ramp: Ramp;
  readonly inFlight: InFlight = new Set();
  readonly allowance: Allowance;
  readonly #runs = new Map<string, RunMemory>();

  constructor(terms: ShiftTerms) {
    const { random, concurrency = usualConcurrency, maxSends = Number.POSITIVE_INFINITY } = terms;
    this.terms = terms;
    this.gate = new Gate(random);
    this.ramp = new Ramp(concurrency);
    this.allowance = new Allowance(maxSends);
  }

  watch({ run, campaign }: TakenChunks): CampaignWatch {
    const terms = run.campaigns[campaign];
    if (terms === undefined) throw new RangeError(`run ${run.id} has no campaign ${campaign}`);
    const { watches } = this.#memory(run.id);
    const watch = watches.get(campaign) ?? watchCampaign(terms, this.terms.vendor);
    watches.set(campaign, watch);
    return watch;
  }

  /** Returns notifications of the run that this worker sent and that were accepted. */
  knownAccepted(run: string): KnownAccepted {
    return this.#memory(run).knownAccepted;
  }

  /** Returns the halts of everything that this worker sends of the run at the same time. */
  halts(run: string): Set<Halt> {
    return this.#memory(run).halts;
  }

  /** Returns the foreign answers to this worker's requests of the run. */
  foreign(run: string): ForeignAnswers {
    return this.#memory(run).foreign;
  }

  /** Returns the first rejections of the run, as warnings with their row, up to a limit per run. */
  keepRejections(run: string, rejections: readonly Diagnostic[]): readonly Diagnostic[] {
    const memory = this.#memory(run);
    const kept = rejections.slice(0, rejectionsKept - memory.rejections);
    memory.rejections += kept.length;
    return kept;
  }

  /** The number of chunks, of all runs, in which only notifications are left that this worker set aside. */
  get chunksLeft(): number {
    return [...this.#runs.values()].reduce((sum, { foreign }) => sum + foreign.chunksLeft.size, 0);
  }

  /** Resets what was set aside, except in `runs`, which are under way. A run that has ended and is resumed is tried in full again. */
  keepOnly(runs: ReadonlySet<string>): void {
    for (const [run, memory] of this.#runs) if (!runs.has(run)) memory.foreign = new ForeignAnswers();
  }

  /** Forgets a run that has ended. */
  forget(run: string): void {
    this.#runs.delete(run);
  }

  #memory(run: string): RunMemory {
    const memory = this.#runs.get(run) ?? {
      watches: new Map(),
      knownAccepted: new KnownAccepted(),
      foreign: new ForeignAnswers(),
      halts: new Set(),
      rejections: 0,
    };
    this.#runs.set(run, memory);
    return memory;
  }
}

interface RunMemory {
  /** By index of the campaign in the run. */
  readonly watches: Map<number, CampaignWatch>;
  readonly knownAccepted: KnownAccepted;
  foreign: ForeignAnswers;
  readonly halts: Set<Halt>;
  rejections: number;
}
