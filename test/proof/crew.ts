// Workers on a run, each in a process of its own, and the harm done to them. Each lost worker is replaced by another.
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { BuiltCli } from '../support/built-cli.ts';
import type { FleetTrial } from '../support/fleet-trial.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import type { Dice } from './dice.ts';
import { takeoverTimes, type Death } from './worker-log.ts';

const size = 4;

/** Milliseconds; longer than a worker may be silent before others get its chunk. */
const frozenFor = 18_000;

/** 3 means that the server was away, or closed the connection, before the worker had begun. */
const mayEndWith: readonly (number | null)[] = [0, 3];

export type Harm = 'kills' | 'terms' | 'stops' | 'cuts';

/** A worker that is frozen late delays the end, so none are frozen if `mayFreeze` is false. */
export function drawHarm(dice: Dice, mayFreeze: boolean): Harm {
  const drawn = dice.next();
  if (drawn < 0.12) return mayFreeze ? 'stops' : 'kills';
  if (drawn < 0.24) return 'terms';
  return drawn < 0.4 ? 'cuts' : 'kills';
}

export class Crew implements AsyncDisposable {
  readonly #trial: FleetTrial;
  readonly #server: PostgresServer;
  readonly #dice: Dice;
  readonly #all: BuiltCli[] = [];
  readonly #places: BuiltCli[];
  readonly #killed = new Map<BuiltCli, number>();
  readonly #frozen: Promise<void>[] = [];

  constructor(trial: FleetTrial, server: PostgresServer, dice: Dice) {
    this.#trial = trial;
    this.#server = server;
    this.#dice = dice;
    this.#places = Array.from({ length: size }, () => this.#hire());
  }

  /** Harms a random worker. Returns false if that worker had already ended by itself; it is replaced then. */
  async suffer(harm: Harm): Promise<boolean> {
    if (harm === 'cuts') return this.#cutOff();
    const place = Math.floor(this.#dice.next() * size);
    const worker = this.#places[place];
    if (worker === undefined) return false;
    this.#places[place] = this.#hire();
    if (!worker.isAlive()) return false;
    if (harm === 'stops') this.#frozen.push(freeze(worker));
    else if (harm === 'terms') worker.kill('SIGTERM');
    else {
      worker.kill('SIGKILL');
      this.#killed.set(worker, Date.now());
    }
    return true;
  }

  /** Resolves when the frozen workers run again, in addition to the others. */
  async thaw(): Promise<void> {
    await Promise.all(this.#frozen);
  }

  /** Ends all workers. Returns the times until others took over chunks of killed workers, and a problem for each worker that ended unexpectedly. */
  async dismiss(): Promise<{ readonly takeovers: readonly number[]; readonly problems: readonly string[] }> {
    const strays = this.#all.filter((worker) => !worker.isAlive() && !this.#killed.has(worker));
    await this[Symbol.asyncDispose]();
    const problems: string[] = [];
    for (const stray of strays) {
      const { exitCode, signal, stderr } = await stray.ended;
      // A signal kills a worker that does not yet handle it.
      if (signal === 'SIGTERM' || mayEndWith.includes(exitCode)) continue;
      problems.push(`a worker ended with ${exitCode ?? signal}: ${stderr.slice(-400)}`);
    }
    const logs = await Promise.all(this.#all.map(async ({ ended }) => (await ended).stdout));
    const deaths = [...this.#killed].map(async ([worker, at]): Promise<Death> => ({
      at,
      log: (await worker.ended).stdout,
    }));
    return { takeovers: takeoverTimes(await Promise.all(deaths), logs), problems };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const worker of this.#all) worker.kill('SIGKILL');
    await Promise.all(this.#all.map(({ ended }) => ended));
  }

  #hire(): BuiltCli {
    const worker = this.#trial.start('worker');
    this.#all.push(worker);
    return worker;
  }

  /** Closes one random connection of the workers to the server, whatever it is doing. */
  async #cutOff(): Promise<boolean> {
    const client = new Client(this.#server.url());
    await client.connect();
    const { rows } = await client.query<{ readonly pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'pushplan%' ORDER BY pid",
    );
    const pid = rows[Math.floor(this.#dice.next() * rows.length)]?.pid;
    await client.query('SELECT pg_terminate_backend($1)', [pid ?? null]);
    await client.end();
    return pid !== undefined;
  }
}

async function freeze(worker: BuiltCli): Promise<void> {
  worker.kill('SIGSTOP');
  await delay(frozenFor);
  worker.kill('SIGCONT');
}
