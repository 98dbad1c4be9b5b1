// The number of arrived requests over time: which share of the limit was used, in total and while a process was sending.

interface Sample {
  readonly at: number;
  readonly requests: number;
}

export class Timeline {
  readonly #limit: number;
  readonly #samples: Sample[] = [];

  /** `limit` is in requests per minute. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `at` is in milliseconds. Only changes are kept. */
  add(at: number, requests: number): void {
    if (requests !== (this.#samples.at(-1)?.requests ?? 0)) this.#samples.push({ at, requests });
  }

  get begun(): number {
    return this.#samples[0]?.at ?? 0;
  }

  /** When the last request arrived, in milliseconds. */
  get ended(): number {
    return this.#samples.at(-1)?.at ?? 0;
  }

  /** The share from the second minute on until the last request. */
  shareUsed(): number {
    return this.#shareOf([{ from: this.begun + 60_000, to: this.ended }]);
  }

  /** The same share, without the time from each death to the first request of the next process. */
  shareWhileSending(deaths: readonly number[]): number {
    const starts = deaths.map((death) => this.#samples.find(({ at }) => at > death)?.at ?? this.ended);
    const froms = [this.begun, ...starts].map((at) => Math.max(at, this.begun + 60_000));
    const tos = [...deaths, this.ended];
    return this.#shareOf(froms.map((from, index) => ({ from, to: Math.max(from, tos[index] ?? from) })));
  }

  #shareOf(spans: readonly { readonly from: number; readonly to: number }[]): number {
    const used = spans.reduce((sum, { from, to }) => sum + this.#requestsUntil(to) - this.#requestsUntil(from), 0);
    const allowed = spans.reduce((sum, { from, to }) => sum + ((to - from) * this.#limit) / 60_000, 0);
    return allowed === 0 ? 0 : used / allowed;
  }

  #requestsUntil(time: number): number {
    return this.#samples.findLast(({ at }) => at <= time)?.requests ?? 0;
  }
}
