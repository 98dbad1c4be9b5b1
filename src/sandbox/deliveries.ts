// The pushes that were sent: every push that a device would have received, and which of them a person got twice.
import { hash } from 'node:crypto';

export interface DeliveredPush {
  readonly at: number;
  readonly person: { readonly id: string; readonly keys: readonly string[] };
  readonly campId: number;
  readonly title: string;
  readonly message: string;
  readonly imageUrl: string | undefined;
  readonly deepLinks: Readonly<Record<string, unknown>>;
  /** A background refresh, which the device does not show. */
  readonly silent: boolean;
}

/** How many deliveries can be looked up. Older ones are only counted, so that a long run does not fill the memory. */
const kept = 100_000;

const quarterHour = 900_000;

/** Returns 96 bits that identify equal deliveries. */
function digestOf({ person, campId, title, message }: DeliveredPush): string {
  return hash('sha256', JSON.stringify([person.id, campId, title, message]), 'base64url').slice(0, 16);
}

export class Deliveries {
  readonly #kept = new Set<DeliveredPush>();
  readonly #byKey = new Map<string, DeliveredPush[]>();
  readonly #lastAt = new Map<string, number>();
  readonly #duplicates = new Map<number, number>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The number of repeated pushes with the same title and message to the same person, by camp_id. */
  get duplicates(): ReadonlyMap<number, number> {
    return this.#duplicates;
  }

  isRecent(delivery: DeliveredPush): boolean {
    const lastAt = this.#lastAt.get(digestOf(delivery));
    return lastAt !== undefined && delivery.at - lastAt < quarterHour;
  }

  record(delivery: DeliveredPush): void {
    const digest = digestOf(delivery);
    if (this.#lastAt.has(digest)) {
      this.#duplicates.set(delivery.campId, (this.#duplicates.get(delivery.campId) ?? 0) + 1);
    }
    this.#lastAt.set(digest, delivery.at);
    this.#count += 1;
    this.#kept.add(delivery);
    for (const key of delivery.person.keys) {
      const list = this.#byKey.get(key);
      if (list === undefined) this.#byKey.set(key, [delivery]);
      else list.push(delivery);
    }
    if (this.#kept.size > kept) this.#forgetOldest();
  }

  /** Returns the deliveries to an identity, oldest first. */
  toIdentity(key: string): readonly DeliveredPush[] {
    return this.#byKey.get(key) ?? [];
  }

  #forgetOldest(): void {
    const [oldest] = this.#kept;
    if (oldest === undefined) return;
    this.#kept.delete(oldest);
    for (const key of oldest.person.keys) {
      const list = this.#byKey.get(key);
      list?.shift();
      if (list?.length === 0) this.#byKey.delete(key);
    }
  }
}
