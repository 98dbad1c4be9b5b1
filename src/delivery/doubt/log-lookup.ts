// Asks the delivery log: not too early, at its pace, a few requests side by side, and no more once it has stopped answering.
import type { Clock } from '../clock.ts';
import { findPushes, queryFor, type SoughtPush } from './sought-push.ts';
import type { Listen } from '../run-event.ts';
import type { LoggedPush, DeliveryLog } from './delivery-log.ts';

export interface LogLookupTerms {
  readonly deliveryLog: DeliveryLog;
  readonly clock: Clock;
  /** Milliseconds after a claim before the log can know about it. */
  readonly after: number;
  /** The delivery log's own pace. */
  readonly requestsPerMinute: number;
  /** Ends waiting and asking at once. */
  readonly signal: AbortSignal;
  readonly listen: Listen;
}

export type LookupReply =
  /** The pushes that may be the notification in question; empty if the log does not show it. */
  | { readonly kind: 'seen'; readonly pushes: readonly LoggedPush[] }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unasked' };

const mostSideBySide = 8;
/** After this many failures in a row, the delivery log is not asked any more. */
const patience = 3;
/** Shorter waits are not reported, milliseconds. */
const noticeable = 250;

export class LogLookup {
  readonly #terms: LogLookupTerms;
  readonly #errors = new Set<string>();
  readonly #sideBySide: number;
  #nextAt: number;
  #silences = 0;
  #isSaid = false;

  constructor(terms: LogLookupTerms) {
    this.#terms = terms;
    this.#nextAt = terms.clock.monotonic();
    this.#sideBySide = Math.max(1, Math.min(mostSideBySide, Math.floor(terms.requestsPerMinute / 100)));
  }

  /** Errors of the delivery log, without duplicates. */
  get errors(): readonly string[] {
    return [...this.#errors];
  }

  /** Returns one reply per notification, in order. */
  async ask(all: readonly (SoughtPush | undefined)[]): Promise<readonly LookupReply[]> {
    const replies: LookupReply[] = [];
    while (replies.length < all.length) {
      const group = all.slice(replies.length, replies.length + this.#sideBySide);
      await this.#waitForTurn(group);
      replies.push(...(await Promise.all(group.map((sought) => this.#askOne(sought)))));
    }
    return replies;
  }

  /** Reports that nothing is waited for any more. */
  end(): void {
    if (this.#isSaid) this.#terms.listen({ kind: 'going_on' });
    this.#isSaid = false;
  }

  async #askOne(sought: SoughtPush | undefined): Promise<LookupReply> {
    const { deliveryLog, clock, signal } = this.#terms;
    if (sought === undefined || this.#isOver) return { kind: 'unasked' };
    const answer = await deliveryLog.ask(queryFor(sought, clock.now()), signal);
    if (answer.kind === 'seen') {
      this.#silences = 0;
      return { kind: 'seen', pushes: findPushes(answer.pushes, sought) };
    }
    if (signal.aborted) return { kind: 'unasked' };
    this.#silences++;
    this.#errors.add(answer.error);
    return { kind: 'silent' };
  }

  get #isOver(): boolean {
    return this.#terms.signal.aborted || this.#silences >= patience;
  }

  async #waitForTurn(group: readonly (SoughtPush | undefined)[]): Promise<void> {
    if (this.#isOver) return;
    const { clock, after, requestsPerMinute, signal, listen } = this.#terms;
    const youngest = Math.max(...group.map((sought) => sought?.claimedAt ?? 0));
    const milliseconds = Math.ceil(Math.max(youngest + after - clock.now(), this.#nextAt - clock.monotonic()));
    if (milliseconds >= noticeable || !this.#isSaid) {
      listen({ kind: 'waiting', reason: 'delivery_log', until: clock.monotonic() + Math.max(0, milliseconds) });
      this.#isSaid = true;
    }
    if (milliseconds > 0) await clock.sleep(milliseconds, signal);
    // The requests of a group start at once. The gap after them keeps any 60 s within the pace.
    this.#nextAt = clock.monotonic() + (group.length * 60_000) / (requestsPerMinute - group.length + 1);
  }
}
