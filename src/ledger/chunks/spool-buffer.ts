// Notifications on their way into the spool, until there are enough for a chunk.
import type { RunRecord } from '../../delivery/ledger.ts';
import type { Planned, Spooled } from '../../delivery/spool.ts';
import type { HashKey } from '../claims/notification-hash.ts';
import type { HashPerson } from '../claims/person-hashes.ts';
import { closedElsewhere, wasClosedEarly } from '../runs/run-states.ts';

/** A chunk is 50 requests, or less when its notifications are long. */
const fullAt = 1_000;
const fullAtCharacters = 4 * 1024 * 1024;

export interface SpoolHashes {
  readonly hash: HashKey;
  readonly hashPerson: HashPerson;
}

export interface Cut {
  readonly run: string;
  readonly campaign: number;
  /** Undefined where the campaign is sent at once. */
  readonly step: number | undefined;
  readonly notifications: readonly Spooled[];
}

/** What has come together for a chunk. */
interface Growing {
  readonly notifications: Spooled[];
  characters: number;
}

export class SpoolBuffer {
  #run = '';
  #campaign = 0;
  /** By step: a chunk holds people of one alone. */
  readonly #growing = new Map<number | undefined, Growing>();

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
    if (this.#run !== id || this.#campaign !== campaign) yield* this.#cut();
    this.#run = id;
    this.#campaign = campaign;
    for (const { key, person, sums, step, ...kept } of planned) {
      const hashes = { person: hashPerson(person), ...(sums !== undefined && { sums: hashPerson(sums) }) };
      const chunk = this.#growing.get(step) ?? this.#begin(step);
      chunk.notifications.push({ key: hash(campaignId, key), ...hashes, ...kept });
      chunk.characters += kept.payload.length;
      if (chunk.notifications.length >= fullAt || chunk.characters >= fullAtCharacters)
        yield this.#cutStep(step, chunk);
    }
  }

  #begin(step: number | undefined): Growing {
    const chunk = { notifications: [], characters: 0 };
    this.#growing.set(step, chunk);
    return chunk;
  }

  /** What has come together so far, if anything. Throws when it is another run's. */
  *end(run: string): Generator<Cut> {
    if (this.#growing.size > 0 && this.#run !== run) {
      throw new Error(`The run ${this.#run} is being spooled, not ${run}.`);
    }
    yield* this.#cut();
  }

  /** The first step first. */
  *#cut(): Generator<Cut> {
    const growing = [...this.#growing].toSorted(([one], [other]) => Number(one) - Number(other));
    for (const [step, chunk] of growing) yield this.#cutStep(step, chunk);
  }

  #cutStep(step: number | undefined, { notifications }: Growing): Cut {
    this.#growing.delete(step);
    return { run: this.#run, campaign: this.#campaign, step, notifications };
  }

  forget(): void {
    this.#growing.clear();
  }
}
