// The drill: everything is sent once without a death, then again and again by processes that are killed. What arrived must be the same.
import { mapAt, valueAt } from '../../campaign/yaml/is-map.ts';
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
  /** Over all rounds. */
  readonly planned: number;
  readonly twice: number;
  readonly lost: number;
  readonly inDoubt: number;
}

export interface Drill {
  readonly context: Context;
  readonly workspace: DrilledWorkspace;
  /** Paths in it, as they were given. */
  readonly scopes: readonly string[];
  /** The camp_ids of campaigns that accept to send twice. */
  readonly mayRepeat: ReadonlySet<number>;
  /** Whether one of the campaigns is sent in steps. */
  readonly hasSteps: boolean;
  readonly kills: number;
  readonly stopped: AbortSignal;
  /** After each death, with how many there were. */
  note(kills: number): void;
}

/** As fast as it goes, in requests a minute. */
const unhindered = 600_000;
const slowest = 600;
/** How far into its sending a process is killed, at most, milliseconds. */
const lifetime = 400;
/** How far into its life, where it need not have begun to send. */
const youth = 900;
const glance = 2;
const latency = { sent: 25, none: 5, jitter: 20 };

/** Throws a Refusal (exit 3) where the workspace sends nothing, with what apply says of it. */
export async function holdDrill(drill: Drill): Promise<DrillResult> {
  const expected = await sendUnharmed(drill);
  // Slow enough that a process which dies leaves something to its successors.
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

/** `kills` are those before. */
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
  // What was cut short says nothing of what was lost.
  if (stopped.aborted) return { kills: died, planned: 0, twice: 0, lost: 0, inDoubt: 0 };
  const { CI: _ci, ...env } = drill.context.env;
  const context = { ...drill.context, cwd: workspace.root, env: { ...env, ...drillKey } };
  const texts = await readDoubted(context, drill.scopes);
  const doubted = countNotifications(texts.map((text): unknown => JSON.parse(text)));
  const found = countSent(await workspace.readLog());
  const counts = compareSent({ expected: expected.sent, found, doubted }, drill.mayRepeat);
  return { kills: died, planned: expected.total, ...counts, inDoubt: texts.length };
}

/** Exit codes of an apply that came to its end: refusals and doubt are no fault of the drill. */
const ends: ReadonlySet<number | null> = new Set([exitCodes.done, exitCodes.aboveFailOn, exitCodes.inDoubt]);

/** Mostly while it sends. Gives whether it died of it. */
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

/** Over all pauses. */
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

/** Ctrl-C ends the process too. */
async function endOf({ stopped }: Drill, process: DrilledProcess): DrilledProcess['ended'] {
  const kill = (): void => {
    process.kill();
  };
  stopped.addEventListener('abort', kill);
  if (stopped.aborted) kill();
  try {
    return await process.ended;
  } finally {
    stopped.removeEventListener('abort', kill);
  }
}

/** With what the command itself says of it. */
function asRefusal(exitCode: number | null, stdout: string): Refusal {
  const { diagnostics } = mapAt(tryParseJson(stdout));
  const errors = Array.isArray(diagnostics) ? diagnostics.filter((one) => valueAt(one, 'severity') === 'error') : [];
  const said = errors.map((one) => `: ${String(valueAt(one, 'message'))}`).join('');
  const message = `the workspace cannot be sent to the sandbox, exit ${exitCode ?? 'none'}${said}`;
  const help = 'Nothing was sent to anybody. Fix it, or allow it in pushplan.yaml, as for an apply.';
  return refuse(exitCodes.invalidInput, 'PP545', message, help);
}
