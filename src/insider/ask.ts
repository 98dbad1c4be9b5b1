// One request and its answer as undici hands it over, part by part: a stream for each of them would cost as much as all the rest.
import type { Dispatcher } from 'undici';

export interface Limits {
  /** Gives the request up. */
  readonly signal: AbortSignal;
  /** Milliseconds until it is given up. */
  readonly total: number;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

/** `heard` is told the status as soon as there is one. Rejects with what went wrong on the wire. */
export async function ask(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  { signal, total }: Limits,
  heard: (status: number) => void,
): Promise<Answered> {
  const asking = new Asking(heard);
  const timeout = AbortSignal.timeout(total);
  const onAbort = (): void => asking.giveUp(signal.aborted ? signal.reason : timeout.reason);
  for (const cause of [signal, timeout]) cause.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal.aborted) onAbort();
    else dispatcher.dispatch(request, asking);
    return await asking.answered;
  } finally {
    // A timeout that somebody listens to holds the request, its body and its answer for all of its time, which at many requests a minute is
    // most of the memory.
    for (const cause of [signal, timeout]) cause.removeEventListener('abort', onAbort);
  }
}

class Asking implements Dispatcher.DispatchHandler {
  readonly #heard: (status: number) => void;
  readonly #end = Promise.withResolvers<Answered>();
  readonly #parts: Uint8Array[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #isBegun = false;
  #cause: Error | undefined;
  #finish = (): void => {};

  constructor(heard: (status: number) => void) {
    this.#heard = heard;
  }

  get answered(): Promise<Answered> {
    return this.#end.promise;
  }

  /** `answered` rejects at once. undici notices it when the request starts or runs: one that waits for a socket never starts. */
  giveUp(reason: unknown): void {
    const cause =
      this.#isBegun && reason instanceof Error ? reason : new DOMException('The request was given up.', 'AbortError');
    this.#cause = cause;
    this.#end.reject(cause);
    this.#controller?.abort(cause);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#cause === undefined) this.#controller = controller;
    else controller.abort(this.#cause);
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
}
