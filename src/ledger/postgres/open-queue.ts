// The queue of a ledger: pg-boss, in a schema beside the ledger's. Loaded only when the queue is used.
import type { RunCampaign } from '../../delivery/ledger.ts';
import type { Job, Queue, TakenJob } from '../../delivery/jobs/queue.ts';
import { loadBoss, type Boss, type JobData, type NewJob } from './load-boss.ts';
import type { PostgresAddress } from '../../postgres/postgres-address.ts';
import { connect } from './connect.ts';
import type { PostgresDatabase, PostgresOptions } from './postgres-database.ts';
import { sortError } from './postgres-fault.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { asQueueRefusal, checkQueueName, findQueueSchema } from './queue-schema.ts';

/** In seconds. A worker without a heartbeat for this long counts as dead. Its chunk is then taken over within 15 s of its death. */
const heartbeat = 10;
const longestJob = 86_400;
const keptWhenDone = 3_600;

/** More often than any job is ever handed back. */
const retries = 1_000_000;

const queueName = 'pushplan-chunks';

type Priority = RunCampaign['priority'];

/** The priorities as numbers of the engine. */
const ranks: Readonly<Record<Priority, number>> = { high: 1, normal: 0 };

/** A job that nobody gets before `due`, in milliseconds since 1970. */
export type QueuedJob = Job & { readonly due?: number | undefined };

export interface OpenQueueOptions {
  /** The ledger's database: the queue has no connections of its own. */
  readonly database: PostgresDatabase;
  /** Whether this process takes care of jobs whose worker is dead. */
  readonly supervise: boolean;
  /** Called for each background error. The queue retries by itself. */
  readonly onError: (message: string) => void;
}

/** @throws Refusal: 3 for a server that cannot be reached, 4 if the engine's tables cannot be created or used. */
export async function openQueue(options: OpenQueueOptions): Promise<BossQueue> {
  const { address } = options.database;
  checkQueueName(address);
  try {
    // A user who may not create a schema may have been given one, either empty or with the queue in it.
    const isThere = await options.database.read((transaction) => findQueueSchema(transaction, address, queueName));
    return new BossQueue(await start(options, !isThere), address);
  } catch (error) {
    throw asQueueRefusal(error, address, 'opening');
  }
}

/** Creates the queue's tables by opening it once, because those who apply may not be allowed to create anything. */
export async function makeQueue(options: PostgresOptions): Promise<void> {
  await using database = await connect(options);
  await using _queue = await openQueue({ database, supervise: false, onError: () => {} });
}

async function start({ database, supervise, onError }: OpenQueueOptions, createSchema: boolean): Promise<Boss> {
  const PgBoss = loadBoss();
  const boss = new PgBoss({
    db: database,
    schema: `${database.address.schema}_jobs`,
    schedule: false,
    supervise,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    createSchema,
  });
  boss.on('error', ({ message }) => onError(message));
  try {
    await boss.start();
    await boss.createQueue(queueName, {
      // At most one job per chunk, waiting or in progress.
      policy: 'exclusive',
      retryLimit: retries,
      retryDelay: 0,
      heartbeatSeconds: heartbeat,
      expireInSeconds: longestJob,
      deleteAfterSeconds: keptWhenDone,
    });
    return boss;
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw sortError(error);
  }
}

export class BossQueue implements Queue {
  readonly #boss: Boss;
  readonly #address: PostgresAddress;

  constructor(boss: Boss, address: PostgresAddress) {
    this.#boss = boss;
    this.#address = address;
  }

  async add(jobs: readonly Job[]): Promise<void> {
    if (jobs.length > 0) await this.#try(() => this.#boss.insert(queueName, jobs.map(writeJob), { returnId: false }));
  }

  /** Adds jobs that are committed with the transaction, or not at all. There must be at least one. */
  async addWithin(transaction: PostgresTransaction, jobs: readonly QueuedJob[]): Promise<void> {
    await this.#boss.insert(queueName, jobs.map(writeJob), { db: transaction, returnId: false });
  }

  async take(first: Priority): Promise<TakenJob | undefined> {
    const [taken] = await this.#try(() => this.#fetch(first));
    if (taken === undefined) return undefined;
    const { id, retryCount, data } = taken;
    const attempt = { id, retryCount };
    return {
      job: readJob(data),
      keep: async () => isAffected(await this.#try(() => this.#boss.touch(queueName, attempt))),
      done: async () => void (await this.#try(() => this.#boss.complete(queueName, attempt))),
      handBack: async () => void (await this.#try(() => this.#boss.fail(queueName, attempt))),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The queue has done its work, so an error while stopping it does not matter.
    await this.#boss.stop({ graceful: false }).catch(() => undefined);
  }

  async #fetch(first: Priority): ReturnType<Boss['fetch']> {
    if (first === 'normal') {
      const found = await this.#boss.fetch(queueName, { maxPriority: ranks.normal });
      if (found.length > 0) return found;
    }
    return await this.#boss.fetch(queueName);
  }

  async #try<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw asQueueRefusal(sortError(error), this.#address, 'sending');
    }
  }
}

/** Reads `affected`, which is part of the answer although its type does not have it. */
function isAffected(answer: object): boolean {
  return 'affected' in answer && answer.affected !== 0;
}

function writeJob(job: QueuedJob): NewJob {
  const { run, due } = job;
  const { chunk, priority } = job.kind === 'chunk' ? job : { chunk: null, priority: 'high' as const };
  const later = due === undefined ? {} : { startAfter: new Date(due) };
  const singletonKey = `${run}/${chunk ?? 'close'}`;
  return { data: { run, chunk, priority }, priority: ranks[priority], singletonKey, ...later };
}

function readJob({ run, chunk, priority }: JobData): Job {
  return chunk === null ? { kind: 'close', run } : { kind: 'chunk', run, chunk, priority };
}
