// Proof by kills: real processes die at random moments with a faulty server, until an apply completes. Then the oracle judges.
import { setTimeout as delay } from 'node:timers/promises';
import { widthAt } from '../../src/delivery/ramp.ts';
import type { InjectedFault } from '../../src/sandbox/faults.ts';
import type { BuiltCli, ProcessEnd } from '../support/built-cli.ts';
import { Dice } from './dice.ts';
import { countLeftOpen, judge } from './oracle.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { betweenArms, makeTrial, usualLimit, type Trial } from './trial.ts';
import { realClock } from '../support/real-clock.ts';
import { sqliteAt } from '../support/sqlite-at.ts';

/** Concurrent requests times notifications per request: what one death can leave in doubt. */
const mostInDoubtPerKill = widthAt(usualLimit) * 20;

/** Milliseconds after which a process that does not end counts as hanging. */
const drainPatience = 20_000;
const mostApplies = 100;

/** The number of problems after which the search stops. */
const enough = 100;

/** The length of the rollout's pause, in milliseconds. */
const pauseLength = 1_000;

/** Milliseconds: at most how long after its start, or after its first request, a process is killed. */
const life = { sinceStart: 900, sinceRequest: 400 };

const faults: readonly InjectedFault[] = [
  { kind: '500-after-send', share: 0.012 },
  { kind: '500', share: 0.012 },
  { kind: 'reset-before', share: 0.01 },
  { kind: 'reset-after', share: 0.01 },
  { kind: 'cut-body', share: 0.005 },
  { kind: '503', share: 0.005 },
  { kind: '400-payload', share: 0.005 },
  { kind: '429', share: 0.002 },
  { kind: 'reset-on-accept', share: 0.02 },
];

interface Tally {
  kills: number;
  terms: number;
  rounds: number;
  planned: number;
  duplicates: number;
  lost: number;
  falseAccepted: number;
  inDoubt: number;
  inDoubtButSent: number;
  leftOpen: number;
  mostLeftOpen: number;
  readonly problems: string[];
}

/** Kills at least `count` processes. A round that has begun is completed, so there may be a few more. */
export async function prove({ count, seed, log }: ProofOptions): Promise<Proof> {
  const tally: Tally = {
    kills: 0,
    terms: 0,
    rounds: 0,
    planned: 0,
    duplicates: 0,
    lost: 0,
    falseAccepted: 0,
    inDoubt: 0,
    inDoubtButSent: 0,
    leftOpen: 0,
    mostLeftOpen: 0,
    problems: [],
  };
  while (tally.kills < count && tally.problems.length < enough) {
    tally.rounds++;
    await playRound(tally, new Dice(seed, 'kills', tally.rounds), seed * 1_000 + tally.rounds).catch(
      (error: unknown) => {
        tally.problems.push(`round ${tally.rounds}: ${String(error)}`);
      },
    );
    log(`${tally.kills} kills, ${tally.planned} notifications, ${tally.problems.length} problems`);
  }
  const { problems, kills, ...figures } = tally;
  return {
    goal: 'Killed at random moments and applied again to the end: nobody twice, nobody lost, nobody falsely accepted',
    trials: kills,
    violations: problems.length,
    notes: {
      ...figures,
      inDoubtPerKill: Number((tally.leftOpen / Math.max(1, kills)).toFixed(2)),
      ...(problems.length === 0 ? {} : { first: problems.slice(0, 5).join('; ') }),
    },
  };
}

/** Lines of a campaign in arms. The first campaign also has steps with a pause of `pauseLength`. */
function inArmsAndSteps(campId: number, place: number): string {
  const arms = [campId, campId + betweenArms].map((id, arm) => `{ name: ${'AB'[arm]}, weight: 50, camp_id: ${id} }`);
  const steps = place === 0 ? `rollout: [10%, { pause: ${pauseLength / 1_000}s }, 50%, 100%]` : '';
  return `variants: [${arms.join(', ')}]\n${steps}`;
}

async function playRound(tally: Tally, dice: Dice, sandboxSeed: number): Promise<void> {
  await using trial = await makeTrial({
    audiences: [220, 180, 200].map((size) => size + Math.floor(dice.next() * 60)),
    hasRules: sandboxSeed % 2 === 1,
    more: inArmsAndSteps,
    environment: dice.next() < 0.5 ? 'message_center: off' : 'message_center: { after: 0s }',
    sandbox: {
      seed: sandboxSeed,
      latency: { sent: 25, none: 5, jitter: 20 },
      shares: { noUserFound: 0.03, optOut: 0.04, unregistered: 0.02 },
      // Requests that hang are chosen by number, so that their count is limited: nobody waits for a timeout of two minutes here.
      faults: [
        { kind: 'no-answer', requests: [2 + Math.floor(dice.next() * 12)] },
        { kind: 'send-after-timeout', requests: [2 + Math.floor(dice.next() * 20)] },
        ...faults,
      ],
    },
  });
  for (let applies = 1; applies <= mostApplies; applies++) {
    if ((await liveOnce(tally, dice, trial)) === 'finished') return await conclude(tally, trial);
  }
  tally.problems.push(`round ${tally.rounds} did not come to its end in ${mostApplies} applies`);
}

