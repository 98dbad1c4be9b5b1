// Four applies started at once on one ledger: one sends, and the others report which one, where and since when.
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { BuiltCli, ProcessEnd } from '../support/built-cli.ts';

export const together = 4;

/** Milliseconds after which the sending process counts as hanging, once it is answered. */
const patience = 300_000;

export interface Race {
  readonly apply: () => BuiltCli;
  /** Lets the server answer; before, it answers nobody. */
  readonly letGo: () => void;
  /** A text that nobody may print. */
  readonly secret: string;
  /** Returns what is wrong with the record at the end. */
  readonly judge: () => Promise<readonly string[]>;
}

export interface RaceFindings {
  /** The milliseconds that the slowest refusal took. */
  readonly slowest: number;
  readonly problems: readonly string[];
}

export async function race({ apply, letGo, secret, judge }: Race): Promise<RaceFindings> {
  const applies = Array.from({ length: together }, apply);
  try {
    const losers = await collectLosers(applies);
    letGo();
    const winner = applies.find(({ pid }) => losers.every((loser) => loser.pid !== pid));
    const problems = [...judgeLosers(losers, winner, secret), ...(await judgeWinner(winner)), ...(await judge())];
    return { slowest: Math.max(...losers.map(({ end }) => end.took)), problems };
  } finally {
    for (const one of applies) one.kill('SIGKILL');
    await Promise.all(applies.map(({ ended }) => ended));
  }
}

interface Loser {
  readonly pid: number;
  readonly end: ProcessEnd;
}

/** Returns the first three to end. The sending process cannot end, because nobody answers it. */
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

function judgeLosers(losers: readonly Loser[], winner: BuiltCli | undefined, secret: string): readonly string[] {
  const holder = `process ${winner?.pid} on ${hostname()}`;
  return losers.flatMap(({ pid, end: { exitCode, stderr } }) => {
    const said = stderr.replaceAll(/\s+/gv, ' ');
    return [
      ...(exitCode === 9 ? [] : [`process ${pid} ended with ${exitCode}: ${said}`]),
      ...(said.includes(holder) ? [] : [`process ${pid} does not name ${holder}: ${said}`]),
      ...(said.includes(secret) ? [`process ${pid} says the secret`] : []),
      ...(/ since 20\d\d-/v.test(said) ? [] : [`process ${pid} does not say since when: ${said}`]),
    ];
  });
}

async function judgeWinner(winner: BuiltCli | undefined): Promise<readonly string[]> {
  const end = await Promise.race([winner?.ended, delay(patience, undefined, { ref: false })]);
  // Exit code 7 is for what a dead process left in doubt.
  const isDone = end?.exitCode === 0 || end?.exitCode === 7;
  return isDone ? [] : [`the one that sent ended with ${end?.exitCode}: ${end?.stderr}`];
}
