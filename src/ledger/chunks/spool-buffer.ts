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
  readonly notifications: readonly Spooled[];
}

export class SpoolBuffer {
  #run = '';
  #campaign = 0;
  #notifications: Spooled[] = [];
  #characters = 0;

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
    for (const { key, person, sums, ...kept } of planned) {
      const hashes = { person: hashPerson(person), ...(sums !== undefined && { sums: hashPerson(sums) }) };
      this.#notifications.push({ key: hash(campaignId, key), ...hashes, ...kept });
      this.#characters += kept.payload.length;
      if (this.#notifications.length >= fullAt || this.#characters >= fullAtCharacters) yield* this.#cut();
    }
  }

  /** What has come together so far, if anything. Throws when it is another run's. */
  *end(run: string): Generator<Cut> {
    if (this.#notifications.length > 0 && this.#run !== run) {
      throw new Error(`The run ${this.#run} is being spooled, not ${run}.`);
    }
    yield* this.#cut();
  }

  *#cut(): Generator<Cut> {
    if (this.#notifications.length === 0) return;
    const cut = { run: this.#run, campaign: this.#campaign, notifications: this.#notifications };
    this.forget();
    yield cut;
  }

  forget(): void {
    this.#notifications = [];
    this.#characters = 0;
  }
}
