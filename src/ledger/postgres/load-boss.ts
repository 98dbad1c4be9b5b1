// Loads pg-boss when it is needed, and declares the parts of it that pushplan uses.
import { createRequire } from 'node:module';
import type { RunCampaign } from '../../delivery/ledger.ts';

/** The data of a job in the engine's tables. It holds nothing about a person. */
export interface JobData {
  readonly run: string;
  /** Null for the job that ends the run. */
  readonly chunk: number | null;
  readonly priority: RunCampaign['priority'];
}

/** A job as it was taken. The retry count tells the engine whether it has been given to somebody else since. */
interface Attempt {
  readonly id: string;
  readonly retryCount: number;
}

export interface NewJob {
  readonly data: JobData;
  /** Jobs with a higher priority are fetched first; with the same priority, older ones. */
  readonly priority: number;
  readonly singletonKey: string;
  /** The job is not fetched before. */
  readonly startAfter?: Date;
}

/** Runs statements over connections, or in a transaction, that belong to somebody else. */
interface Executor {
  executeSql(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

interface BossOptions {
  readonly db: Executor;
  readonly schema: string;
  readonly schedule: boolean;
  readonly supervise: boolean;
  readonly superviseIntervalSeconds: number;
  readonly monitorIntervalSeconds: number;
  readonly createSchema: boolean;
}

interface QueueOptions {
  readonly policy: 'exclusive';
  readonly retryLimit: number;
  readonly retryDelay: number;
  readonly heartbeatSeconds: number;
  readonly expireInSeconds: number;
  readonly deleteAfterSeconds: number;
}

export interface Boss {
  on(event: 'error', listener: (error: Error) => void): unknown;
  start(): Promise<unknown>;
  stop(options: { readonly graceful: boolean }): Promise<unknown>;
  createQueue(name: string, options: QueueOptions): Promise<unknown>;
  insert(
    name: string,
    jobs: readonly NewJob[],
    options: { readonly db?: Executor; readonly returnId: false },
  ): Promise<unknown>;
  fetch(
    name: string,
    options?: { readonly maxPriority: number },
  ): Promise<readonly (Attempt & { readonly data: JobData })[]>;
  touch(name: string, attempt: Attempt): Promise<object>;
  complete(name: string, attempt: Attempt): Promise<unknown>;
  fail(name: string, attempt: Attempt): Promise<unknown>;
}

/**
 * Uses require() instead of import, because the package's declarations name a type that it does not export. The parts that pushplan uses are declared
 * above.
 */
export function loadBoss(): new (options: BossOptions) => Boss {
  const require = createRequire(import.meta.url);
  const { PgBoss }: { PgBoss: new (options: BossOptions) => Boss } = require('pg-boss');
  return PgBoss;
}
