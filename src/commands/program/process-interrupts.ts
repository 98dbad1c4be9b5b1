// Signals of the process: the first asks it to stop, a later one to leave. A keypress may arrive twice, from the terminal and from a wrapper.
import type { Interrupts } from '../../opening/context.ts';

/** Milliseconds from the first signal on in which others are the same keypress. */
const oneKeypress = 1_000;

/** Milliseconds that a command has to write the run's state once it is asked to leave. */
const lastWord = 500;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface ProcessInterrupts extends Interrupts {
  /** Whether it was asked to leave. */
  readonly isLeaving: boolean;
}

/** `leave` ends the process: with the signal where no command has taken signals, so that its default would be to die of it. */
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
  // The system gives the first process of a container no default.
  if (process.pid === 1) for (const signal of signals) process.on(signal, onDefault);
  return {
    get isLeaving() {
      return isLeaving;
    },
    // Who takes while another has taken shares its signals.
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
          // A command that was asked to stop is about to end: the default would take its exit code from it.
          if (holders === 0 && !soft.signal.aborted) release();
        },
      };
    },
  };
}
