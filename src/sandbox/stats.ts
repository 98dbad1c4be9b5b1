// The figures of /__stats: what a test or a curious person may want to know about the requests to the sandbox.
import type { World } from './world.ts';

/** The JSON of /__stats. Requests are POSTs to /api/v2/notification/user. */
export interface Stats {
  readonly requests: number;
  /** By status; `none` if no complete answer was given. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Faults that were injected, by kind. */
  readonly faults: Readonly<Record<string, number>>;
  /** Requests of the busiest key in the window that ends now, the highest number so far in one window, and the limit. */
  readonly window: { readonly now: number; readonly highest: number; readonly limit: number; readonly ms: number };
  /** Requests above the limit. */
  readonly breaches: number;
  /** Pushes that were sent. */
  readonly deliveries: number;
  /** Sends that repeated the title and message of a camp_id to the same person. */
  readonly duplicates: number;
  readonly duplicates_by_campaign: Readonly<Record<string, number>>;
}

export class RequestCounts {
  readonly statuses = new Map<string, number>();
  readonly faults = new Map<string, number>();
  #requests = 0;

  get requests(): number {
    return this.#requests;
  }

  /** Returns the number of this request, from 1. */
  begin(): number {
    this.#requests += 1;
    return this.#requests;
  }

  countStatus(status: string): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
  }

  countFault(kind: string): void {
    this.faults.set(kind, (this.faults.get(kind) ?? 0) + 1);
  }
}

export function statsOf(world: World): Stats {
  const { settings, counts, deliveries } = world;
  const { now, highest, breaches } = world.sendRate.figures(settings.clock.now());
  const duplicates = [...deliveries.duplicates.values()].reduce((sum, count) => sum + count, 0);
  return {
    requests: counts.requests,
    statuses: Object.fromEntries(counts.statuses),
    faults: Object.fromEntries(counts.faults),
    window: { now, highest, limit: settings.limit, ms: settings.windowMs },
    breaches,
    deliveries: deliveries.count,
    duplicates,
    duplicates_by_campaign: Object.fromEntries(deliveries.duplicates),
  };
}
