// A crew of workers on a run, each in a process of its own, and what is done to them. Anybody who falls is followed by another.
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { BuiltCli } from '../support/built-cli.ts';
import type { FleetTrial } from '../support/fleet-trial.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import type { Dice } from './dice.ts';
import { takeoverTimes, type Death } from './worker-log.ts';

const size = 4;

/** Longer than a worker may be silent before its chunk is given to others, milliseconds. */
const frozenFor = 18_000;

/** 3: the server was away, or cut it off, before it had begun. */
const mayEndWith: readonly (number | null)[] = [0, 3];

export type Harm = 'kills' | 'terms' | 'stops' | 'cuts';

/** Who is frozen late is waited for, so none are when `mayFreeze` is false. */
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

  /** Does it to one by chance. False where there was nobody to do it to: it had ended by itself, and is replaced. */
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

  /** Those that stand still go on, as workers more. */
  async thaw(): Promise<void> {
    await Promise.all(this.#frozen);
  }

  /** Ends them all. Gives how long the chunks of the killed ones lay, and who ended in a way that nobody should. */
  async dismiss(): Promise<{ readonly takeovers: readonly number[]; readonly problems: readonly string[] }> {
    const strays = this.#all.filter((worker) => !worker.isAlive() && !this.#killed.has(worker));
    await this[Symbol.asyncDispose]();
    const problems: string[] = [];
    for (const stray of strays) {
      const { exitCode, signal, stderr } = await stray.ended;
      // Before it listens to signals it dies of them.
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

  /** Ends one of the connections that workers have with the server, in whatever it is. */
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
