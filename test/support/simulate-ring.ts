// A sender that uses the slot ring as fast as possible over hours of virtual time.
import { DatabaseSync } from 'node:sqlite';
import { Database } from '../../src/ledger/sqlite/database.ts';
import { tables } from '../../src/ledger/sqlite/schema.ts';
import type { Slot } from '../../src/ledger/pace/slot-pace.ts';
import { startRing, type HandRing } from './ring-by-hand.ts';

export interface Work {
  /** The limit of every process, or of the n-th, counted from 0. */
  readonly limit: number | ((process: number) => number);
  /** Milliseconds of virtual time. */
  readonly until: number;
  /** The time of the n-th request from claim to settlement; undefined if it is never settled. */
  readonly latency: (n: number) => number | undefined;
  /** The share of the latency after which the request arrives at the API. */
  readonly arrival?: (n: number) => number;
  /** Whether the process is killed after the n-th claim. The next one continues with the same ledger. */
  readonly dies?: (n: number) => boolean;
  readonly concurrency?: number;
  /** How long the sender pauses after the n-th claim, in milliseconds. */
  readonly pause?: (n: number) => number;
  /** How long the machine sleeps after the n-th claim, in milliseconds. Its monotonic clock stands still. */
  readonly suspend?: (n: number) => number;
  /** Whether the API answers the n-th request with 429. */
  readonly throttles?: (n: number) => boolean;
}

export function emptyLedger(): Database {
  const database = new Database(new DatabaseSync(':memory:'), ':memory:');
  database.exec(tables);
  database.exec(
    `INSERT INTO meta (one, ledger_id, environment, serial, fingerprint) VALUES (1, 'l', 'sandbox', 0, x'00')`,
  );
  return database;
}

const minute = 60_000;

/** Returns the largest number of arrivals in any window of a minute. */
export function fullestMinute(arrivals: readonly number[]): number {
  let fullest = 0;
  let start = 0;
  for (const [index, arrival] of arrivals.entries()) {
    while ((arrivals[start] ?? arrival) <= arrival - minute) start += 1;
    fullest = Math.max(fullest, index - start + 1);
  }
  return fullest;
}

/** Returns the share of the limit that was used, from the second minute on. `away` is how many milliseconds nobody could send. */
export function shareUsed(arrivals: readonly number[], limit: number, until: number, away = 0): number {
  const allowed = (limit * (until - minute - away)) / minute;
  return arrivals.filter((arrival) => arrival >= minute).length / allowed;
}

export interface Sent {
  readonly arrivedAt: number;
  /** The limit that was in force when the request was claimed. */
  readonly limit: number;
}

/**
 * Returns by how many requests any minute exceeds the limit that was in force when its last request was claimed. `sent` is in the
 * order of the claims.
 */
export function mostBeyondLimit(sent: readonly Sent[]): number {
  const excess = sent.map(({ arrivedAt: end }) => {
    const inMinute = sent.filter(({ arrivedAt }) => arrivedAt <= end && arrivedAt > end - minute);
    return inMinute.length - (inMinute.at(-1)?.limit ?? 0);
  });
  return Math.max(0, ...excess);
}

/** Returns when each request arrived at the API, in order. */
export async function simulate(database: Database, work: Work): Promise<readonly number[]> {
  return (await simulateClaims(database, work)).map(({ arrivedAt }) => arrivedAt).toSorted((one, other) => one - other);
}

/** Returns the requests in the order of the claims. */
export async function simulateClaims(database: Database, work: Work): Promise<readonly Sent[]> {
  const sender = new Sender(database, work);
  await sender.open();
  while (await sender.step());
  return sender.sent;
}

class Sender {
  readonly sent: Sent[] = [];
  readonly #database: Database;
  readonly #work: Required<Work>;
  #now = 0;
  #processes = 0;
  #limit = 0;
  /** How long the machine has slept, in milliseconds. */
  #slept = 0;
  #opened: HandRing | undefined;
  #underWay: readonly { readonly slot: Slot; readonly end: number; readonly isThrottled: boolean }[] = [];

  constructor(database: Database, work: Work) {
    this.#database = database;
    const usual = { arrival: () => 0.5, dies: () => false, concurrency: 1_000, pause: () => 0, suspend: () => 0 };
    this.#work = { ...usual, throttles: () => false, ...work };
  }

  /** Moves on to the next event. Returns false when the time is over. */
  async step(): Promise<boolean> {
    const ends = this.#underWay.map(({ end }) => end);
    const isFull = ends.length >= this.#work.concurrency;
    const nextSlot = isFull ? Infinity : Math.floor(this.#now) + (await this.#ring.wait());
    this.#now = Math.max(this.#now, Math.min(nextSlot, ...ends));
    if (this.#now >= this.#work.until) return false;
    await this.#settle();
    if (this.#underWay.length < this.#work.concurrency && (await this.#ring.wait()) === 0) await this.#claim();
    return true;
  }

  get #ring(): HandRing {
    if (this.#opened === undefined) throw new Error('It has not begun.');
    return this.#opened;
  }

  async #settle(): Promise<void> {
    for (const { slot, isThrottled } of this.#underWay.filter(({ end }) => end <= this.#now)) {
      await this.#ring.giveBack(slot);
      if (isThrottled) await this.#ring.block(5_000, true);
    }
    this.#underWay = this.#underWay.filter(({ end }) => end > this.#now);
  }

  async #claim(): Promise<void> {
    const n = this.sent.length;
    const slot = await this.#ring.take();
    const latency = this.#work.latency(n);
    this.sent.push({ arrivedAt: this.#now + (latency ?? 1_000) * this.#work.arrival(n), limit: this.#limit });
    if (latency !== undefined) {
      const request = { slot, end: this.#now + latency, isThrottled: this.#work.throttles(n) };
      this.#underWay = [...this.#underWay, request];
    }
    const sleep = this.#work.suspend(n);
    this.#slept += sleep;
    this.#now += this.#work.pause(n) + sleep;
    if (!this.#work.dies(n)) return;
    this.#underWay = [];
    await this.open();
  }

  /** Starts a new process. */
  async open(): Promise<void> {
    const { limit } = this.#work;
    this.#limit = typeof limit === 'number' ? limit : limit(this.#processes);
    this.#processes += 1;
    const monotonic = (): number => this.#now - this.#slept;
    const source = { monotonic, uptime: () => this.#now, coarseness: 20, host: 'h' };
    const options = { requestsPerMinute: this.#limit, requestTimeout: 120_000 };
    this.#opened = await startRing(this.#database, source, options);
  }
}
