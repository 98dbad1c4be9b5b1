// Questions to the delivery log: not before their time, at its pace, a few side by side, and none once it says nothing.
import type { Clock } from '../clock.ts';
import { findPushes, queryFor, type SoughtPush } from './sought-push.ts';
import type { Listen } from '../run-event.ts';
import type { LoggedPush, DeliveryLog } from './delivery-log.ts';

export interface LogLookupTerms {
  readonly deliveryLog: DeliveryLog;
  readonly clock: Clock;
  /** How long after a claim it is too early to ask, milliseconds. */
  readonly after: number;
  /** The delivery log's own pace. */
  readonly requestsPerMinute: number;
  /** Ends the waiting and the asking at once. */
  readonly signal: AbortSignal;
  readonly listen: Listen;
}

export type LookupReply =
  /** The pushes that may be what was asked about; empty when it is not known. */
  | { readonly kind: 'seen'; readonly pushes: readonly LoggedPush[] }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unasked' };

const mostSideBySide = 8;
/** A delivery log that says nothing so many times in a row is not asked any more. */
const patience = 3;
/** Waits that are shorter are not worth saying, milliseconds. */
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

  /** What went wrong with the delivery log, each once. */
  get errors(): readonly string[] {
    return [...this.#errors];
  }

  /** One reply each, in order. */
  async ask(all: readonly (SoughtPush | undefined)[]): Promise<readonly LookupReply[]> {
    const replies: LookupReply[] = [];
    while (replies.length < all.length) {
      const group = all.slice(replies.length, replies.length + this.#sideBySide);
      await this.#waitForTurn(group);
      replies.push(...(await Promise.all(group.map((sought) => this.#askOne(sought)))));
    }
    return replies;
  }

  /** Nothing more is waited for. */
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
    // Those of a group begin at once: so spread, that no 60 s hold more than the pace.
    this.#nextAt = clock.monotonic() + (group.length * 60_000) / (requestsPerMinute - group.length + 1);
  }
}
