// Proof: the pace on the real clock, 1,000 requests a minute for five minutes, with two kills, counted at the server.
import { setTimeout as delay } from 'node:timers/promises';
import type { BuiltCli } from '../support/built-cli.ts';
import { judge } from './oracle.ts';
import { Timeline } from './pace-timeline.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { makeTrial, type Trial } from './trial.ts';

const limit = 1_000;
const minutes = 5;
const perRequest = 20;
const people = limit * minutes * perRequest;
/** After so many requests, the process is killed and another one begins. */
const killsAt = [Math.floor((limit * minutes) / 3), Math.floor((2 * limit * minutes) / 3)];
/** The share of the limit while a process sends. */
const leastShare = 0.99;

interface Round {
  readonly highest: number;
  readonly requests: number;
  readonly share: number;
  readonly shareWhileSending: number;
  readonly seconds: number;
  readonly inDoubt: number;
  readonly problems: readonly string[];
}

/** Runs `count` rounds of five minutes. */
export async function prove({ count, seed, log }: ProofOptions): Promise<Proof> {
  const rounds: Round[] = [];
  for (let round = 0; round < count; round++) {
    await using trial = await makeTrial({
      audiences: [people],
      requestsPerMinute: limit,
      environment: 'message_center: off',
      sandbox: { seed: seed + round, latency: { sent: 185, none: 15, jitter: 120 } },
    });
    rounds.push(await play(trial, log));
  }
  const problems = rounds.flatMap((round) => round.problems);
  const percent = (of: (round: Round) => number): string => `${(Math.min(...rounds.map(of)) * 100).toFixed(2)}%`;
  return {
    goal: `In no window of 60 s more than ${limit} requests at the server, and from the second minute on nearly as many`,
    trials: rounds.reduce((sum, { requests }) => sum + requests, 0),
    violations: problems.length,
    notes: {
      highestWindow: Math.max(...rounds.map(({ highest }) => highest)),
      limit,
      usedWhileSending: percent(({ shareWhileSending }) => shareWhileSending),
      usedWithRestarts: percent(({ share }) => share),
      seconds: rounds.reduce((sum, { seconds }) => sum + seconds, 0),
      kills: rounds.length * killsAt.length,
      notifications: rounds.length * people,
      inDoubt: rounds.reduce((sum, { inDoubt }) => sum + inDoubt, 0),
      ...(problems[0] === undefined ? {} : { first: problems[0] }),
    },
  };
}

async function play(trial: Trial, log: ProofOptions['log']): Promise<Round> {
  const timeline = new Timeline(limit);
  const watch = setInterval(() => timeline.add(performance.now(), trial.sandbox.stats().requests), 5);
  const deaths: number[] = [];
  for (const requests of killsAt) {
    await killAfter(trial, trial.start(['apply', '--yes', '--json']), requests);
    deaths.push(performance.now());
    log(
      `killed after ${trial.sandbox.stats().requests} requests, at most ${trial.sandbox.stats().window.highest} in 60 s`,
    );
  }
  const { exitCode, stderr } = await trial.start(['apply', '--yes', '--json']).ended;
  clearInterval(watch);
  const { window, requests, breaches } = trial.sandbox.stats();
  const { inDoubt, problems } = await judge(trial);
  const shareWhileSending = timeline.shareWhileSending(deaths);
  return {
    highest: window.highest,
    requests,
    share: timeline.shareUsed(),
    shareWhileSending,
    seconds: Math.round((timeline.ended - timeline.begun) / 1000),
    inDoubt,
    problems: [
      ...problems,
      ...(window.highest > limit || breaches > 0 ? [`${window.highest} requests in a window of 60 s`] : []),
      ...(shareWhileSending < leastShare ? [`only ${shareWhileSending.toFixed(4)} of the limit was used`] : []),
      ...(exitCode === 0 || exitCode === 7 ? [] : [`the last apply ended with ${exitCode}: ${stderr.slice(-300)}`]),
    ],
  };
}

async function killAfter(trial: Trial, child: BuiltCli, requests: number): Promise<void> {
  while (child.isAlive() && trial.sandbox.stats().requests < requests) await delay(10);
  child.kill('SIGKILL');
  await child.ended;
}
