// What ends sending from outside: a soft stop, a hard one, a deadline.
import type { Sending } from '../delivery.ts';
import type { Halt } from './halt.ts';
import { stopped } from './stops.ts';

/** How long what is under way may settle after a soft stop, milliseconds. */
const drainLimit = 6_000;

/** A soft stop lets requests settle for a while, a hard one destroys their sockets. */
export function heedSignals(delivery: Sending, halt: Halt): Disposable & { readonly abort: AbortSignal } {
  const { run, clock, signal, abort, deadline } = delivery;
  const drained = new AbortController();
  const over = new AbortController();
  const drain = (why: string): void => {
    halt.call(stopped(run, why));
    void clock.sleep(drainLimit, over.signal).then(() => over.signal.aborted || drained.abort());
  };
  const stopSoftly = (): void => drain(typeof signal.reason === 'string' ? signal.reason : 'interrupted');
  const stopHard = (): void => halt.call(stopped(run, 'interrupted'));
  for (const [heeded, act] of [
    [signal, stopSoftly],
    [abort, stopHard],
  ] as const) {
    if (heeded.aborted) act();
    else heeded.addEventListener('abort', act, { once: true });
  }
  if (deadline !== undefined) {
    const left = Math.max(0, deadline.at - clock.monotonic());
    void clock.sleep(left, over.signal).then(() => over.signal.aborted || drain(deadline.why));
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
