// The worker, the only sender: takes jobs and does them until it is stopped or nothing is left, and finds jobs that were lost.
import type { Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { LostHold } from './fleet-ledger.ts';
import { closeRun, type SettleDoubts } from '../close-run.ts';
import type { ShiftTerms } from '../delivery.ts';
import type { Stop } from '../stopping/halt.ts';
import { PatientQueue } from './patient-queue.ts';
import { nameOfJob, type Job, type Queue, type TakenJob } from './queue.ts';
import { moveRollouts } from '../rollout/move-rollouts.ts';
import { sendChunks } from '../send-chunks.ts';
import { Shift, usualConcurrency } from './shift.ts';
import { Turns } from './turns.ts';
import type { WorkEvent } from './work-event.ts';
import type { TakenChunks, WorkLedger } from './work-ledger.ts';

/** Milliseconds between two attempts to take a job. The next two are milliseconds as well. */
const pollEvery = 500;
const keepEvery = 3_000;
const lookEvery = 2_000;

/** The default number of jobs of a process that start requests at the same time. */
export const usualLanes = 1;

/** The maximum number of chunks per run and priority in one search. The next ones are found when these are finished. */
const jobsFound = 100;

export interface Work extends ShiftTerms {
  /** Whose runs are sent. Commands that messages advise name it. */
  readonly environment: string;
  readonly ledger: WorkLedger;
  readonly queue: Queue;
  /** Jobs side by side that start requests. Others may wait for their last answers. */
  readonly lanes: number;
  /** How long it works: for one job, until nothing is left to do, until the signal fires, or until `isOver`, which is checked before each job. */
  readonly until: 'one' | 'drained' | 'told' | { readonly isOver: () => Promise<boolean> };
  /** Undefined if no delivery log is queried. */
  readonly settleDoubts?: SettleDoubts | undefined;
  /** No new claims; requests under way may settle for 6 s, and the jobs go back to the queue. */
  readonly signal: AbortSignal;
  /** Reports to the other workers how many chunks this one works on. Absent if there are none: then no job is lost or taken over. */
  readonly beSeen?: (chunks: number) => Promise<void>;
  readonly tell: (event: WorkEvent) => void;
}

/** Returns why this worker cannot continue where others may: nothing succeeds from here, or the API refuses it. Throws what the ledger throws. */
export async function work(given: Work): Promise<Stop | undefined> {
  return new Worker(given).work();
}

class Worker {
  readonly #work: Work;
  readonly #queue: PatientQueue;
  readonly #shift: Shift;
  readonly #turns: Turns;
  /** Fires when no more jobs are to be taken. */
  readonly #over = new AbortController();
  readonly #signal: AbortSignal;
  /** The names of the jobs under way, in case one is given out twice. */
  readonly #doing = new Set<string>();
  /** Stops of whole runs that were handled: each job of the run that was under way returns the same stop. */
  readonly #stops = new WeakSet<Stop>();
  /** Jobs that have started. Each promise ends by itself and never rejects. */
  readonly #underWay = new Set<Promise<void>>();
  #isIdle = false;
  /** The maximum number of jobs under way: as many as requests. */
  readonly #most: number;
  #stop: Stop | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(work: Work) {
    this.#work = work;
    this.#queue = new PatientQueue(work);
    this.#shift = new Shift(work);
    this.#turns = new Turns(work.random);
    this.#most = Math.max(work.lanes, work.concurrency ?? usualConcurrency);
    this.#signal = AbortSignal.any([work.signal, this.#over.signal, ...(work.abort === undefined ? [] : [work.abort])]);
  }

  async work(): Promise<Stop | undefined> {
    const { until, lanes, beSeen } = this.#work;
    const working = Array.from({ length: until === 'one' ? 1 : lanes }, () => this.#lane());
    const besides = beSeen === undefined ? [] : this.#amongOthers(beSeen);
    await Promise.all(working);
    await Promise.all(this.#underWay);
    this.#over.abort();
    await Promise.all(besides);
    if (this.#failure !== undefined) throw this.#failure.error;
    return this.#stop;
  }

  async #lane(): Promise<void> {
    const { until } = this.#work;
    while (!this.#signal.aborted) {
      try {
        if (typeof until === 'object' && (await until.isOver())) return this.#over.abort('it is over');
        const taken = await this.#queue.take(() => this.#turns.next(), this.#signal);
        if (taken !== undefined) {
          await this.#begin(taken);
          if (until === 'one') return;
        } else if (until === 'drained' && (await this.#isDrained())) return;
        else {
          this.#beIdle();
          await this.#waitForWork();
        }
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  /** Returns when the job has only answers left to wait for, so that many small jobs use the limit as well as a large one. */
  async #begin(taken: TakenJob): Promise<void> {
    const allBegun = Promise.withResolvers<undefined>();
    const job = this.#do(taken, () => allBegun.resolve(undefined))
      .catch((error: unknown) => this.#fail(error))
      .finally(() => this.#underWay.delete(job));
    this.#underWay.add(job);
    await Promise.race([job, allBegun.promise]);
    while (this.#underWay.size >= this.#most) await Promise.race(this.#underWay);
  }

  /** A job that ends may lead to new jobs. Without other workers, nothing else does. */
  async #waitForWork(): Promise<void> {
    const { clock, beSeen } = this.#work;
    if (beSeen === undefined && this.#underWay.size > 0) return Promise.race(this.#underWay);
    const over = new AbortController();
    const signal = AbortSignal.any([this.#signal, over.signal]);
    await Promise.race([clock.sleep(pollEvery, signal), ...this.#underWay]);
    over.abort();
  }

  #beIdle(): void {
    if (this.#isIdle || this.#doing.size > 0 || this.#signal.aborted) return;
    this.#isIdle = true;
    this.#work.tell({ kind: 'idle' });
  }

  /** If other workers are still at work, one of their jobs may come back. */
  async #isDrained(): Promise<boolean> {
    const jobs = await this.#find(1);
    await this.#queue.add(jobs);
    return jobs.length === 0;
  }

  async #do(taken: TakenJob, allBegun: () => void): Promise<void> {
    const { job } = taken;
    const name = nameOfJob(job);
    if (this.#doing.has(name)) return this.#queue.end(taken, true);
    this.#doing.add(name);
    this.#isIdle = false;
    const lost = new AbortController();
    const ended = new AbortController();
    const keeping = this.#work.beSeen && this.#keep(taken, lost, ended.signal);
    // Closing a run starts no requests, and may take minutes.
    if (job.kind === 'close') allBegun();
    try {
      const signal = AbortSignal.any([this.#signal, lost.signal]);
      const isDone = await (job.kind === 'chunk'
        ? this.#doChunks(job, signal, allBegun)
        : this.#close(job.run, signal));
      await this.#queue.end(taken, isDone || lost.signal.aborted);
    } finally {
      this.#doing.delete(name);
      ended.abort();
      await keeping;
    }
  }

  /** Returns false if the job is for another worker. */
  async #doChunks(job: Extract<Job, { kind: 'chunk' }>, signal: AbortSignal, allBegun: () => void): Promise<boolean> {
    const { ledger, tell } = this.#work;
    const taken = await ledger.takeChunks(job.run, job.chunk);
    if (taken === undefined) return true;
    tell({ kind: 'took', job });
    const { stop, findings } = await sendChunks(this.#shift, taken, signal, allBegun);
    tell({ kind: 'left', job, stop });
    this.#tellFound(job.run, findings);
    if (stop === undefined) await this.#lookAfter(taken);
    // Nothing is left to do in a run that was paused, stopped or taken over. If it is resumed, the job is found again.
    if (stop === undefined || stop.kind === 'fenced' || stop.kind === 'halted') return true;
    if (stop.kind === 'stopped' && stop.isOfRun === true) {
      await this.#stopRun(job.run, stop);
      return true;
    }
    if (!signal.aborted) this.#leave(stop);
    return false;
  }

  async #stopRun(run: string, stop: Stop): Promise<void> {
    if (this.#stops.has(stop)) return;
    this.#stops.add(stop);
    for (const halt of this.#shift.halts(run)) halt.call(stop);
    await this.#work.ledger.stopRun(run, stop.why);
    this.#work.tell({ kind: 'closed', run, stop });
    this.#shift.forget(run);
  }

  /** Checks the rollout and the end of the run now, so that they do not wait for the next look. */
  async #lookAfter({ run: { id: run, campaigns }, campaign }: TakenChunks): Promise<void> {
    if (campaigns[campaign]?.rollout !== undefined) {
      const { stop, findings } = await moveRollouts({ ...this.#work, run });
      this.#tellFound(run, findings);
      if (stop !== undefined) await this.#stopRun(run, stop);
    }
    const jobs = await this.#find(1);
    await this.#queue.add(jobs.filter((job) => job.kind === 'close' && job.run === run));
  }

  /** Finds at most `most` chunks of each run and priority. A run of which this worker can send nothing more is to be closed. */
  async #find(most: number): Promise<readonly Job[]> {
    const found = await this.#work.ledger.findJobs(most + this.#shift.chunksLeft);
    const byRun = Map.groupBy(found, ({ run }) => run);
    this.#shift.keepOnly(new Set(byRun.keys()));
    return [...byRun].flatMap(([run, jobs]): readonly Job[] => {
      const { chunksLeft } = this.#shift.foreign(run);
      const open = jobs.filter((job) => job.kind === 'close' || !chunksLeft.has(job.chunk));
      return open.length > 0 ? open : [{ kind: 'close', run }];
    });
  }

  async #close(run: string, signal: AbortSignal): Promise<boolean> {
    const { tell } = this.#work;
    const knownAccepted = this.#shift.knownAccepted(run);
    const isOpen = (await this.#find(1)).some((job) => job.kind === 'chunk' && job.run === run);
    const { aside, held } = isOpen ? {} : this.#shift.foreign(run);
    const closed = await closeRun({ ...this.#work, run, knownAccepted, aside, held, signal });
    const { isFinished, isWaiting, stop, notSent, findings, ofSteps } = closed;
    this.#shift.allowance.giveBack({ repeats: 0 }, notSent);
    const hasEnded = isFinished || stop !== undefined;
    this.#tellFound(run, ofSteps);
    // If the run continues, the delivery log is queried again.
    if (hasEnded || signal.aborted) this.#tellFound(run, findings);
    if (hasEnded) {
      tell({ kind: 'closed', run, stop, ...(isWaiting && { isWaiting }) });
      this.#shift.forget(run);
    } else {
      this.#shift.foreign(run).reopenChunks();
      await this.#queue.add((await this.#find(jobsFound)).filter((job) => job.run === run));
    }
    return !signal.aborted || hasEnded;
  }

  #tellFound(run: string, findings: readonly Diagnostic[]): void {
    if (findings.length > 0) this.#work.tell({ kind: 'found', run, findings });
  }

  async #keep(taken: TakenJob, lost: AbortController, ended: AbortSignal): Promise<void> {
    const { clock, tell } = this.#work;
    for (;;) {
      await clock.sleep(keepEvery, ended);
      if (ended.aborted) return;
      try {
        if (!(await taken.keep())) return lost.abort('another worker has it');
      } catch (error) {
        // The claims themselves show whether the chunk is still ours.
        tell({ kind: 'failed', error });
      }
    }
  }

  async #repeat(every: number, act: () => Promise<void>): Promise<void> {
    const { clock, random, tell } = this.#work;
    while (!this.#over.signal.aborted) {
      try {
        await act();
      } catch (error) {
        // A ledger that was refused stays refused.
        if (error instanceof Refusal && error.exitCode === exitCodes.blocked) return this.#fail(error);
        tell({ kind: 'failed', error });
      }
      await clock.sleep(every * (0.75 + random() / 2), this.#over.signal);
    }
  }

  /** The queue may lose a job: adds one for unfinished work that has none. */
  async #look(): Promise<void> {
    if (this.#signal.aborted || this.#work.until === 'one') return;
    await this.#queue.add(await this.#find(jobsFound));
  }

  #amongOthers(beSeen: NonNullable<Work['beSeen']>): readonly Promise<void>[] {
    return [this.#repeat(lookEvery, () => this.#look()), this.#repeat(keepEvery, () => beSeen(this.#doing.size))];
  }

  #leave(stop: Stop): void {
    this.#stop ??= stop;
    this.#over.abort(stop.why);
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#over.abort(error instanceof LostHold ? 'another process leads it' : 'the ledger failed');
  }
}
