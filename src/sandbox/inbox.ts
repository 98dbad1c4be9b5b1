// The inbox: the latest notifications that the sandbox received, and the outcome of each.
import { randomUUID } from 'node:crypto';
import type { SentNotification } from './send-body.ts';
import type { Sent } from './send.ts';

/** One notification as it arrived. */
export interface Arrival {
  /** From 1, in the order of arrival. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The number of its request, from 1. */
  readonly request: number;
  /** `sent`, or the reason under which the API lists it as an error. */
  readonly outcome: string;
  /** The platform of the device that received it; null if none did. */
  readonly platform: 'ios' | 'android' | null;
  /** A background refresh, which the device does not show. */
  readonly silent: boolean;
  /** The notification as it arrived. */
  readonly notification: SentNotification;
}

/** How many are kept. Older ones are dropped, so that a long run does not fill the memory. */
const kept = 1_000;

export class Inbox {
  /** Changes with a reset or a restart, so that a page notices that the numbers it has seen are outdated. */
  readonly id = randomUUID();
  /** Grows to twice as many as are kept, so that dropping is cheap. */
  #arrivals: Arrival[] = [];
  #count = 0;

  /** How many have arrived in total. */
  get count(): number {
    return this.#count;
  }

  add({ notification, reached, reason }: Sent, request: number, at: number): void {
    this.#count += 1;
    const [first] = reached;
    this.#arrivals.push({
      number: this.#count,
      at,
      request,
      outcome: first === undefined ? (reason ?? 'sent') : 'sent',
      platform: first?.device.platform ?? null,
      silent: notification.ios?.['content-available'] === true,
      notification,
    });
    if (this.#arrivals.length >= 2 * kept) this.#arrivals = this.#arrivals.slice(-kept);
  }

  /** Returns the arrivals after a number, oldest first. */
  list(after = 0): readonly Arrival[] {
    return this.#arrivals.slice(-kept).filter(({ number }) => number > after);
  }
}
