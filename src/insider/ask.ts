// One request and its answer, part by part as undici delivers it. A stream per request would cost as much as everything else together.
import type { Dispatcher } from 'undici';
import type { Clock } from '../delivery/clock.ts';
import { claimTooOld } from '../delivery/sender.ts';

export interface Limits {
  /** Aborts the request. */
  readonly signal: AbortSignal;
  /** Milliseconds until the request is aborted. */
  readonly total: number;
  /** Milliseconds within which it has to start: it may have to wait for a socket. Absent if it may start at any time. */
  readonly beginWithin?: number | undefined;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

/** Sends a request. Calls `heard` with the status as soon as it is known. Rejects with the network error. */
export async function ask(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  {
    signal,
    total,
    beginWithin = Number.POSITIVE_INFINITY,
    clock,
  }: Limits & { readonly clock: Pick<Clock, 'monotonic'> },
  heard: (status: number) => void,
): Promise<Answered> {
  const begunAt = clock.monotonic();
  const asking = new Asking(heard, () => clock.monotonic() - begunAt > beginWithin);
  const timeout = AbortSignal.timeout(total);
  const onAbort = (): void => asking.giveUp(signal.aborted ? signal.reason : timeout.reason);
  for (const cause of [signal, timeout]) cause.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal.aborted) onAbort();
    else dispatcher.dispatch(request, asking);
    return await asking.answered;
  } finally {
    // A timeout signal with a listener keeps the request, its body and its answer for its whole time. With many requests per minute,
    // that would be most of the memory.
    for (const cause of [signal, timeout]) cause.removeEventListener('abort', onAbort);
  }
}

class Asking implements Dispatcher.DispatchHandler {
  readonly #heard: (status: number) => void;
  readonly #isTooLate: () => boolean;
  readonly #end = Promise.withResolvers<Answered>();
  readonly #parts: Uint8Array[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #isBegun = false;
  #cause: Error | undefined;
  #finish = (): void => {};

  constructor(heard: (status: number) => void, isTooLate: () => boolean) {
    this.#heard = heard;
    this.#isTooLate = isTooLate;
  }

  get answered(): Promise<Answered> {
    return this.#end.promise;
  }

  /** Makes `answered` reject at once. undici checks for an abort only when the request starts or runs; one that waits for a socket never starts. */
  giveUp(reason: unknown): void {
    const cause =
      this.#isBegun && reason instanceof Error ? reason : new DOMException('The request was given up.', 'AbortError');
    this.#fail(cause);
  }

  /** Called right before the request is written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#cause !== undefined) controller.abort(this.#cause);
    else if (this.#isTooLate())
      this.#fail(Object.assign(new Error('The request was begun too late.'), { code: claimTooOld }));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Answered['headers']): void {
    this.#isBegun = true;
    this.#finish = () => this.#end.resolve({ status, headers, body: Buffer.concat(this.#parts) });
    this.#heard(status);
  }

  onResponseData(_: Dispatcher.DispatchController, part: Uint8Array): void {
    this.#parts.push(part);
  }

  onResponseEnd(): void {
    this.#finish();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#end.reject(error);
  }

  #fail(cause: Error): void {
    this.#cause = cause;
    this.#end.reject(cause);
    this.#controller?.abort(cause);
  }
}
