// Proof: planner, message, pace, delivery and ledger with one seed on virtual time, with faults, deaths and edits.
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startPostgres } from '../support/postgres-server.ts';
import { SimAudience, simCampaigns } from '../support/sim-audience.ts';
import { goOnErrand, type Ending, type Errand, type Site } from '../support/sim-errand.ts';
import { SimJudge } from '../support/sim-judge.ts';
import { fileStore, type MakeSimStore, type SimStore } from '../support/sim-ledger.ts';
import { postgresStore } from '../support/sim-postgres.ts';
import { drawRules, noRules, underRules } from '../support/sim-rules.ts';
import { SimProcess, type Fate, type Machine } from '../support/sim-process.ts';
import { Chance } from '../support/sim-random.ts';
import { befall, calm, drawErrand, drawFate, drawWeather } from '../support/sim-story.ts';
import { SimTime } from '../support/sim-time.ts';
import type { DeliveryLogOptions } from '../support/sim-delivery-log.ts';
import { SimWorld, type Flaw } from '../support/sim-world.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { regressionSeeds } from './regression-seeds.ts';

export interface Simulated {
  readonly trace: string;
  readonly violations: readonly string[];
  readonly figures: Figures;
}

interface Figures {
  readonly processes: number;
  readonly deaths: number;
  readonly requests: number;
  readonly delivered: number;
  /** Milliseconds of virtual time. */
  readonly lasted: number;
}

/** The number of undisturbed applies that must be enough to send everything. When the pace holds requests back for a busy key, it takes longer. */
const lastTries = 6;

/**
 * Simulates one world from its beginning to its end, with its ledger in a file. The same seed gives the same trace, byte for byte.
 * `folder` is left as it was. With a flaw, the world itself is wrong, which the judge must find.
 */
export async function simulate(seed: number, folder: string, flaw?: Flaw): Promise<Simulated> {
  return simulateOn(() => fileStore(folder), seed, flaw);
}

async function simulateOn(make: MakeSimStore, seed: number, flaw?: Flaw): Promise<Simulated> {
  const time = new SimTime(() => store.settled());
  const store = await make(time);
  try {
    return await new Simulation(seed, { time, store, flaw }).run();
  } finally {
    await store[Symbol.asyncDispose]();
  }
}

interface Place {
  readonly time: SimTime;
  readonly store: SimStore;
  readonly flaw: Flaw | undefined;
}

