// One process of a simulated world: its clocks, and ports through which it can be slowed down, frozen or killed at any await.
import type { Clock } from '../../src/delivery/clock.ts';
import type { Chance } from './sim-random.ts';
import type { SimTime } from './sim-time.ts';

/**
 * What happens to the process from outside. A step is the moment before, within or after a call of a port. Times count from the
 * birth of the process.
 */
export interface Fate {
  readonly dieAtStep?: number;
  readonly dieAt?: number;
  /** Stopped and continued (SIGSTOP, SIGCONT): time passes, but the process does nothing. */
  readonly freeze?: { readonly at: number; readonly milliseconds: number };
  /** The machine sleeps: the monotonic clock stands still too. */
  readonly suspend?: { readonly at: number; readonly milliseconds: number };
  /** The wall clock is set. */
  readonly jump?: { readonly at: number; readonly milliseconds: number };
  /** The share of steps that take a while, as with a slow disk or a busy machine. */
  readonly slowness: number;
}

/** What outlives the processes of a machine. Times are in milliseconds. */
export interface Machine {
  host: 'runner-1' | 'runner-2';
  /** The machine's wall clock when the world began, in milliseconds since 1970. */
  wall: number;
  /** When each host started, in the world's time. */
  readonly startedAt: Record<Machine['host'], number>;
}

/** Called for every call of a port; the function that it returns is called with the result. */
export type Watch = (name: string, given: readonly unknown[]) => (result: unknown) => void;

const never = new Promise<never>(() => undefined);

export class SimProcess {
  readonly clock: Clock;
  /** Resolves when the process is killed. */
  readonly death: Promise<'dead'>;
  readonly #time: SimTime;
  readonly #machine: Machine;
  readonly #chance: Chance;
  readonly #fate: Fate;
  readonly #bornAt: number;
  readonly #onDeath: (() => void)[] = [];
  #isOver = false;
  #steps = 0;
  #frozenUntil = 0;
  #suspended = 0;

  constructor(time: SimTime, machine: Machine, chance: Chance, fate: Fate) {
    this.#time = time;
    this.#machine = machine;
    this.#chance = chance;
    this.#fate = fate;
    this.#bornAt = time.now;
    const death = Promise.withResolvers<'dead'>();
    this.death = death.promise;
    this.#onDeath.push(() => death.resolve('dead'));
    this.clock = {
      now: () => Math.floor(machine.wall + time.now),
      monotonic: () => time.now - this.#bornAt - this.#suspended,
      sleep: (milliseconds, signal) => this.#sleep(milliseconds, signal),
    };
    const { dieAt, freeze, suspend, jump } = fate;
    if (dieAt !== undefined) this.#whileAlive(dieAt, () => this.kill());
    if (freeze) this.#whileAlive(freeze.at, () => this.#freeze(freeze.milliseconds));
    if (suspend) this.#whileAlive(suspend.at, () => this.#suspend(suspend.milliseconds));
    if (jump) this.#whileAlive(jump.at, () => (machine.wall += jump.milliseconds));
  }

  /** The machine's uptime, with Linux's precision of 10 ms. */
  uptime(): number {
    return Math.floor((this.#time.now - this.#machine.startedAt[this.#machine.host]) / 10) * 10;
  }

  get host(): string {
    return this.#machine.host;
  }

  /** Whether anything slows the process down. */
  get isHindered(): boolean {
    const { slowness, freeze, suspend } = this.#fate;
    return slowness > 0 || freeze !== undefined || suspend !== undefined;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Ends all activity of the process. Resources are closed in reverse order of opening. */
  kill(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const act of this.#onDeath.toReversed()) act();
  }

  /** The process left by itself: nothing on its clock happens any more. */
  end(): void {
    this.#isOver = true;
  }

  onDeath(act: () => void): void {
    this.#onDeath.push(act);
  }

  /** Acts after so many milliseconds: later if the process is frozen then, not at all if it has ended. */
  after(milliseconds: number, act: () => void): () => void {
    return this.#time.at(this.#time.now + milliseconds, () => this.#act(act));
  }

  /**
   * Returns the same object, whose every call has three steps: before, during and after. A dead process gets no results. A prompt
   * call starts at once, because nothing can be promised between the last look at the clock and the first byte.
   */
  port<Target extends object>(target: Target, watch: Watch, how: 'slow' | 'prompt' = 'slow'): Target {
    return new Proxy(target, {
      get: (_, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        const call = (given: unknown[]): unknown => Reflect.apply(value, target, given);
        // It makes no request.
        if (name === 'keyHashing') return (...given: unknown[]) => call(given);
        if (name === 'inDoubt') return (...given: unknown[]) => this.#iterate(() => call(given));
        const steps = (work: () => unknown, given: readonly unknown[]): unknown =>
          this.#call(work, watch(String(name), given), how);
        if (name !== 'lookupInWalk' && name !== 'armsInWalk')
          return (...given: unknown[]) => steps(() => call(given), given);
        return (...given: unknown[]) => {
          const lookup: unknown = call(given);
          if (typeof lookup !== 'function') throw new TypeError(`${name} gave no function`);
          return (...asked: unknown[]) => steps(() => Reflect.apply(lookup, undefined, asked), asked);
        };
      },
    });
  }

  async #call(work: () => unknown, seen: (result: unknown) => void, how: 'slow' | 'prompt'): Promise<unknown> {
    await this.#step(how);
    const begun = Promise.resolve(work());
    if (this.#isDeathly()) {
      begun.catch(() => undefined);
      this.kill();
      return never;
    }
    let result: unknown;
    try {
      result = await begun;
    } catch (error) {
      await this.#step();
      throw error;
    }
    seen(result);
    await this.#step();
    return result;
  }

  async *#iterate(work: () => unknown): AsyncGenerator {
    await this.#step();
    for await (const some of work() as AsyncIterable<unknown>) {
      yield some;
      await this.#step();
    }
  }

  #isDeathly(): boolean {
    this.#steps += 1;
    return this.#steps === this.#fate.dieAtStep;
  }

  async #step(how: 'slow' | 'prompt' = 'slow'): Promise<void> {
    if (this.#isOver) return never;
    if (this.#isDeathly()) this.kill();
    else if (how === 'slow' && this.#chance.hits(this.#fate.slowness)) await this.#sleep(this.#slowness());
    if (this.#isOver) await never;
  }

  #slowness(): number {
    return this.#chance.hits(0.05) ? this.#chance.spread(1_000, 12_000) : this.#chance.spread(1, 200);
  }

  #sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const callOff = this.after(milliseconds, () => {
      signal?.removeEventListener('abort', wake);
      resolve();
    });
    const wake = (): void => {
      callOff();
      if (!this.#isOver) resolve();
    };
    signal?.addEventListener('abort', wake, { once: true });
    return promise;
  }

  #act(act: () => void): void {
    if (this.#isOver) return;
    if (this.#time.now >= this.#frozenUntil) act();
    else this.#time.at(this.#frozenUntil, () => this.#act(act));
  }

  #whileAlive(milliseconds: number, act: () => void): void {
    this.#time.at(this.#bornAt + milliseconds, () => {
      if (!this.#isOver) act();
    });
  }

  #freeze(milliseconds: number): void {
    this.#frozenUntil = this.#time.now + milliseconds;
  }

  #suspend(milliseconds: number): void {
    const began = this.#time.now;
    this.#freeze(milliseconds);
    this.#time.at(this.#frozenUntil, () => (this.#suspended += this.#time.now - began));
  }
}
