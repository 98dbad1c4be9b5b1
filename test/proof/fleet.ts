// Proof: four workers on one detached run are randomly killed, ended, frozen and disconnected, and the database crashes too. Then the oracle judges.
import { setTimeout as delay } from 'node:timers/promises';
import type { InjectedFault } from '../../src/sandbox/faults.ts';
import { readRun } from '../support/documents.ts';
import { makeFleetTrial, type FleetTrial } from '../support/fleet-trial.ts';
import { startPostgres, type PostgresServer } from '../support/postgres-server.ts';
import { Crew, drawHarm, type Harm } from './crew.ts';
import { Dice } from './dice.ts';
import { judgeBy } from './oracle.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { betweenArms } from './trial.ts';

const killsPerRound = 10;
const recipientsPerKill = 600;
const requestsPerMinute = 1_200;

const arms = [7, 7 + betweenArms].map((id, arm) => `{ name: ${'AB'[arm]}, weight: 50, camp_id: ${id} }`);
const inArmsAndSteps = `variants: [${arms.join(', ')}]\nrollout: [20%, { pause: 2s }, 60%, 100%]`;

/** The longest time between two harms, in milliseconds. */
const longestPeace = 1_500;
/** Lets workers make progress before the next harm, also on a slow machine: this many requests, waited for at most so many milliseconds. */
const progress = { requests: 3, patience: 10_000 };
/** Milliseconds after which a round that is no longer harmed counts as hanging. */
const patience = 300_000;

/** The number of problems after which the search stops. */
const enough = 100;

const faults: readonly InjectedFault[] = [
  { kind: '500-after-send', share: 0.01 },
  { kind: '500', share: 0.01 },
  { kind: 'reset-before', share: 0.01 },
  { kind: 'reset-after', share: 0.01 },
  { kind: '429', share: 0.002 },
];

const nothing = { planned: 0, duplicates: 0, lost: 0, falseAccepted: 0, inDoubt: 0, inDoubtButSent: 0 };

/** At least `count` kills, ten per round. The database crashes once in each round. */
export async function prove({ count, seed, log }: ProofOptions): Promise<Proof> {
  const harms = { kills: 0, terms: 0, stops: 0, cuts: 0 };
  const figures = { ...nothing };
  const takeovers: number[] = [];
  const problems: string[] = [];
  let rounds = 0;
  await using server = await startPostgres({ durable: true });
  while (harms.kills < count && problems.length < enough) {
    rounds += 1;
    const wanted = Math.min(killsPerRound, count - harms.kills);
    const round = await play(server, new Dice(seed, 'fleet', rounds), wanted, seed * 1_000 + rounds);
    for (const name of Object.keys(harms) as Harm[]) harms[name] += round.harms[name];
    for (const name of Object.keys(figures) as (keyof typeof nothing)[]) figures[name] += round[name];
    takeovers.push(...round.takeovers);
    problems.push(...round.problems.map((problem) => `round ${rounds}: ${problem}`));
    log(`${harms.kills} kills, ${figures.planned} notifications, ${problems.length} problems`);
  }
  const { kills, ...others } = harms;
  return {
    goal: 'Four workers killed, ended, frozen and cut off at random over crashes of the database: nobody twice, nobody lost, nobody falsely accepted',
    trials: kills,
    violations: problems.length,
    notes: {
      ...others,
      crashes: rounds,
      ...figures,
      ...describeTakeovers(takeovers),
      ...(problems.length === 0 ? {} : { first: problems.slice(0, 5).join('; ') }),
    },
  };
}

type Round = typeof nothing & {
  readonly harms: Readonly<Record<Harm, number>>;
  readonly takeovers: readonly number[];
  readonly problems: readonly string[];
};

async function play(server: PostgresServer, dice: Dice, wanted: number, sandboxSeed: number): Promise<Round> {
  await using trial = await makeFleetTrial(server, {
    recipients: wanted * recipientsPerKill,
    requestsPerMinute,
    hasRules: true,
    more: inArmsAndSteps,
    sandbox: { seed: sandboxSeed, latency: { sent: 120, none: 40, jitter: 60 }, faults },
  });
  const run = await trial.detach();
  await using crew = new Crew(trial, server, dice);
  while (trial.sandbox.stats().requests === 0) await delay(5);
  const harms = await harmCrew(crew, { server, trial, dice, wanted });
  await crew.thaw();
  await waitForEnd(trial, run);
  const { takeovers, problems } = await crew.dismiss();
  await using ledger = await trial.look();
  const found = await judgeBy(trial, ledger);
  const { breaches } = trial.sandbox.stats();
  const above = breaches > 0 ? [`${breaches} requests above the limit`] : [];
  return { ...found, harms, takeovers, problems: [...found.problems, ...above, ...problems] };
}

/** Harms workers until so many were killed. After one of the kills, the database crashes. */
async function harmCrew(
  crew: Crew,
  {
    server,
    trial,
    dice,
    wanted,
  }: {
    readonly server: PostgresServer;
    readonly trial: FleetTrial;
    readonly dice: Dice;
    readonly wanted: number;
  },
): Promise<Readonly<Record<Harm, number>>> {
  const done = { kills: 0, terms: 0, stops: 0, cuts: 0 };
  const crashAfter = 1 + Math.floor(dice.next() * wanted);
  while (done.kills < wanted) {
    await delay(dice.next() * longestPeace);
    await waitForProgress(trial);
    const harm = drawHarm(dice, done.kills < wanted / 2);
    if (!(await crew.suffer(harm))) continue;
    done[harm] += 1;
    if (harm === 'kills' && done.kills === crashAfter) {
      await server.stop('SIGQUIT');
      await server.start();
    }
  }
  return done;
}

async function waitForProgress({ sandbox }: FleetTrial): Promise<void> {
  const begunAt = performance.now();
  const wanted = sandbox.stats().requests + progress.requests;
  while (sandbox.stats().requests < wanted && performance.now() - begunAt < progress.patience) await delay(5);
}

async function waitForEnd(trial: FleetTrial, run: string): Promise<void> {
  const begunAt = performance.now();
  for (;;) {
    const { state, totals } = readRun(await trial.run('status', run, '--json'));
    if (state === 'finished') return;
    if (performance.now() - begunAt > patience) throw new Error(`${run} is ${state}: ${JSON.stringify(totals)}`);
    await delay(250);
  }
}

/** Describes the times until others took over the chunks of killed workers. */
function describeTakeovers(times: readonly number[]): Readonly<Record<string, number>> {
  const sorted = times.toSorted((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)];
  const worst = sorted.at(-1);
  if (median === undefined || worst === undefined) return {};
  return { takeovers: sorted.length, medianTakeoverMs: median, worstTakeoverMs: worst };
}
