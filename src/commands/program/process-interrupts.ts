// Handles signals of the process: the first asks it to stop, a later one to leave. A keypress may arrive twice, once through a wrapper.
import type { Interrupts } from '../../opening/context.ts';

/** Milliseconds after the first signal in which further signals count as the same keypress. */
const oneKeypress = 1_000;

/** Milliseconds that a command has to write the run's state after it was asked to leave. */
const lastWord = 500;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface ProcessInterrupts extends Interrupts {
  /** Whether the process was asked to leave. */
  readonly isLeaving: boolean;
}

/** `leave` ends the process. It gets the signal if no command handles signals, since the default would be to die of it. */
export function processInterrupts(
  process: Pick<NodeJS.Process, 'on' | 'off' | 'pid'>,
  leave: (signal: NodeJS.Signals | undefined) => void,
): ProcessInterrupts {
  let holders = 0;
  let soft = new AbortController();
  let hard = new AbortController();
  let stoppedAt = 0;
  let isLeaving = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (!soft.signal.aborted) {
      stoppedAt = performance.now();
      soft.abort(`interrupted by ${signal}`);
    } else if (!isLeaving && performance.now() - stoppedAt >= oneKeypress) {
      isLeaving = true;
      setTimeout(() => leave(undefined), lastWord).unref();
      hard.abort();
    }
  };
  const onDefault = (signal: NodeJS.Signals): void => {
    if (holders === 0 && !soft.signal.aborted) leave(signal);
  };
  const release = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  // The system has no default action for signals to the first process of a container.
  if (process.pid === 1) for (const signal of signals) process.on(signal, onDefault);
  return {
    get isLeaving() {
      return isLeaving;
    },
    // A second holder shares the signals of the first.
    take: () => {
      if (holders === 0) {
        release();
        soft = new AbortController();
        hard = new AbortController();
        for (const signal of signals) process.on(signal, onSignal);
      }
      holders += 1;
      return {
        soft: soft.signal,
        hard: hard.signal,
        [Symbol.dispose]: () => {
          holders -= 1;
          // A command that was asked to stop is about to end, and the default action would replace its exit code.
          if (holders === 0 && !soft.signal.aborted) release();
        },
      };
    },
  };
}
