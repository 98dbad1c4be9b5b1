// The halt: why a delivery stops before its end. The first cause counts; requests under way still settle.
import type { Diagnostic } from '../../diagnostic.ts';
import type { Listen } from '../run-event.ts';

export type Stop =
  | {
      readonly kind: 'stopped';
      readonly why: string;
      readonly diagnostic: Diagnostic;
      /** A campaign of the run is the cause: everything else that sends the run has to stop too. */
      readonly isOfRun?: true;
    }
  | { readonly kind: 'shut_out'; readonly why: string; readonly diagnostic: Diagnostic }
  /** Somebody, whose name is known, paused or stopped it from outside. Its state stays as it is. */
  | { readonly kind: 'halted'; readonly why: string; readonly diagnostic: Diagnostic }
  /** The run is no longer ours: somebody stopped it or took it over, and they set its state. */
  | { readonly kind: 'fenced'; readonly why: string; readonly diagnostic: Diagnostic };

export class Halt {
  readonly #controller = new AbortController();
  readonly #listen: Listen;
  readonly #ofRun: Set<Halt>;
  #stop: Stop | undefined;
  #failure: { readonly error: unknown } | undefined;

  /** `ofRun` are the halts of everything that this process sends of the run at the same time. This one is in it until disposed. */
  constructor(listen: Listen, ofRun = new Set<Halt>()) {
    this.#listen = listen;
    this.#ofRun = ofRun.add(this);
  }

  [Symbol.dispose](): void {
    this.#ofRun.delete(this);
  }

  /** Fires when no more claims may be made, and ends every wait. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get isCalled(): boolean {
    return this.#controller.signal.aborted;
  }

  get stop(): Stop | undefined {
    return this.#stop;
  }

  call(stop: Stop): void {
    if (this.isCalled) return;
    this.#stop = stop;
    this.#listen({ kind: 'stopping', why: stop.why });
    this.#controller.abort();
    if (stop.kind === 'stopped' && stop.isOfRun === true) for (const halt of this.#ofRun) halt.call(stop);
  }

  /** Records an error, most likely of the ledger. Nothing more is sent, and it is rethrown after everything that can be settled is settled. */
  fail(error: unknown): void {
    if (this.hasFailed) return;
    this.#failure = { error };
    this.#controller.abort();
    for (const halt of this.#ofRun) halt.fail(error);
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
