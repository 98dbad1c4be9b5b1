// Commits settlements together that arrive in the same turn or during the previous commit: a durable commit of one costs about as much as of eight.
import type { Clock } from '../clock.ts';
import type { Ledger, Settlement } from '../ledger.ts';

export class Settlements {
  readonly #ledger: Pick<Ledger, 'settle'>;
  readonly #clock: Pick<Clock, 'sleep'>;
  #waiting: Settlement[] = [];
  #next: Promise<void> | undefined;
  /** Resolves when the last commit that was started ends, whether it succeeds or fails. */
  #before: Promise<void> = Promise.resolve();

  constructor(ledger: Pick<Ledger, 'settle'>, clock: Pick<Clock, 'sleep'>) {
    this.#ledger = ledger;
    this.#clock = clock;
  }

  /** Resolves after the commit. If the ledger throws, every settlement of that commit rejects with its error. */
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
