// Proof: who may send if several processes want to: applies started together, a frozen holder that continues, two ledgers with one key.
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock, type SandboxClock } from '../../src/sandbox/clock.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { makeFleetTrial } from '../support/fleet-trial.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { localKey } from '../support/sending-workspace.ts';
import { runFrozen } from './frozen-holder.ts';
import { judge, judgeBy } from './oracle.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { race, together } from './race.ts';
import { makeTrial, type Trial } from './trial.ts';
import { runTwoLedgers } from './two-ledgers.ts';

/** Runs `count` rounds of four applies, and half as many frozen holders. */
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

/** A clock that answers only after `letGo`: the process that sends keeps sending until the others were checked. */
function makeHeldClock(): SandboxClock & { readonly letGo: () => void } {
  const gate = Promise.withResolvers<void>();
  return { now: () => systemClock.now(), sleep: () => gate.promise, letGo: gate.resolve };
}

interface Found {
  /** The milliseconds that the slowest refusal took. */
  readonly slowest: number;
  readonly problems: readonly string[];
}

async function startTogether(round: number): Promise<Found> {
  const clock = makeHeldClock();
  await using trial = await makeTrial({
    audiences: [30, 30],
    environment: 'message_center: off',
    sandbox: slow(clock),
  });
  // Every second round starts with a ledger that names a dead holder.
  if (round % 2 === 0) await dieSending(trial);
  // The sending process gets no answer before the others have ended. An apply that waited for it would wait forever.
  return await race({
    apply: () => trial.start(['apply', '--yes']),
    letGo: clock.letGo,
    secret: localKey,
    judge: async () => (await judge(trial)).problems,
  });
}

/** Runs `count` rounds of four applies on one ledger on PostgreSQL, which one of them creates. */
export async function provePostgres({ count, log }: ProofOptions): Promise<Proof> {
  await using server = await startPostgres();
  const problems: string[] = [];
  for (let round = 1; round <= count; round++) {
    const clock = makeHeldClock();
    await using trial = await makeFleetTrial(server, {
      recipients: 60,
      requestsPerMinute: 6_000,
      sandbox: slow(clock),
    });
    const found = await race({
      apply: () => trial.start('apply', '--yes'),
      letGo: clock.letGo,
      secret: server.password,
      judge: async () => {
        await using ledger = await trial.look();
        return (await judgeBy(trial, ledger)).problems;
      },
    });
    problems.push(...found.problems.map((problem) => `round ${round}: ${problem}`));
    log(`${round} rounds of ${together} applies, ${problems.length} problems`);
  }
  return {
    goal: `Of ${together} applies started together on a ledger on PostgreSQL one sends, and the others name it`,
    trials: count,
    violations: problems.length,
    notes: problems.length === 0 ? {} : { first: problems.slice(0, 5).join('; ') },
  };
}

function slow(clock: SandboxClock): SandboxOptions {
  return { clock, latency: { sent: 1, none: 1, jitter: 0 } };
}

async function dieSending(trial: Trial): Promise<void> {
  const child = trial.start(['apply', '--yes']);
  while (child.isAlive() && trial.sandbox.stats().requests === 0) await delay(5);
  child.kill('SIGKILL');
  await child.ended;
}
