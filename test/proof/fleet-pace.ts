// Proof: the pace of four workers with one key on the real clock, 1,000 requests a minute for five minutes, counted at the server.
import { readRun } from '../support/documents.ts';
import { makeFleetTrial, type FleetTrial } from '../support/fleet-trial.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { judgeBy } from './oracle.ts';
import { Timeline } from './pace-timeline.ts';
import type { Proof, ProofOptions } from './proof.ts';

const limit = 1_000;
const minutes = 5;
const perRequest = 20;
const recipients = limit * minutes * perRequest;
const crewSize = 4;
/** The share of the limit, from the second minute on. */
const leastShare = 0.99;

interface Round {
  readonly highest: number;
  readonly requests: number;
  readonly share: number;
  readonly problems: readonly string[];
}

/** Runs `count` rounds of five minutes. */
export async function prove({ count, seed, log }: ProofOptions): Promise<Proof> {
  await using server = await startPostgres({ durable: true });
  const rounds: Round[] = [];
  for (let round = 0; round < count; round++) {
    await using trial = await makeFleetTrial(server, {
      recipients,
      requestsPerMinute: limit,
      sandbox: { seed: seed + round, latency: { sent: 185, none: 15, jitter: 120 } },
    });
    const found = await play(trial);
    rounds.push(found);
    log(`round ${round + 1}: at most ${found.highest} in 60 s, ${(found.share * 100).toFixed(2)}% used`);
  }
  const problems = rounds.flatMap((round) => round.problems);
  return {
    goal: `In no window of 60 s more than ${limit} requests of ${crewSize} workers at the server, and from the second minute on nearly as many`,
    trials: rounds.reduce((sum, { requests }) => sum + requests, 0),
    violations: problems.length,
    notes: {
      highestWindow: Math.max(...rounds.map(({ highest }) => highest)),
      limit,
      used: `${(Math.min(...rounds.map(({ share }) => share)) * 100).toFixed(2)}%`,
      notifications: rounds.length * recipients,
      ...(problems[0] === undefined ? {} : { first: problems[0] }),
    },
  };
}

async function play(trial: FleetTrial): Promise<Round> {
  const run = await trial.detach();
  const timeline = new Timeline(limit);
  const watch = setInterval(() => timeline.add(performance.now(), trial.sandbox.stats().requests), 5);
  const crew = Array.from({ length: crewSize }, () => trial.start('worker', '--drain'));
  const ends = await Promise.all(crew.map(({ ended }) => ended));
  clearInterval(watch);
  const { state } = readRun(await trial.run('status', run, '--json'));
  const { window, breaches, requests } = trial.sandbox.stats();
  await using ledger = await trial.look();
  const share = timeline.shareUsed();
  return {
    highest: window.highest,
    requests,
    share,
    problems: [
      ...(await judgeBy(trial, ledger)).problems,
      ...(window.highest > limit || breaches > 0 ? [`${window.highest} requests in a window of 60 s`] : []),
      ...(share < leastShare ? [`only ${share.toFixed(4)} of the limit was used`] : []),
      ...(state === 'finished' ? [] : [`the run is ${state}`]),
      ...ends.flatMap(({ exitCode, stderr }) => (exitCode === 0 ? [] : [`a worker ended with ${exitCode}: ${stderr}`])),
    ],
  };
}
