// The requests of a run as figures for the report: how many when, how long each took, what answered, and who settled doubt.
import type { SettledAs } from './ledger.ts';

/** A request as the ledger has it on record. Times are the wall clock, milliseconds. */
export interface LoggedRequest {
  readonly claimedAt: number;
  /** Null where nothing is known of it yet, or its process died. */
  readonly settledAt: number | null;
  readonly status: number | null;
  readonly error: string | null;
}

/** Somebody's word on what a run had in doubt, or had rejected. */
export interface LoggedDecision {
  /** Wall clock, milliseconds. */
  readonly at: number;
  /** The id of the vendor's delivery log, or the person who decided by hand. */
  readonly who: string;
  readonly decided: SettledAs | 'reopened';
  readonly notifications: number;
}

export interface RequestSlice {
  readonly requests: number;
  /** Those of them that met an error. */
  readonly failed: number;
  /** The most within any 60 s that ended in this slice, which is what a limit is about. */
  readonly mostInMinute: number;
}

export interface RequestFigures {
  /** Milliseconds of a slice of time. */
  readonly slice: number;
  /** Wall clock, milliseconds; null where there was no request. */
  readonly from: number | null;
  /** Requests from then on, slice by slice. */
  readonly perSlice: readonly RequestSlice[];
  /** How many took at most so many milliseconds, and more than the one before; the last has no bound. */
  readonly times: readonly { readonly most: number | null; readonly requests: number }[];
  /** Milliseconds; null where nothing was answered. */
  readonly slowest: number | null;
  readonly mean: number | null;
  /** What came back, the most frequent first. */
  readonly answers: readonly {
    readonly status: number | null;
    readonly error: string | null;
    readonly requests: number;
  }[];
  /** Claimed, and nothing is known of them. */
  readonly open: number;
}

export interface RunLog extends RequestFigures {
  /** In their order. */
  readonly decisions: readonly LoggedDecision[];
}

/** The port of those who look back at a run. */
export interface RequestLog {
  runLog(run: string): Promise<RunLog>;
}

const bounds = [50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;
const mostSlices = 60;
const minute = 60_000;

/** Takes requests in the order of their claims. Its memory does not grow with them: slices become longer. */
export class RequestTally {
  #slice = 1_000;
  #from: number | null = null;
  #perSlice: RequestSlice[] = [];
  /** When those of the last minute were claimed, from the first that still counts: about as many as the limit. */
  #recent: number[] = [];
  #first = 0;
  readonly #times = Array.from<number>({ length: bounds.length + 1 }).fill(0);
  readonly #answers = new Map<string, { status: number | null; error: string | null; requests: number }>();
  #slowest: number | null = null;
  #sum = 0;
  #answered = 0;
  #open = 0;

  add({ claimedAt, settledAt, status, error }: LoggedRequest): void {
    const hasFailed = error !== null;
    this.#count(claimedAt, hasFailed);
    if (settledAt === null) {
      this.#open += 1;
      return;
    }
    const name = `${status} ${error}`;
    const answer = this.#answers.get(name) ?? { status, error, requests: 0 };
    answer.requests += 1;
    this.#answers.set(name, answer);
    // A clock that was set back is no time that was waited.
    const took = Math.max(0, settledAt - claimedAt);
    const at = bounds.findIndex((most) => took <= most);
    const place = at === -1 ? bounds.length : at;
    this.#times[place] = (this.#times[place] ?? 0) + 1;
    this.#slowest = Math.max(this.#slowest ?? 0, took);
    this.#sum += took;
    this.#answered += 1;
  }

  figures(): RequestFigures {
    return {
      slice: this.#slice,
      from: this.#from,
      perSlice: this.#perSlice,
      times: this.#times.map((requests, index) => ({ most: bounds[index] ?? null, requests })),
      slowest: this.#slowest,
      mean: this.#answered === 0 ? null : Math.round(this.#sum / this.#answered),
      answers: [...this.#answers.values()].toSorted((a, b) => b.requests - a.requests),
      open: this.#open,
    };
  }

  #count(at: number, hasFailed: boolean): void {
    this.#from ??= at;
    let index = this.#placeOf(at, this.#from);
    while (index >= mostSlices) {
      this.#perSlice = mergePairs(this.#perSlice);
      this.#slice *= 2;
      index = this.#placeOf(at, this.#from);
    }
    // Also the slice of this request: where it begins more may count than when the request comes.
    while (this.#perSlice.length <= index) {
      const begin = this.#from + this.#perSlice.length * this.#slice;
      this.#perSlice.push({ requests: 0, failed: 0, mostInMinute: this.#countRecent(begin) });
    }
    this.#remember(at);
    const slice = { requests: 1, failed: hasFailed ? 1 : 0, mostInMinute: this.#countRecent(at) };
    const before = this.#perSlice[index];
    this.#perSlice[index] = before === undefined ? slice : addSlices(before, slice);
  }

  #countRecent(now: number): number {
    while ((this.#recent[this.#first] ?? now) <= now - minute) this.#first += 1;
    if (this.#first > 10_000) [this.#recent, this.#first] = [this.#recent.slice(this.#first), 0];
    // What is farther ahead was claimed before a clock was set back.
    return this.#behind(now + minute) - this.#first;
  }

  #remember(at: number): void {
    this.#recent.splice(this.#behind(at), 0, at);
  }

  /** Where those up to a moment end; they stand in the order of their times. */
  #behind(at: number): number {
    let end = this.#recent.length;
    while (end > this.#first && (this.#recent[end - 1] ?? at) > at) end -= 1;
    return end;
  }

  /** A clock that was set back counts for the first slice. */
  #placeOf(at: number, from: number): number {
    return Math.max(0, Math.floor((at - from) / this.#slice));
  }
}

function mergePairs(slices: readonly RequestSlice[]): RequestSlice[] {
  const merged: RequestSlice[] = [];
  for (const [index, slice] of slices.entries()) {
    const at = Math.floor(index / 2);
    const before = merged[at];
    merged[at] = before === undefined ? slice : addSlices(before, slice);
  }
  return merged;
}

function addSlices(a: RequestSlice, b: RequestSlice): RequestSlice {
  return {
    requests: a.requests + b.requests,
    failed: a.failed + b.failed,
    mostInMinute: Math.max(a.mostInMinute, b.mostInMinute),
  };
}