async function conclude(tally: Tally, trial: Trial): Promise<void> {
  const findings = await judge(trial);
  tally.planned += findings.planned;
  tally.duplicates += findings.duplicates;
  tally.lost += findings.lost;
  tally.falseAccepted += findings.falseAccepted;
  tally.inDoubt += findings.inDoubt;
  tally.inDoubtButSent += findings.inDoubtButSent;
  tally.problems.push(...findings.problems.map((problem) => `round ${tally.rounds}: ${problem}`));
  const { breaches } = trial.sandbox.stats();
  if (breaches > 0) tally.problems.push(`round ${tally.rounds}: ${breaches} requests above the limit`);
}

/** Runs one process from its start to its end or death. A round is over when an apply ends by itself. */
async function liveOnce(tally: Tally, dice: Dice, trial: Trial): Promise<'finished' | 'go on'> {
  const openBefore = countLeftOpen(trial.ledger);
  const argv = await chooseCommand(dice, trial);
  const child = trial.start(argv);
  await waitForMoment(dice, trial, child);
  const signal = dice.next() < 0.08 ? 'SIGTERM' : 'SIGKILL';
  const wasAlive = child.isAlive();
  child.kill(signal);
  const end = await waitForEnd(tally, child);
  if (wasAlive && end.signal === 'SIGKILL' && signal === 'SIGKILL') {
    tally.kills++;
    const leftOpen = countLeftOpen(trial.ledger) - openBefore;
    tally.leftOpen += leftOpen;
    tally.mostLeftOpen = Math.max(tally.mostLeftOpen, leftOpen);
    if (leftOpen > mostInDoubtPerKill) tally.problems.push(`a kill left ${leftOpen} open`);
    return 'go on';
  }
  if (wasAlive && signal === 'SIGTERM') tally.terms++;
  return judgeEnd(tally, argv, end);
}

function judgeEnd(
  tally: Tally,
  argv: readonly string[],
  { exitCode, signal, stderr }: ProcessEnd,
): 'finished' | 'go on' {
  // It was stopped softly, or before it could stop softly; or it is a resume of a run that never began to send.
  if (exitCode === 8 || signal === 'SIGTERM' || (argv[0] === 'resume' && exitCode === 3)) return 'go on';
  if (exitCode !== 0 && exitCode !== 7) {
    tally.problems.push(`${argv[0]} ended with ${exitCode ?? signal}: ${stderr.slice(-400)}`);
    return 'go on';
  }
  return argv[0] === 'apply' ? 'finished' : 'go on';
}

async function chooseCommand(dice: Dice, trial: Trial): Promise<readonly string[]> {
  const isResume = dice.next() < 0.25;
  await using ledger = await sqliteAt(trial.ledger).read({
    environment: 'local',
    endpoint: 'loopback',
    clock: realClock,
  });
  const last = (await ledger?.runs())?.[0];
  const isPaused = last?.state === 'paused';
  if (isPaused) await delay(pauseLength);
  if (last === undefined || !(isResume || isPaused) || last.state === 'finished') return ['apply', '--yes', '--json'];
  return ['resume', last.id, '--json'];
}

/** Waits until a random moment of the process's life, mostly while it sends. */
async function waitForMoment(dice: Dice, trial: Trial, child: BuiltCli): Promise<void> {
  const where = dice.next();
  const share = dice.next();
  if (where < 0.25) return void (await Promise.race([delay(share * life.sinceStart), child.ended]));
  const before = trial.sandbox.stats().requests;
  while (child.isAlive() && trial.sandbox.stats().requests === before) await delay(2);
  await Promise.race([delay(share * life.sinceRequest), child.ended]);
}

async function waitForEnd(tally: Tally, child: BuiltCli): Promise<ProcessEnd> {
  const waiting = new AbortController();
  const isSlow = delay(drainPatience, 'slow' as const, { signal: waiting.signal }).catch(() => 'slow' as const);
  const end = await Promise.race([child.ended, isSlow]);
  waiting.abort();
  if (end !== 'slow') return end;
  tally.problems.push(`a process that was asked to stop was there after ${drainPatience} ms`);
  child.kill('SIGKILL');
  return child.ended;
}
