// The signals that end sending from outside: a soft stop, or a hard one.
import type { Sending } from '../delivery.ts';
import type { Halt } from './halt.ts';
import { stopped } from './stops.ts';
import { whyAborted } from './why-aborted.ts';

/** How long requests under way may settle after a soft stop, milliseconds. */
const drainLimit = 6_000;

/** Connects the signals to the halt. A soft stop lets requests settle for a while, a hard one destroys their sockets. */
export function heedSignals(delivery: Sending, halt: Halt): Disposable & { readonly abort: AbortSignal } {
  const { run, clock, signal, abort = new AbortController().signal } = delivery;
  const drained = new AbortController();
  const over = new AbortController();
  const stopSoftly = (): void => {
    halt.call(stopped(run, whyAborted(signal)));
    void clock.sleep(drainLimit, over.signal).then(() => over.signal.aborted || drained.abort());
  };
  const stopHard = (): void => halt.call(stopped(run, 'interrupted'));
  for (const [heeded, act] of [
    [signal, stopSoftly],
    [abort, stopHard],
  ] as const) {
    if (heeded.aborted) act();
    else heeded.addEventListener('abort', act, { once: true });
  }
  return {
    abort: AbortSignal.any([abort, drained.signal]),
    [Symbol.dispose]: () => {
      over.abort();
      signal.removeEventListener('abort', stopSoftly);
      abort.removeEventListener('abort', stopHard);
    },
  };
}
