// What is still to be sent of one campaign, in order: its chunks cut into batches, and batches that were put back.
import { cutBatches } from './batch.ts';
import { fillEnvelope } from './envelope.ts';
import type { ChunkRef, Sendable, Spool, Spooled } from './spool.ts';
import type { Vendor } from './vendor.ts';

/** A chunk that has been taken from the spool. */
interface OpenChunk {
  readonly number: number;
  /** The number of its notifications that are neither settled for good nor set aside. */
  left: number;
  /** When the first of its notifications that wait may leave, milliseconds since 1970. */
  until?: number;
}

export interface Batch {
  readonly chunk: OpenChunk;
  /** The state of each of its notifications. */
  readonly state: 'planned' | 'not_sent' | 'repeated';
  readonly notifications: readonly Sendable[];
  /** True if it was made by splitting a request that the API refused. */
  readonly isHalf: boolean;
  /** The number of earlier attempts that may have been received (at_least_once). */
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

  /** Notifications that are set aside stay in their chunk. */
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

  /** True if nothing is left, except requests under way that may come back. */
  get isEmpty(): boolean {
    return this.#fresh.length === 0 && this.#returned.length === 0 && this.#chunks.length === 0;
  }

  /** Returns the next batch; undefined if there is none until one comes back. With `freshFirst`, batches that came back wait for the others. */
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

  /** Puts a batch that was not claimed at the front of its queue. */
  untake(batch: Batch): void {
    const queue = batch.state === 'planned' ? this.#fresh : this.#returned;
    queue.unshift(batch);
  }

  /** Puts batches back. Call it only after their "not_sent" is committed: notifications that are still claimed cannot be claimed. */
  putBack(batches: readonly Batch[]): void {
    this.#returned.push(...batches);
  }

  /** Counts `count` notifications of the chunk as settled for good or set aside. */
  async settled(chunk: OpenChunk, count: number): Promise<void> {
    chunk.left -= count;
    if (chunk.left > 0) return;
    this.#open.delete(chunk);
    await this.#spool.finish(this.#run, chunk.number, chunk.until);
  }

  /** For a delivery that stops: removes settled notifications from the spool. */
  async leave(): Promise<void> {
    for (const { number } of this.#open) await this.#spool.finish(this.#run, number);
    this.#open.clear();
  }

  /** Opens a chunk. If another process has left nothing to send in it, finishes it at once. */
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
