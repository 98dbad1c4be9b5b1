// The port of those who watch a run from outside: what it does at this moment, as the ledger has it on record.

/** A process that takes part in runs that are shared. */
export interface WorkerSeen {
  /** Its machine and process: "runner-2 4711". */
  readonly name: string;
  readonly isAlive: boolean;
  /** Why it left: nothing got through from there, or it was refused. Null where it takes part, or was heard of no more. */
  readonly why: string | null;
  /** Milliseconds since it was heard of. */
  readonly silentFor: number;
  readonly requestsInLastMinute: number;
}

export interface RunActivity {
  /** Per campaign of the run, in its order: requests that are claimed and not settled, and the notifications in them. */
  readonly underWay: readonly { readonly requests: number; readonly notifications: number }[];
  readonly requestsInLastMinute: number;
  /** The processes that take part in shared runs, of any of them; null where the process that began this one sends alone. */
  readonly workers: readonly WorkerSeen[] | null;
  /** The process that sent it alone is no longer there, as far as this machine can tell. */
  readonly isAbandoned: boolean;
}

export interface ActivityLog {
  /** `now` is the wall clock, milliseconds. */
  activity(run: string, now: number): Promise<RunActivity>;
}

/** Milliseconds. A claim is sent or given up before (claimLife, then the vendor's requestTimeout): an older one is a dead process's. */
export const longestUnderWay = 190_000;
