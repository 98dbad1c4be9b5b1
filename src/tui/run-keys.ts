// The keys of the screen: p pauses the run and s stops it, each pressed twice, since neither is to happen by accident; ? says so.
import type { HaltOrder } from '../delivery/run-control.ts';

type Halt = HaltOrder['to'];

export type KeysState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'help' }
  /** To be pressed again before `until`, in monotonic milliseconds. */
  | { readonly kind: 'asked'; readonly to: Halt; readonly until: number }
  | { readonly kind: 'halting' | 'halted'; readonly to: Halt }
  | { readonly kind: 'failed'; readonly to: Halt; readonly why: string };

const haltOf: Readonly<Record<string, Halt>> = { p: 'paused', s: 'stopped' };

/** Milliseconds for the second press. */
const patience = 5_000;

/** What a key makes of it, at a monotonic time. Other keys take back what was asked. */
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

  /** `halt` returns when no new request starts any more. `conceal` takes secrets out of what it throws. */
  constructor(halt: (to: Halt) => Promise<void>, conceal: (text: string) => string) {
    this.#halt = halt;
    this.#conceal = conceal;
  }

  stateAt(now: number): KeysState {
    const state = this.#state;
    return state.kind === 'asked' && now >= state.until ? { kind: 'idle' } : state;
  }

  /** Returns when all is done that the key asks for. Never throws: what fails is the state that is shown. */
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
