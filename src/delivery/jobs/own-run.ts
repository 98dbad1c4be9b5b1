// A run that this process sends alone: answers a worker's questions to ledger and queue from memory and from the spool.
import type { Ledger } from '../ledger.ts';
import type { Delivery } from '../delivery.ts';
import { nameOfJob, type Job, type Queue, type TakenJob } from './queue.ts';
import { hasBegun, type RolloutStanding } from '../rollout/rollout-standing.ts';
import { isDue, type ChunkRef } from '../spool.ts';
import type { TakenChunks, WorkLedger } from './work-ledger.ts';

type OwnDelivery = Pick<Delivery, 'run' | 'ledger' | 'spool' | 'only' | 'clock' | 'waits'>;
type ChunkJob = Extract<Job, { kind: 'chunk' }>;

/**
 * The process holds the ledger, so no job is lost or taken over. A job takes all chunks of its campaign that may be sent, so
 * campaigns start one after another. `deliver` records how the run ends, when nothing is under way any more.
 */
export class OwnRun implements WorkLedger, Queue {
  readonly #delivery: OwnDelivery;
  readonly totals: Ledger['totals'];
  readonly stepTotals: Ledger['stepTotals'];
  readonly moveRollout: Ledger['moveRollout'];
  #jobs: readonly Job[] = [];
  /** By the name of each job that was taken, the names of all jobs that are done with it. */
  readonly #taken = new Map<string, ReadonlySet<string>>();
  #rounds = 0;
  /** True if nothing more of the run is to be done here: it has ended, or another process took the right to send. */
  #isOver = false;

  constructor(delivery: OwnDelivery) {
    this.#delivery = delivery;
    const { ledger } = delivery;
    this.totals = (run) => ledger.totals(run);
    this.stepTotals = (run, campaign, step) => ledger.stepTotals(run, campaign, step);
    this.moveRollout = (run, move) => ledger.moveRollout(run, move);
  }

  /**
   * Returns the jobs of high priority first, otherwise in the order of the chunks.
   * @throws Refusal, exit 4, if somebody emptied a chunk.
   */
  async findJobs(): Promise<readonly Job[]> {
    if (this.#isOver) return [];
    const jobs = (await this.#unfinished()).map((chunk) => this.#jobOf(chunk));
    const high = jobs.filter(({ priority }) => priority === 'high');
    const normal = jobs.filter(({ priority }) => priority === 'normal');
    return jobs.length > 0 ? [...high, ...normal] : [{ kind: 'close', run: this.#delivery.run.id }];
  }

  async takeChunks(_run: string, number: number): Promise<TakenChunks | undefined> {
    const { run, ledger, spool, waits = false } = this.#delivery;
    const unfinished = await this.#unfinished();
    const first = unfinished.find((chunk) => chunk.number === number);
    if (first === undefined) return undefined;
    const { campaign } = first;
    const chunks = unfinished.filter((chunk) => chunk.campaign === campaign);
    const name = nameOfJob(this.#jobOf(first));
    const names = new Set(chunks.map((chunk) => nameOfJob(this.#jobOf(chunk))));
    this.#taken.set(name, names);
    this.#jobs = this.#jobs.filter((job) => !names.has(nameOfJob(job)));
    const claimAll: Ledger['claimAll'] = async (claims) => {
      const results = await ledger.claimAll(claims);
      if (results.some(({ kind }) => kind === 'fenced')) this.#isOver = true;
      return results;
    };
    return {
      run,
      campaign,
      chunks,
      waits,
      ledger: {
        claimAll,
        settle: (settlements) => ledger.settle(settlements),
        block: (milliseconds, how) => ledger.block(milliseconds, how),
      },
      spool,
    };
  }

  /** Returns the rollouts of the campaigns that are sent here. */
  async rollouts(): Promise<readonly RolloutStanding[]> {
    const { run, ledger, only } = this.#delivery;
    if (run.campaigns.every(({ rollout }) => rollout === undefined)) return [];
    return (await ledger.rollouts(run.id)).filter(({ campaign }) => (only ?? campaign) === campaign);
  }

  async pauseRun(run: string, why: string): Promise<boolean> {
    this.#isOver = true;
    await this.#delivery.ledger.setState(run, 'paused', { why });
    return true;
  }

  async stopRun(): Promise<void> {
    this.#isOver = true;
  }

  /** The ledger reopens a chunk itself when doubt in it is settled. */
  async reopenChunks(): Promise<number> {
    return (await this.#unfinished()).length;
  }

  async beginRound(_run: string, most: number): Promise<boolean> {
    this.#rounds += 1;
    return this.#rounds <= most;
  }

  async finishRun(): Promise<'finished'> {
    this.#isOver = true;
    return 'finished';
  }

  async add(jobs: readonly Job[]): Promise<void> {
    const known = new Set([...this.#jobs.map(nameOfJob), ...[...this.#taken.values()].flatMap((names) => [...names])]);
    this.#jobs = [...this.#jobs, ...jobs.filter((job) => !known.has(nameOfJob(job)))];
  }

  async take(): Promise<TakenJob | undefined> {
    const [job, ...others] = this.#isOver ? [] : this.#jobs;
    this.#jobs = others;
    if (job === undefined) return undefined;
    const name = nameOfJob(job);
    this.#taken.set(name, new Set([name]));
    const done = async (): Promise<void> => void this.#taken.delete(name);
    const handBack = async (): Promise<void> => {
      await done();
      await this.add([job]);
    };
    return { job, keep: async () => true, done, handBack };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#jobs = [];
  }

  /** Returns the chunks that may be sent now: their step has begun, and they are due. */
  async #unfinished(): Promise<readonly ChunkRef[]> {
    const { run, spool, only, clock } = this.#delivery;
    const rollouts = await this.rollouts();
    const now = clock.now();
    return (await spool.chunks(run.id)).filter(
      (chunk) => (only ?? chunk.campaign) === chunk.campaign && hasBegun(rollouts, chunk) && isDue(chunk, now),
    );
  }

  #jobOf({ number, campaign }: ChunkRef): ChunkJob {
    const { run } = this.#delivery;
    return { kind: 'chunk', run: run.id, chunk: number, priority: run.campaigns[campaign]?.priority ?? 'normal' };
  }
}
