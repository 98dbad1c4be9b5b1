// Settlements that wait in the same turn, or for the commit before, committed together: one durable commit costs about as much as eight.
import type { Clock } from '../clock.ts';
import type { Ledger, Settlement } from '../ledger.ts';

export class Settlements {
  readonly #ledger: Pick<Ledger, 'settle'>;
  readonly #clock: Pick<Clock, 'sleep'>;
  #waiting: Settlement[] = [];
  #next: Promise<void> | undefined;
  /** Over when the last commit that was begun is, however it ends. */
  #before: Promise<void> = Promise.resolve();

  constructor(ledger: Pick<Ledger, 'settle'>, clock: Pick<Clock, 'sleep'>) {
    this.#ledger = ledger;
    this.#clock = clock;
  }

  /** Resolves when it is committed. What the ledger throws is thrown for all that went together. */
  async settle(settlement: Settlement): Promise<void> {
    this.#waiting.push(settlement);
    this.#next ??= this.#commit();
    return this.#next;
  }

  async #commit(): Promise<void> {
    await this.#clock.sleep(0);
    await this.#before;
    const settlements = this.#waiting;
    this.#waiting = [];
    this.#next = undefined;
    const commit = this.#ledger.settle(settlements);
    this.#before = commit.catch(() => undefined);
    await commit;
  }
}
