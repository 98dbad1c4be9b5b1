// The requests of a run as figures for its report: how many at which time, how long they took, the answers, and who settled doubt.
import type { SettledAs } from './ledger.ts';

/** A request as the ledger recorded it. Times are the wall clock, milliseconds. */
export interface LoggedRequest {
  readonly claimedAt: number;
  /** Null if its outcome is not known yet, or its process died. */
  readonly settledAt: number | null;
  readonly status: number | null;
  readonly error: string | null;
}

/** A decision about notifications that a run had in doubt or rejected. */
export interface LoggedDecision {
  /** Wall clock, milliseconds. */
  readonly at: number;
  /** The id of the vendor's delivery log, or the person who decided manually. */
  readonly who: string;
  readonly decided: SettledAs | 'reopened';
  readonly notifications: number;
}

export interface RequestSlice {
  readonly requests: number;
  /** The requests among them that ended in an error. */
  readonly failed: number;
  /** The highest number in any 60 s that ended in this slice: the number that a limit applies to. */
  readonly mostInMinute: number;
}

export interface RequestFigures {
  /** The length of a slice, milliseconds. */
  readonly slice: number;
  /** When the first slice starts: wall clock, milliseconds; null if there was no request. */
  readonly from: number | null;
  /** The requests from `from` on, slice by slice. */
  readonly perSlice: readonly RequestSlice[];
  /** How many requests took at most `most` milliseconds, and more than the bound before; the last has no bound. */
  readonly times: readonly { readonly most: number | null; readonly requests: number }[];
  /** Milliseconds; null if there was no answer. */
  readonly slowest: number | null;
  readonly mean: number | null;
  /** The answers, the most frequent first. */
  readonly answers: readonly {
    readonly status: number | null;
    readonly error: string | null;
    readonly requests: number;
  }[];
  /** Requests that were claimed and whose outcome is not known. */
  readonly open: number;
}

export interface RunLog extends RequestFigures {
  /** In the order in which they were made. */
  readonly decisions: readonly LoggedDecision[];
}

/** The port of the request log: reads the requests of a past run. */
export interface RequestLog {
  runLog(run: string): Promise<RunLog>;
}

const bounds = [50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;
const mostSlices = 60;
const minute = 60_000;

/** Counts requests in the order of their claims. Memory stays bounded: slices become longer instead. */
export class RequestTally {
  #slice = 1_000;
  #from: number | null = null;
  #perSlice: RequestSlice[] = [];
  /** The claim times of the last minute's requests, from index `#first` on: about as many as the limit. */
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
    // Negative if the clock was set back; counts as 0.
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
    // Also adds the slice of this request: more requests may count at its start than at this request.
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
    // Later times were claimed before the clock was set back.
    return this.#behind(now + minute) - this.#first;
  }

  #remember(at: number): void {
    this.#recent.splice(this.#behind(at), 0, at);
  }

  /** Returns the index after the last request up to a moment. Requests are in the order of their times. */
  #behind(at: number): number {
    let end = this.#recent.length;
    while (end > this.#first && (this.#recent[end - 1] ?? at) > at) end -= 1;
    return end;
  }

  /** A time before the first request, from a clock that was set back, counts for the first slice. */
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
