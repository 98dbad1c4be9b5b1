// A holder that is frozen at a chosen step for longer than its claims are valid, and then continues: it must send nothing stale.
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { BuiltCli } from '../support/built-cli.ts';
import { countClaimsSince, countStale, judge } from './oracle.ts';
import { startStepping, type Moment } from './stepping.ts';
import { makeTrial, type Trial } from './trial.ts';

/** Milliseconds. Claims are valid for 5 s and idle sockets for 2 s. A request times out after at most 180 s. */
const frozenFor = { claim: 6_000, everything: 190_000 };

/** The number of requests for 200 people: one with a single person, and ten others. Later holders are frozen at the same places as earlier ones. */
const attempts = 11;

/**
 * The place is right after a claim, before its request leaves; or after a commit, except the first commits, which come before the
 * holder's name is there.
 */
function placeOf(index: number): Pick<Moment, 'among' | 'at'> {
  const round = Math.floor(index / 2) % attempts;
  // At the fourth attempt, another request has just begun and waits for its socket.
  if (index % 2 === 0) return { among: 'await makeAttempt', at: [4, 1, 2, 3][round] ?? round + 1 };
  return { among: 'after COMMIT', at: 4 + round };
}

export interface FrozenFindings {
  /** How many claims were too old when their holder continued. */
  readonly stale: number;
  readonly problems: readonly string[];
}

/** Runs all at once, because they mostly sleep. From ten on, the last one sleeps for longer than every timeout. */
export async function runFrozen(count: number): Promise<FrozenFindings> {
  const findings = await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const isLong = index === count - 1 && count >= 10;
      return freezeOnce(index, isLong ? frozenFor.everything : frozenFor.claim);
    }),
  );
  return {
    stale: findings.reduce((sum, { stale }) => sum + stale, 0),
    problems: findings.flatMap(({ problems }, index) => problems.map((problem) => `freeze ${index + 1}: ${problem}`)),
  };
}

async function freezeOnce(index: number, milliseconds: number): Promise<FrozenFindings> {
  await using trial = await makeTrial({
    audiences: [200],
    environment: 'message_center: off',
    sandbox: { latency: { sent: 20, none: 5, jitter: 0 } },
  });
  const holder = startStepping(trial, { ...placeOf(index), signal: 'SIGSTOP' });
  try {
    if (!(await holder.says(/^at step/m))) return { stale: 0, problems: [`it ended: ${(await holder.ended).stderr}`] };
    await untilStopped(holder);
    const [second] = await Promise.all([trial.start(['apply', '--yes']).ended, delay(milliseconds)]);
    const thawedAt = Date.now();
    holder.kill('SIGCONT');
    const { exitCode, stderr } = await holder.ended;
    // Lines are wrapped at the width of the terminal, also within a sentence.
    const unwrapped = second.stderr.replaceAll(/\s+/gv, ' ');
    const problems = [
      ...(second.exitCode === 9 ? [] : [`another apply ended with ${second.exitCode}: ${second.stderr}`]),
      ...(unwrapped.includes(`process ${holder.pid} on ${hostname()}`) ? [] : [`unnamed: ${second.stderr}`]),
      ...(exitCode === 0 || exitCode === 7 ? [] : [`it ended with ${exitCode}: ${stderr}`]),
      ...(await findStaleSends(trial, thawedAt)),
      ...(await judge(trial)).problems,
    ];
    return { stale: countStale(trial.ledger), problems };
  } finally {
    holder.kill('SIGKILL');
  }
}

/** The process reports its step before it stops. A process that got SIGCONT before it stopped would stay frozen forever. */
async function untilStopped({ pid, isAlive }: BuiltCli): Promise<void> {
  while (isAlive() && !spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.startsWith('T'))
    await delay(5);
}

/** What arrived after it continued must have been claimed after that, because its earlier claims were too old by then. */
async function findStaleSends(trial: Trial, thawedAt: number): Promise<readonly string[]> {
  const late = (await trial.arrivals()).filter(({ at }) => Date.parse(at) >= thawedAt);
  const arrived = new Set(late.map(({ request }) => request)).size;
  const claimed = countClaimsSince(trial.ledger, thawedAt);
  return arrived <= claimed ? [] : [`${arrived} requests arrived after it woke, and it claimed ${claimed}`];
}
