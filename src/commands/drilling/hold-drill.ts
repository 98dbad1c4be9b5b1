// The drill: sends everything once undisturbed, then again and again by processes that are killed. The same must arrive.
import { addAbortListener } from 'node:events';
import { mapAt, valueAt } from '../../is-map.ts';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import type { Context } from '../../opening/context.ts';
import { startSandbox, type Sandbox } from '../../sandbox/server.ts';
import { compareSent, countNotifications, countSent, type SentCounts } from './compare-sent.ts';
import { startProgram, type DrilledProcess } from './drilled-process.ts';
import { drillKey, type DrilledWorkspace } from './drilled-workspace.ts';
import { isPausedRun, nextCommand } from './next-command.ts';
import { readDoubted } from './read-doubted.ts';
import { tryParseJson } from '../../try-parse-json.ts';

export interface DrillResult {
  readonly kills: number;
  readonly rounds: number;
  /** Notifications over all rounds. */
  readonly planned: number;
  readonly twice: number;
  readonly lost: number;
  readonly inDoubt: number;
}

export interface Drill {
  readonly context: Context;
  readonly workspace: DrilledWorkspace;
  /** Paths in the workspace, as they were given. */
  readonly scopes: readonly string[];
  /** The camp_ids of campaigns that accept being sent twice. */
  readonly mayRepeat: ReadonlySet<number>;
  /** Whether one of the campaigns is sent in steps. */
  readonly hasSteps: boolean;
  readonly kills: number;
  readonly stopped: AbortSignal;
  /** Called after each kill, with the number of kills so far. */
  note(kills: number): void;
}

/** Requests a minute, so many that there is no limit. */
const unhindered = 600_000;
const slowest = 600;
/** The most milliseconds for which a process may send before it is killed. */
const lifetime = 400;
/** The most milliseconds from its start, for a process that may be killed before it sends. */
const youth = 900;
const glance = 2;
const latency = { sent: 25, none: 5, jitter: 20 };

/** Throws a Refusal (exit 3) if the workspace sends nothing, with what apply reports. */
export async function holdDrill(drill: Drill): Promise<DrillResult> {
  const expected = await sendUnharmed(drill);
  // Slow enough that a killed process leaves something to its successors.
  const pace = (expected.requests * 60_000) / (Math.min(drill.kills, 20) * lifetime);
  const requestsPerMinute = Math.min(unhindered, Math.max(slowest, Math.round(pace)));
  let result: DrillResult = { kills: 0, rounds: 0, planned: 0, twice: 0, lost: 0, inDoubt: 0 };
  while (result.kills < drill.kills && !drill.stopped.aborted) {
    const round = await playRound(drill, expected, requestsPerMinute, result.kills);
    result = {
      kills: round.kills,
      rounds: result.rounds + 1,
      planned: result.planned + round.planned,
      twice: result.twice + round.twice,
      lost: result.lost + round.lost,
      inDoubt: result.inDoubt + round.inDoubt,
    };
  }
  return result;
}

interface Expected {
  readonly sent: SentCounts;
  readonly requests: number;
  readonly total: number;
}

async function sendUnharmed(drill: Drill): Promise<Expected> {
  const { workspace } = drill;
  await workspace.clear();
  await using sandbox = await startSandbox({ latency, limit: unhindered, log: workspace.log });
  await workspace.pointAt(sandbox.url, unhindered);
  const { exitCode, stdout } = await sendToEnd(drill);
  if (exitCode !== exitCodes.done && exitCode !== exitCodes.aboveFailOn) throw asRefusal(exitCode, stdout);
  const { requests } = sandbox.stats();
  if (requests === 0) {
    const message = 'nothing would be sent now, so there is nothing to interrupt';
    const help = 'Name campaigns that send now: not drafts, not outside their window, not scheduled for later.';
    throw refuse(exitCodes.invalidInput, 'PP545', message, help);
  }
  const sent = countSent(await workspace.readLog());
  return { sent, requests, total: [...sent.values()].reduce((sum, { count }) => sum + count, 0) };
}