class Simulation {
  readonly #time: SimTime;
  readonly #machine: Machine = {
    host: 'runner-1',
    wall: Date.parse('2026-11-23T10:00:00Z'),
    startedAt: { 'runner-1': -86_400_000, 'runner-2': -3_000_000 },
  };
  readonly #lines: string[] = [];
  readonly #chance: Chance;
  readonly #story: Chance;
  readonly #site: Site;
  #processes = 0;
  #deaths = 0;

  constructor(seed: number, { time, store, flaw }: Place) {
    this.#time = time;
    this.#chance = new Chance(seed);
    this.#story = this.#chance.fork('story');
    const story = this.#story;
    const trace = (line: string): void => void this.#lines.push(`${this.#time.now} ${line}`);
    const requestTimeout = story.pick(20_000, 30_000, 120_000);
    const slowest = story.pick(20, 600, 3_000);
    const hasLog = story.hits(0.5);
    const limit = story.pick(3, 6, 20, 100);
    const chance = this.#chance.fork('world');
    const world = new SimWorld({ time, chance, requestTimeout, slowest, trace, flaw }, calm);
    // Every other world has no rules, so that seeds which once failed fail there again.
    const rules = seed % 2 === 0 ? noRules : drawRules(this.#chance.fork('rules'), this.#machine.wall);
    const told = flaw === 'unruled' ? noRules : rules;
    this.#site = {
      policy: told,
      store,
      limit,
      requestTimeout,
      campaigns: simCampaigns
        .filter(() => story.hits(0.5))
        .map((one) => ({ ...one, campaign: underRules(one.campaign, told) })),
      audience: new SimAudience(story, story.hits(0.002) ? 1_200 : Math.floor(story.spread(1, 120))),
      world,
      judge: new SimJudge(world, limit, rules),
      chance: this.#chance.fork('machine'),
      ...(hasLog ? { deliveryLog: this.#deliveryLog(world) } : {}),
      trace,
    };
  }

  #deliveryLog(world: SimWorld): DeliveryLogOptions {
    const chance = this.#chance.fork('witness');
    const lag = chance.pick(0, 10_000, 50_000);
    return { time: this.#time, chance, world, wall: this.#machine.wall, lag, silence: chance.pick(0, 0, 0.1, 1) };
  }

  async run(): Promise<Simulated> {
    const { judge, world } = this.#site;
    try {
      await this.#live();
      await this.#finish();
    } catch (error) {
      judge.violated(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    return {
      trace: this.#lines.join('\n'),
      violations: judge.violations,
      figures: {
        processes: this.#processes,
        deaths: this.#deaths,
        requests: world.arrivals.length,
        delivered: world.delivered.length,
        lasted: this.#time.now,
      },
    };
  }

  /** Runs several processes, one after another, each with a fate of its own. */
  async #live(): Promise<void> {
    const { world, audience } = this.#site;
    for (let more = this.#story.whole(1, 4); more > 0; more--) {
      world.weather = drawWeather(this.#story);
      await this.#process(drawFate(this.#story), drawErrand(this.#story));
      if (this.#story.hits(0.4)) audience.edit(this.#story);
      const leftAt = this.#time.now;
      await this.#pass(this.#story.spread(1, 600_000));
      befall(this.#machine, leftAt, this.#time.now, this.#story);
    }
  }

  /** Runs without disturbances: everybody who is left is sent to. */
  async #finish(): Promise<void> {
    const { world, audience, judge } = this.#site;
    world.weather = calm;
    audience.mend();
    // By then, everything that dead processes sent has arrived.
    await this.#pass(600_000);
    for (let tries = 0; tries < lastTries; tries++) {
      const ending = await this.#process({ slowness: 0 }, { kind: 'apply', isDeclined: false, concurrency: 8 });
      if (ending === 'finished') return;
    }
    judge.violated(`${lastTries} applies in peace did not get to the end`);
  }

  async #process(fate: Fate, errand: Errand): Promise<Ending> {
    this.#processes += 1;
    const { trace } = this.#site;
    trace('process');
    trace(JSON.stringify({ fate, errand }));
    const process = new SimProcess(this.#time, this.#machine, this.#chance.fork(`process ${this.#processes}`), fate);
    process.onDeath(() => trace('killed'));
    const ending = await this.#time.through(goOnErrand(this.#site, process, errand)).finally(() => process.kill());
    if (ending === 'dead') this.#deaths += 1;
    trace(`ended: ${ending}, ${process.steps} steps`);
    return ending;
  }

  async #pass(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#time.at(this.#time.now + milliseconds, resolve);
    await this.#time.through(promise);
  }
}

/** In memory if possible, because the ledger commits durably a hundred times in each world. */
export async function simulationFolder(): Promise<string> {
  const root = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
  return fs.mkdtemp(path.join(root, 'pushplan-simulation-'));
}

const promise =
  'Whatever breaks and when, nobody gets it twice, nobody is lost, nobody is falsely accepted, and no minute holds more than the limit';

export async function prove(options: ProofOptions): Promise<Proof> {
  const folder = await simulationFolder();
  try {
    return await proveOn(() => fileStore(folder), promise, options);
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}

/** The same worlds with their ledgers on a real server: slower, and with traces that may differ. */
export async function provePostgres(options: ProofOptions): Promise<Proof> {
  await using server = await startPostgres();
  return await proveOn((time) => postgresStore(server, time), `With the ledger on PostgreSQL: ${promise}`, options);
}

async function proveOn(make: MakeSimStore, goal: string, { count, seed, log }: ProofOptions): Promise<Proof> {
  const sums = { processes: 0, deaths: 0, requests: 0, delivered: 0, lasted: 0 };
  const failed: string[] = [];
  const seeds = [...regressionSeeds, ...Array.from({ length: count }, (_, index) => seed + index)];
  for (const [index, one] of seeds.entries()) {
    const { violations, figures } = await simulateOn(make, one);
    for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += figures[name];
    if (violations.length > 0) failed.push(`seed ${one}: ${violations[0]}`);
    if (violations.length > 0) log(`seed ${one}: ${violations.slice(0, 3).join('\n  ')}`);
    if (index % 500 === 499) log(`${index + 1} of ${seeds.length} seeds, ${failed.length} failed`);
  }
  const { lasted, ...counts } = sums;
  return {
    goal,
    trials: seeds.length,
    violations: failed.length,
    notes: {
      ...counts,
      virtual_hours: Math.round(lasted / 3_600_000),
      ...(failed[0] === undefined ? {} : { first: failed[0] }),
    },
  };
}
