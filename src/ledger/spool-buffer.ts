// Notifications on their way into the spool, until there are enough for a chunk.
import type { Spooled } from '../delivery/spool.ts';

/** A chunk is 50 requests, or less when its notifications are long. */
const fullAt = 1_000;
const fullAtCharacters = 4 * 1024 * 1024;

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

  /** Gives a chunk when this one fills it. The caller has cut off what belongs to another run or campaign before. */
  add(run: string, campaign: number, notification: Spooled): Cut | undefined {
    this.#run = run;
    this.#campaign = campaign;
    this.#notifications.push(notification);
    this.#characters += notification.payload.length;
    return this.#notifications.length >= fullAt || this.#characters >= fullAtCharacters ? this.cut() : undefined;
  }

  holdsOther(run: string, campaign: number): boolean {
    return this.#notifications.length > 0 && (this.#run !== run || this.#campaign !== campaign);
  }

  /** What has come together so far; undefined when that is nothing. */
  cut(): Cut | undefined {
    if (this.#notifications.length === 0) return undefined;
    const cut = { run: this.#run, campaign: this.#campaign, notifications: this.#notifications };
    this.forget();
    return cut;
  }

  forget(): void {
    this.#notifications = [];
    this.#characters = 0;
  }
}
