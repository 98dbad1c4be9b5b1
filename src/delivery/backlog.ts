// What is still to be sent of one campaign, in order: its chunks cut into batches, and those that came back.
import { cutBatches } from './batch.ts';
import { fillEnvelope } from './envelope.ts';
import type { ChunkRef, Sendable, Spool, Spooled } from './spool.ts';
import type { Vendor } from './vendor.ts';

/** A chunk that has been taken from the spool. */
interface OpenChunk {
  readonly number: number;
  /** Notifications that are not settled for good, nor set aside. */
  left: number;
  /** When the first of those may leave who wait for that, milliseconds since 1970. */
  until?: number;
}

export interface Batch {
  readonly chunk: OpenChunk;
  /** Of each of its notifications. */
  readonly state: 'planned' | 'not_sent' | 'repeated';
  readonly notifications: readonly Sendable[];
  /** Made by splitting a request that the API would not take. */
  readonly isHalf: boolean;
  /** Tries so far after which somebody may have got it (at_least_once). */
  readonly repeats: number;
}

export class Backlog {
  readonly #spool: Pick<Spool, 'open' | 'finish'>;
  readonly #run: string;
  readonly #vendor: Vendor;
  readonly #chunks: ChunkRef[];
  readonly #isAside: (notification: Spooled) => boolean;
  readonly #fresh: Batch[] = [];
  readonly #returned: Batch[] = [];
  readonly #open = new Set<OpenChunk>();

  /** Those set aside are left in their chunk. */
  constructor(
    spool: Pick<Spool, 'open' | 'finish'>,
    run: string,
    vendor: Vendor,
    chunks: readonly ChunkRef[],
    isAside: (notification: Spooled) => boolean,
  ) {
    this.#spool = spool;
    this.#run = run;
    this.#vendor = vendor;
    this.#chunks = [...chunks];
    this.#isAside = isAside;
  }

  /** Nothing is left but what is under way and may come back. */
  get isEmpty(): boolean {
    return this.#fresh.length === 0 && this.#returned.length === 0 && this.#chunks.length === 0;
  }

  /** The next batch; undefined when there is none until one comes back. With `freshFirst` those that came back wait for the others. */
  async take(freshFirst: boolean): Promise<Batch | undefined> {
    const returned = freshFirst ? undefined : this.#returned.shift();
    if (returned !== undefined) return returned;
    while (this.#fresh.length === 0) {
      const chunk = this.#chunks.shift();
      if (chunk === undefined) break;
      await this.#openChunk(chunk);
    }
    return this.#fresh.shift() ?? this.#returned.shift();
  }

  /** A batch that was not claimed: it comes first again among its like. */
  untake(batch: Batch): void {
    const queue = batch.state === 'planned' ? this.#fresh : this.#returned;
    queue.unshift(batch);
  }

  /** Call only when their "not sent" is committed: a claim of what is still claimed would find nothing to take. */
  putBack(batches: readonly Batch[]): void {
    this.#returned.push(...batches);
  }

  /** That many of the chunk are settled for good, or set aside. */
  async settled(chunk: OpenChunk, count: number): Promise<void> {
    chunk.left -= count;
    if (chunk.left > 0) return;
    this.#open.delete(chunk);
    await this.#spool.finish(this.#run, chunk.number, chunk.until);
  }

  /** For a delivery that stops: those who are settled by then leave the spool. */
  async leave(): Promise<void> {
    for (const { number } of this.#open) await this.#spool.finish(this.#run, number);
    this.#open.clear();
  }

  /** Of a chunk that another process left, perhaps nothing is to be sent any more: then it is finished here. */
  async #openChunk({ number }: ChunkRef): Promise<void> {
    const left = await this.#spool.open(this.#run, number);
    const notifications = left
      .filter((notification) => !this.#isAside(notification))
      .map((notification) => fillEnvelope(notification, this.#vendor.envelopeOf));
    const chunk: OpenChunk = { number, left: notifications.length };
    this.#open.add(chunk);
    for (const batch of cutBatches(notifications, this.#vendor)) {
      this.#fresh.push({ chunk, state: 'planned', notifications: batch, isHalf: false, repeats: 0 });
    }
    if (notifications.length === 0) await this.settled(chunk, 0);
  }
}
