// Proof: death at every labelled step. The apply of three batches dies at step 1, 2, 3 and so on until one survives; each is then applied to the end.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectedFault } from '../../src/sandbox/faults.ts';
import { countLeftOpen, judge } from './oracle.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { startStepping } from './stepping.ts';
import { makeTrial, type Trial } from './trial.ts';

/** Three batches. The first begins with a request for one notification and one for the rest; the others are sent side by side. */
const recipients = 60;
const mostInDoubt = 2 * 20;
const mostApplies = 3;

/** One of these two is refused and sent again in halves, so that splitting is tested too. */
const faults: readonly InjectedFault[] = [{ kind: '400-payload', requests: [4] }];

interface Death {
  readonly kind: 'died';
  readonly label: string;
  readonly leftOpen: number;
  readonly problems: readonly string[];
}

/** An apply that was not killed: it has as many steps as there are. */
interface Life {
  readonly kind: 'lived';
  readonly steps: number;
  readonly problems: readonly string[];
}

/** At most `count` deaths, spread over all steps. The seed chooses where they begin. */
export async function prove(options: ProofOptions): Promise<Proof> {
  const cache = await mkdtemp(join(tmpdir(), 'pushplan-steps-'));
  try {
    return await walkThroughSteps(options, cache);
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

async function walkThroughSteps({ count, seed, log }: ProofOptions, cache: string): Promise<Proof> {
  const { steps } = await dieAt(Number.MAX_SAFE_INTEGER, cache).then(expectLife);
  const stride = Math.max(1, Math.ceil(steps / count));
  const deaths: Death[] = [];
  const problems: string[] = [];
  for (let number = 1 + (seed % stride); ; number += stride) {
    const end = await dieAt(number, cache);
    problems.push(...end.problems);
    if (end.kind === 'lived') break;
    deaths.push(end);
    if (deaths.length % 20 === 0) log(`${number} of about ${steps} steps, ${problems.length} problems`);
  }
  return {
    goal: 'Killed at each labelled step of an apply of three batches and applied again: nobody twice, nobody lost',
    trials: deaths.length,
    violations: problems.length,
    notes: {
      steps,
      labels: new Set(deaths.map(({ label }) => label)).size,
      mostLeftOpen: Math.max(0, ...deaths.map(({ leftOpen }) => leftOpen)),
      ...(problems.length === 0 ? {} : { first: problems.slice(0, 5).join('; ') }),
    },
  };
}

function expectLife(end: Death | Life): Life {
  if (end.kind === 'lived' && end.steps > 0) return end;
  throw new Error(`An apply that nobody kills does not come to its end: ${end.problems.join('; ')}`);
}

async function dieAt(step: number, cache: string): Promise<Death | Life> {
  await using trial = await makeTrial({
    audiences: [recipients],
    environment: 'message_center: off',
    sandbox: { faults, latency: { sent: 10, none: 5, jitter: 0 } },
  });
  const { exitCode, signal, stderr } = await startStepping(trial, { at: step, signal: 'SIGKILL', cache }).ended;
  if (signal !== 'SIGKILL') {
    const isWhole = exitCode === 0 || exitCode === 7;
    const problems = isWhole ? (await judge(trial)).problems : [`step ${step}: ended with ${exitCode}: ${stderr}`];
    return { kind: 'lived', steps: Number(/went through (\d+) steps/.exec(stderr)?.[1] ?? 0), problems };
  }
  const leftOpen = countLeftOpen(trial.ledger);
  const label = /^at step \d+: (.+)$/m.exec(stderr)?.[1] ?? 'unknown';
  const problems = [...(leftOpen > mostInDoubt ? [`${leftOpen} left open`] : []), ...(await goOn(trial))];
  return { kind: 'died', label, leftOpen, problems: problems.map((problem) => `step ${step} (${label}): ${problem}`) };
}

async function goOn(trial: Trial): Promise<readonly string[]> {
  for (let applies = 1; applies <= mostApplies; applies++) {
    const { exitCode, stderr } = await trial.run('apply', '--yes', '--json');
    if (exitCode === 0 || exitCode === 7) return (await judge(trial)).problems;
    if (exitCode !== 8) return [`the next apply ended with ${exitCode}: ${stderr}`];
  }
  return [`not at its end after ${mostApplies} applies`];
}