/** `kills` is the number of kills before this round. */
async function playRound(
  drill: Drill,
  expected: Expected,
  requestsPerMinute: number,
  kills: number,
): Promise<Omit<DrillResult, 'rounds'>> {
  const { workspace, stopped } = drill;
  await workspace.clear();
  await using sandbox = await startSandbox({ latency, limit: requestsPerMinute, log: workspace.log });
  await workspace.pointAt(sandbox.url, requestsPerMinute);
  let died = kills;
  for (let isOver = false; !isOver && !stopped.aborted;) {
    const mayDie = died < drill.kills;
    const process = startProgram(drill.context, workspace.root, await commandOf(drill));
    const isKilled = mayDie ? await killSomewhere(drill, sandbox, process) : false;
    const { exitCode, stdout } = await endOf(drill, process);
    if (isKilled) died += 1;
    const isPaused = isPausedRun(tryParseJson(stdout));
    if (isKilled) drill.note(died);
    else if (!stopped.aborted && !isPaused && !ends.has(exitCode)) throw asRefusal(exitCode, stdout);
    isOver = !isKilled && !isPaused;
  }
  // An interrupted round cannot tell what was lost.
  if (stopped.aborted) return { kills: died, planned: 0, twice: 0, lost: 0, inDoubt: 0 };
  const { CI: _ci, ...env } = drill.context.env;
  const context = { ...drill.context, cwd: workspace.root, env: { ...env, ...drillKey } };
  const texts = await readDoubted(context, drill.scopes);
  const doubted = countNotifications(texts.map((text): unknown => JSON.parse(text)));
  const found = countSent(await workspace.readLog());
  const counts = compareSent({ expected: expected.sent, found, doubted }, drill.mayRepeat);
  return { kills: died, planned: expected.total, ...counts, inDoubt: texts.length };
}

/** The exit codes of an apply that reached its end: refusals and doubt are not failures here. */
const ends: ReadonlySet<number | null> = new Set([exitCodes.done, exitCodes.aboveFailOn, exitCodes.inDoubt]);

/** Kills the process, mostly while it sends. Returns whether that ended it. */
async function killSomewhere({ context, stopped }: Drill, sandbox: Sandbox, process: DrilledProcess): Promise<boolean> {
  const { clock, random } = context;
  const ended = new AbortController();
  void process.ended.finally(() => ended.abort());
  const signal = AbortSignal.any([ended.signal, stopped]);
  const share = random.fraction();
  if (random.fraction() < 0.25) await clock.sleep(share * youth, signal);
  else {
    const { requests: before } = sandbox.stats();
    while (sandbox.stats().requests === before && !signal.aborted) await clock.sleep(glance, signal);
    await clock.sleep(share * lifetime, signal);
  }
  const wasAlive = process.isAlive();
  process.kill();
  const { exitCode } = await process.ended;
  return wasAlive && exitCode === null;
}

/** Sends everything, past all pauses of rollouts. */
async function sendToEnd(drill: Drill): DrilledProcess['ended'] {
  const end = await runToEnd(drill, await commandOf(drill));
  return isPausedRun(tryParseJson(end.stdout)) && !drill.stopped.aborted ? sendToEnd(drill) : end;
}

async function commandOf(drill: Drill): Promise<readonly string[]> {
  const status = drill.hasSteps ? tryParseJson((await runToEnd(drill, ['status', '--json'])).stdout) : undefined;
  return nextCommand(drill.scopes, status);
}

function runToEnd(drill: Drill, argv: readonly string[]): DrilledProcess['ended'] {
  return endOf(drill, startProgram(drill.context, drill.workspace.root, argv));
}

/** Waits until the process has ended. Ctrl-C kills it. */
async function endOf({ stopped }: Drill, process: DrilledProcess): DrilledProcess['ended'] {
  using _killing = addAbortListener(stopped, () => {
    process.kill();
  });
  return await process.ended;
}

/** The message includes the errors that the command itself reports. */
function asRefusal(exitCode: number | null, stdout: string): Refusal {
  const { diagnostics } = mapAt(tryParseJson(stdout));
  const errors = Array.isArray(diagnostics) ? diagnostics.filter((one) => valueAt(one, 'severity') === 'error') : [];
  const said = errors.map((one) => `: ${String(valueAt(one, 'message'))}`).join('');
  const message = `the workspace cannot be sent to the sandbox, exit ${exitCode ?? 'none'}${said}`;
  const help = 'Nothing was sent to anybody. Fix it, or allow it in pushplan.yaml, as for an apply.';
  return refuse(exitCodes.invalidInput, 'PP545', message, help);
}
