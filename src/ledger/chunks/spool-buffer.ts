// Notifications on their way into the spool, until there are enough for a chunk.
import type { RunRecord } from '../../delivery/ledger.ts';
import type { Planned, Spooled } from '../../delivery/spool.ts';
import { KeptPayloads } from '../../plan/kept-payloads.ts';
import type { HashKey } from '../claims/notification-hash.ts';
import type { HashPerson } from '../claims/person-hashes.ts';
import { closedElsewhere, wasClosedEarly } from '../runs/run-states.ts';

/** A chunk is 50 requests, or less when its notifications are long. */
const fullAt = 1_000;
const fullAtBytes = 4 * 1024 * 1024;

/** Of all that waits to become a chunk: with many due times there are many that are not full. */
const usualMost = 64 * 1024 * 1024;

/** Bytes: small, since there may be as many chunks as due times. */
const firstPiece = 2 * 1024;

export interface SpoolHashes {
  readonly hash: HashKey;
  readonly hashPerson: HashPerson;
}

export interface Cut {
  readonly run: string;
  readonly campaign: number;
  /** Undefined where the campaign is sent at once. */
  readonly step: number | undefined;
  readonly due: number | null;
  readonly notifications: readonly Spooled[];
}

/** What has come together for a chunk. */
interface Growing extends Pick<Cut, 'step' | 'due'> {
  readonly notifications: Spooled[];
  readonly payloads: KeptPayloads;
  bytes: number;
}

export class SpoolBuffer {
  #run = '';
  #campaign = 0;
  /** By step and due time: a chunk holds people of one of each. */
  readonly #growing = new Map<string, Growing>();
  readonly #most: number;
  #bytes = 0;

  constructor(mostBytes = usualMost) {
    this.#most = mostBytes;
  }

  /** Gives each chunk as it becomes full; the first may end what another campaign had begun. Throws for a run that cannot grow. */
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
      const chunk = this.#growing.get(nameOf(step, until)) ?? this.#begin(step, until);
      const payload = this.#keep(chunk, one.payload);
      chunk.notifications.push(spooledOf(one, hash(campaignId, one.key), payload, hashPerson));
      yield* this.#count(chunk, payload.length);
    }
  }

  /** What has come together so far, if anything. Throws when it is another run's. */
  *end(run: string): Generator<Cut> {
    if (this.#growing.size > 0 && this.#run !== run) {
      throw new Error(`The run ${this.#run} is being spooled, not ${run}.`);
    }
    yield* this.#cutAll();
  }

  /** A copy where others wait too: of those that were planned side by side the last to leave would keep all alive. */
  #keep({ step, due, payloads }: Growing, payload: Uint8Array): Uint8Array {
    const isAlone = step === undefined && due === null && this.#growing.size === 1;
    return isAlone ? payload : payloads.keep(payload);
  }

  *#count(chunk: Growing, bytes: number): Generator<Cut> {
    chunk.bytes += bytes;
    this.#bytes += bytes;
    if (chunk.notifications.length >= fullAt || chunk.bytes >= fullAtBytes) yield this.#cut(chunk);
    else if (this.#bytes >= this.#most) yield* this.#cutAll();
  }

  #begin(step: number | undefined, due: number | null): Growing {
    const chunk: Growing = { step, due, notifications: [], payloads: new KeptPayloads(firstPiece), bytes: 0 };
    this.#growing.set(nameOf(step, due), chunk);
    return chunk;
  }

  /** The first step first, and of each the earliest. */
  *#cutAll(): Generator<Cut> {
    const inOrder = [...this.#growing.values()].toSorted(
      (one, other) => (one.step ?? 0) - (other.step ?? 0) || (one.due ?? 0) - (other.due ?? 0),
    );
    for (const chunk of inOrder) yield this.#cut(chunk);
  }

  #cut({ step, due, notifications, bytes }: Growing): Cut {
    this.#growing.delete(nameOf(step, due));
    this.#bytes -= bytes;
    return { run: this.#run, campaign: this.#campaign, step, due, notifications };
  }

  forget(): void {
    this.#growing.clear();
    this.#bytes = 0;
  }
}

/** `key` is hashed. Few have any of the rest: to copy members from other objects costs more than the hashes. */
function spooledOf(
  { digest, generation, row, identities, evidence, person, sums, arm, when }: Planned,
  key: string,
  payload: Uint8Array,
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

function nameOf(step: number | undefined, due: number | null): string {
  return `${step} ${due}`;
}
