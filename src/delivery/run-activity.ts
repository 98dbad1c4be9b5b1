// The port of run activity: what a run does at this moment, as the ledger records it, for those who watch it from outside.

/** A process that takes part in shared runs. */
export interface WorkerSeen {
  /** Its machine and process id: "runner-2 4711". */
  readonly name: string;
  readonly isAlive: boolean;
  /** Why it left: none of its requests succeeded, or the API refused it. Null if it takes part, or stopped reporting. */
  readonly why: string | null;
  /** Milliseconds since its last report. */
  readonly silentFor: number;
  readonly requestsInLastMinute: number;
}

export interface RunActivity {
  /** Per campaign of the run, in its order: requests that are claimed but not settled, and their notifications. */
  readonly underWay: readonly { readonly requests: number; readonly notifications: number }[];
  /** Requests claimed in the last minute, whichever process sent them: per second that had any, the oldest first. */
  readonly recentRequests: readonly { readonly secondsAgo: number; readonly count: number }[];
  /** The processes that take part in any shared runs; null if the process that started this run sends alone. */
  readonly workers: readonly WorkerSeen[] | null;
  /** True if the process that sent it alone no longer exists, as far as this machine can tell. */
  readonly isAbandoned: boolean;
}

export interface ActivityLog {
  /** `now` is the wall clock, milliseconds. */
  activity(run: string, now: number): Promise<RunActivity>;
}

/** Milliseconds. By then a claim is sent or given up (claimLife, then the vendor's requestTimeout): an older one belongs to a dead process. */
export const longestUnderWay = 190_000;
