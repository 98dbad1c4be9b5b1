// Buffers notifications on their way into the spool until there are enough for a chunk.
import type { RunRecord } from '../../delivery/ledger.ts';
import type { Planned, Spooled } from '../../delivery/spool.ts';
import type { HashKey } from '../claims/notification-hash.ts';
import type { HashPerson } from '../claims/person-hashes.ts';
import { closedElsewhere, wasClosedEarly } from '../runs/run-states.ts';
import { GrowingChunk } from './chunk-bytes.ts';
import { addToChunk, compressChunk } from './chunk-text.ts';

/** A chunk holds 50 requests, or fewer if its notifications are long. */
const fullAt = 1_000;
const fullAtBytes = 4 * 1024 * 1024;

/** The most bytes that may wait to become chunks: with many due times, many chunks are not full. */
const usualMost = 64 * 1024 * 1024;

/** In bytes. Small, because there may be as many chunks as due times. */
const firstRoom = 2 * 1024;

export interface SpoolHashes {
  readonly hash: HashKey;
  readonly hashPerson: HashPerson;
}

export interface Cut {
  readonly run: string;
  readonly campaign: number;
  /** Undefined if the campaign is sent at once. */
  readonly step: number | undefined;
  readonly due: number | null;
  /** The number of notifications in it. */
  readonly size: number;
  /** The text for `insertChunk`. */
  readonly text: Uint8Array;
}

/** A chunk that is being filled. */
interface Growing extends Pick<Cut, 'step' | 'due'> {
  readonly chunk: GrowingChunk;
}

export class SpoolBuffer {
  #run = '';
  #campaign = 0;
  /** The chunks being filled, by step and due time: all people of a chunk share both. */
  readonly #growing = new Map<string, Growing>();
  readonly #most: number;
  #bytes = 0;
  /** The buffer of the last chunk that was cut, reused for the next one. */
  #spare: GrowingChunk | undefined;

  constructor(mostBytes = usualMost) {
    this.#most = mostBytes;
  }

  /** Yields each chunk as soon as it is full. The first ones may be the rest of another campaign. Throws if nothing can be added to the run. */
  *add(
    run: RunRecord,
    campaign: number,
    planned: readonly Planned[],
    { hash, hashPerson }: SpoolHashes,
  ): Generator<Cut> {
    const { id, state, campaigns } = run;
    if (wasClosedEarly(run)) throw closedElsewhere(run);
    if (state !== 'loading') throw new Error(`The run ${id} is ${state}: nothing can be added to it.`);
    const campaignId = campaigns[campaign]?.id;
    if (campaignId === undefined) throw new Error(`The run ${id} has no campaign ${campaign}.`);
    if (this.#run !== id || this.#campaign !== campaign) yield* this.#cutAll();
    this.#run = id;
    this.#campaign = campaign;
    for (const one of planned) {
      const { step, until = null } = one;
      const growing = this.#growing.get(nameOf(step, until)) ?? this.#begin(step, until);
      addToChunk(growing.chunk, spooledOf(one, hash(campaignId, one.key), hashPerson));
      this.#bytes += one.payload.length;
      if (isFull(growing.chunk)) yield this.#cut(growing);
      else if (this.#bytes >= this.#most) yield* this.#cutAll();
    }
  }

  /** Yields what is left in the buffer. Throws if it belongs to another run. */
  *end(run: string): Generator<Cut> {
    if (this.#growing.size > 0 && this.#run !== run) {
      throw new Error(`The run ${this.#run} is being spooled, not ${run}.`);
    }
    yield* this.#cutAll();
    this.#spare = undefined;
  }

  #begin(step: number | undefined, due: number | null): Growing {
    const growing: Growing = { step, due, chunk: this.#spare ?? new GrowingChunk(firstRoom) };
    this.#spare = undefined;
    this.#growing.set(nameOf(step, due), growing);
    return growing;
  }

  /** Yields the chunks by step, and within a step by due time. */
  *#cutAll(): Generator<Cut> {
    const inOrder = [...this.#growing.values()].toSorted(
      (one, other) => (one.step ?? 0) - (other.step ?? 0) || (one.due ?? 0) - (other.due ?? 0),
    );
    for (const growing of inOrder) yield this.#cut(growing);
  }

  #cut({ step, due, chunk }: Growing): Cut {
    this.#growing.delete(nameOf(step, due));
    this.#bytes -= chunk.bytes;
    this.#spare = chunk;
    const { size } = chunk;
    return { run: this.#run, campaign: this.#campaign, step, due, size, text: compressChunk(chunk) };
  }

  forget(): void {
    this.#growing.clear();
    this.#spare = undefined;
    this.#bytes = 0;
  }
}

/**
 * `key` is already hashed. Few notifications have the optional members, which are set one by one: copying members from other objects costs more than
 * the hashes.
 */
function spooledOf(
  { digest, generation, row, payload, identities, evidence, person, sums, arm, when }: Planned,
  key: string,
  hashPerson: HashPerson,
): Spooled {
  const hashed = hashPerson(person);
  const spooled: { -readonly [Name in keyof Spooled]: Spooled[Name] } = {
    key,
    digest,
    generation,
    row,
    payload,
    identities,
    evidence,
    person: hashed,
  };
  if (sums !== undefined) spooled.sums = hashPerson(sums);
  if (arm !== undefined) spooled.arm = arm;
  if (when !== undefined) spooled.when = when;
  return spooled;
}

function isFull({ size, bytes }: GrowingChunk): boolean {
  return size >= fullAt || bytes >= fullAtBytes;
}

function nameOf(step: number | undefined, due: number | null): string {
  return `${step} ${due}`;
}
