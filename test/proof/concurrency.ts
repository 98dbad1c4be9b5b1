// Who may send when several would: applies started together, a holder that is frozen and thawed, two ledgers with one key.
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock, type SandboxClock } from '../../src/sandbox/clock.ts';
import type { BuiltCli, ProcessEnd } from '../support/built-cli.ts';
import { runFrozen } from './frozen-holder.ts';
import { judge } from './oracle.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { makeTrial, type Trial } from './trial.ts';
import { runTwoLedgers } from './two-ledgers.ts';

const together = 4;

/** How long whoever comes second may take from its start until it has said so, milliseconds. */
const refusalLimit = 2_000;

/** On a machine where a command that only looks takes longer than half a second, the limit is so many times that. */
const slowness = 4;

/** `count` rounds of four applies, and half as many frozen holders. */
export async function prove({ count, log }: ProofOptions): Promise<Proof> {
  const freezes = Math.ceil(count / 2);
  const freezing = runFrozen(freezes);
  const problems: string[] = [];
  let slowest = 0;
  for (let round = 1; round <= count; round++) {
    const found = await startTogether(round);
    slowest = Math.max(slowest, found.slowest);
    problems.push(...found.problems.map((problem) => `round ${round}: ${problem}`));
    log(`${round} rounds of ${together} applies, ${problems.length} problems`);
  }
  const frozen = await freezing;
  log(`${freezes} frozen holders, ${frozen.problems.length} problems`);
  const ledgers = await runTwoLedgers();
  problems.push(...frozen.problems, ...ledgers.problems);
  return {
    goal: `Of ${together} applies started together one sends; a holder frozen for longer than its claims live sends nothing stale; two ledgers with one key lose nobody`,
    trials: count + freezes + 1,
    violations: problems.length,
    notes: {
      rounds: count,
      freezes,
      stale: frozen.stale,
      slowestRefusalMs: Math.round(slowest),
      highestOfTwoLedgers: ledgers.highest,
      throttledOfTwoLedgers: ledgers.throttled,
      ...(problems.length === 0 ? {} : { first: problems.slice(0, 5).join('; ') }),
    },
  };
}

/** Answers only when it is told to: whoever sends keeps sending until the others have been looked at. */
function makeHeldClock(): SandboxClock & { readonly letGo: () => void } {
  const gate = Promise.withResolvers<void>();
  return { now: () => systemClock.now(), sleep: () => gate.promise, letGo: gate.resolve };
}

interface Found {
  /** Milliseconds that the slowest refusal took. */
  readonly slowest: number;
  readonly problems: readonly string[];
}

async function startTogether(round: number): Promise<Found> {
  const clock = makeHeldClock();
  await using trial = await makeTrial({
    audiences: [30, 30],
    environment: 'message_center: off',
    sandbox: { clock, latency: { sent: 1, none: 1, jitter: 0 } },
  });
  // Every second round there is a ledger already, with the name of a dead holder in it.
  if (round % 2 === 0) await dieSending(trial);
  const onlooker = trial.start(['status', '--json']);
  const applies = Array.from({ length: together }, () => trial.start(['apply', '--yes']));
  try {
    const losers = await collectLosers(applies);
    clock.letGo();
    const { took } = await onlooker.ended;
    const winner = applies.find(({ pid }) => losers.every((loser) => loser.pid !== pid));
    const problems = [...judgeLosers(losers, winner), ...(await judgeWinner(trial, winner))];
    const slowest = Math.max(...losers.map(({ end }) => end.took));
    if (slowest > Math.max(refusalLimit, slowness * took)) problems.push(`a refusal took ${Math.round(slowest)} ms`);
    return { slowest, problems };
  } finally {
    for (const apply of applies) apply.kill('SIGKILL');
  }
}

async function dieSending(trial: Trial): Promise<void> {
  const child = trial.start(['apply', '--yes']);
  while (child.isAlive() && trial.sandbox.stats().requests === 0) await delay(5);
  child.kill('SIGKILL');
  await child.ended;
}

interface Loser {
  readonly pid: number;
  readonly end: ProcessEnd;
}

/** The first three to end. The one that sends cannot: nobody answers it. */
async function collectLosers(applies: readonly BuiltCli[]): Promise<readonly Loser[]> {
  const losers: Loser[] = [];
  let open = applies.map(({ pid, ended }) => ({ pid, ended: ended.then((end) => ({ pid, end })) }));
  while (losers.length < applies.length - 1) {
    const loser = await Promise.race(open.map(({ ended }) => ended));
    losers.push(loser);
    open = open.filter(({ pid }) => pid !== loser.pid);
  }
  return losers;
}

function judgeLosers(losers: readonly Loser[], winner: BuiltCli | undefined): string[] {
  const holder = `process ${winner?.pid} on ${hostname()}`;
  return losers.flatMap(({ pid, end: { exitCode, stderr } }) => [
    ...(exitCode === 9 ? [] : [`process ${pid} ended with ${exitCode}: ${stderr}`]),
    ...(stderr.includes(holder) ? [] : [`process ${pid} does not name ${holder}: ${stderr}`]),
  ]);
}

async function judgeWinner(trial: Trial, winner: BuiltCli | undefined): Promise<readonly string[]> {
  const end = await Promise.race([winner?.ended, delay(60_000, undefined, { ref: false })]);
  // What the dead one left in doubt is said by 7.
  const isDone = end?.exitCode === 0 || end?.exitCode === 7;
  return isDone ? (await judge(trial)).problems : [`the one that sent ended with ${end?.exitCode}: ${end?.stderr}`];
}
