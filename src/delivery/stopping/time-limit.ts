// A signal that fires after some time on the injected clock.
import type { Clock } from '../clock.ts';

/** Without a time it never fires. `why` is the signal's reason. */
export function limitTime(
  clock: Pick<Clock, 'sleep'>,
  milliseconds: number | undefined,
  why = 'time is up',
): Disposable & { readonly signal: AbortSignal } {
  const reached = new AbortController();
  const over = new AbortController();
  if (milliseconds !== undefined) {
    const left = Math.max(0, milliseconds);
    void clock.sleep(left, over.signal).then(() => over.signal.aborted || reached.abort(why));
  }
  return { signal: reached.signal, [Symbol.dispose]: () => over.abort() };
}
