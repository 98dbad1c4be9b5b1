// Proof: how soon sending ends when a run of four workers is paused and stopped repeatedly while it is under way.
import { setTimeout as delay } from 'node:timers/promises';
import type { BuiltCli } from '../support/built-cli.ts';
import { makeFleetTrial, type FleetTrial } from '../support/fleet-trial.ts';
import { startPostgres } from '../support/postgres-server.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { median } from '../bench/median.ts';

const crewSize = 4;
const requestsPerMinute = 1_200;
/** The number of requests between resuming and the next order. */
const requestsBetween = 40;
/** Twenty seconds of sending per order, which is longer than a process takes to start. */
const requestsPerOrder = 400;
const perRequest = 20;

/** How long arrivals are watched after an order has returned, in milliseconds: no event tells that a request will not come any more. */
const watchFor = 1_000;

/** Times by the wall clock, in milliseconds. */
interface Order {
  readonly givenAt: number;
  readonly returnedAt: number;
  readonly watchedUntil: number;
}

/** Gives `count` orders, alternately to pause and to stop, each from a process of its own. */
export async function prove({ count, seed, log }: ProofOptions): Promise<Proof> {
  await using server = await startPostgres({ durable: true });
  await using trial = await makeFleetTrial(server, {
    recipients: (count + 1) * requestsPerOrder * perRequest,
    requestsPerMinute,
    sandbox: { seed, latency: { sent: 120, none: 40, jitter: 60 } },
  });
  const run = await trial.detach();
  const crew = Array.from({ length: crewSize }, () => trial.start('worker'));
  const orders: Order[] = [];
  const problems: string[] = [];
  try {
    for (let number = 1; number <= count; number++) {
      orders.push(await give(trial, crew, [number % 2 === 0 ? 'stop' : 'pause', run]));
      const resumed = await trial.run('resume', run);
      if (resumed.exitCode !== 0) throw new Error(`resume ended with ${resumed.exitCode}: ${resumed.stderr}`);
      log(`${number} orders`);
    }
  } catch (error) {
    // After a command that failed to stop or continue the run, no more orders are given.
    problems.push(error instanceof Error ? error.message : String(error));
  } finally {
    for (const worker of crew) worker.kill('SIGKILL');
    await Promise.all(crew.map(({ ended }) => ended));
  }
  const arrivals = (await trial.arrivals()).map(({ at }) => Date.parse(at));
  for (const { returnedAt, watchedUntil } of orders) {
    const late = arrivals.filter((at) => at > returnedAt && at < watchedUntil).length;
    if (late > 0) problems.push(`${late} notifications came after the order had returned`);
  }
  return {
    goal: `After pause or stop has returned no request of ${crewSize} workers comes to the server`,
    trials: orders.length,
    violations: problems.length,
    notes: { ...describe(orders, arrivals), ...(problems[0] === undefined ? {} : { first: problems[0] }) },
  };
}

async function give(trial: FleetTrial, crew: readonly BuiltCli[], argv: readonly string[]): Promise<Order> {
  const wanted = trial.sandbox.stats().requests + requestsBetween;
  while (trial.sandbox.stats().requests < wanted) {
    if (!crew.some((worker) => worker.isAlive())) throw new Error('there is no worker left');
    if (trial.sandbox.stats().deliveries === trial.campaigns[0]?.keys.length) throw new Error('nobody is left');
    await delay(5);
  }
  const givenAt = Date.now();
  const { exitCode, stderr } = await trial.start(...argv).ended;
  const returnedAt = Date.now();
  if (exitCode !== 0) throw new Error(`${argv[0]} ended with ${exitCode}: ${stderr}`);
  await delay(watchFor);
  return { givenAt, returnedAt, watchedUntil: Date.now() };
}

/** Milliseconds from the start of the command's process until the last request arrived, and until the command returned. */
function describe(orders: readonly Order[], arrivals: readonly number[]): Readonly<Record<string, number>> {
  const lasts = orders.map(({ givenAt, watchedUntil }) => {
    const last = arrivals.findLast((at) => at < watchedUntil) ?? givenAt;
    return Math.max(0, last - givenAt);
  });
  const returns = orders.map(({ givenAt, returnedAt }) => returnedAt - givenAt);
  return {
    medianLastRequestMs: median(lasts),
    worstLastRequestMs: Math.max(0, ...lasts),
    medianReturnMs: median(returns),
    worstReturnMs: Math.max(0, ...returns),
  };
}
