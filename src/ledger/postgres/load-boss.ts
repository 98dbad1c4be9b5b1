// pg-boss, loaded when it is used, and what is used of it.
import { createRequire } from 'node:module';
import type { RunCampaign } from '../../delivery/ledger.ts';

/** What is kept of a job in the engine's tables: nothing of a person. */
export interface JobData {
  readonly run: string;
  /** Null for the end of the run. */
  readonly chunk: number | null;
  readonly priority: RunCampaign['priority'];
}

/** A job as it was taken: the engine tells by the count whether it has been given to somebody else since. */
interface Attempt {
  readonly id: string;
  readonly retryCount: number;
}

export interface NewJob {
  readonly data: JobData;
  /** Higher ones are fetched first, and of the same the older ones. */
  readonly priority: number;
  readonly singletonKey: string;
  /** Not fetched before. */
  readonly startAfter?: Date;
}

/** Runs statements over connections, or in a transaction, of somebody else's. */
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

/** Required, not imported: its declarations name a type that the package does not export, so what we use of it is declared above. */
export function loadBoss(): new (options: BossOptions) => Boss {
  const require = createRequire(import.meta.url);
  const { PgBoss }: { PgBoss: new (options: BossOptions) => Boss } = require('pg-boss');
  return PgBoss;
}
