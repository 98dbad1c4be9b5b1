// The keys of the screen: p pauses the run and s stops it, each pressed twice to prevent accidents; ? shows help.
import type { HaltOrder } from '../delivery/run-control.ts';

type Halt = HaltOrder['to'];

export type KeysState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'help' }
  /** Has to be pressed again before `until`, in monotonic milliseconds. */
  | { readonly kind: 'asked'; readonly to: Halt; readonly until: number }
  | { readonly kind: 'halting' | 'halted'; readonly to: Halt }
  | { readonly kind: 'failed'; readonly to: Halt; readonly why: string };

const haltOf: Readonly<Record<string, Halt>> = { p: 'paused', s: 'stopped' };

/** Milliseconds in which the second press has to follow. */
const patience = 5_000;

/** Returns the state after a key, at a monotonic time. Any other key cancels a first press. */
function pressKey(state: KeysState, key: string, now: number): KeysState {
  if (state.kind === 'halting') return state;
  const to = haltOf[key.toLowerCase()];
  if (to !== undefined) {
    const isAgain = state.kind === 'asked' && state.to === to && now < state.until;
    return isAgain ? { kind: 'halting', to } : { kind: 'asked', to, until: now + patience };
  }
  return { kind: key === '?' && state.kind !== 'help' ? 'help' : 'idle' };
}

export class RunKeys {
  readonly #halt: (to: Halt) => Promise<void>;
  readonly #conceal: (text: string) => string;
  #state: KeysState = { kind: 'idle' };

  /** `halt` resolves when no new request starts any more. `conceal` removes secrets from the message of an error that `halt` throws. */
  constructor(halt: (to: Halt) => Promise<void>, conceal: (text: string) => string) {
    this.#halt = halt;
    this.#conceal = conceal;
  }

  stateAt(now: number): KeysState {
    const state = this.#state;
    return state.kind === 'asked' && now >= state.until ? { kind: 'idle' } : state;
  }

  /** Resolves when the action of the key is done. Never throws: a failure becomes the state that is shown. */
  async press(key: string, now: number): Promise<void> {
    const before = this.#state;
    this.#state = pressKey(before, key, now);
    if (this.#state.kind !== 'halting' || this.#state === before) return;
    const { to } = this.#state;
    try {
      await this.#halt(to);
      this.#state = { kind: 'halted', to };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#state = { kind: 'failed', to, why: this.#conceal(why) };
    }
  }
}
