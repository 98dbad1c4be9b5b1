// Checks the ledger: reach, version, lineage, size, clock, and what is unfinished or in doubt in it. Only reads it, never creates one.
import { nameSettling } from '../runs/settling-advice.ts';
import { stat } from 'node:fs/promises';
import { isForGood } from '../../delivery/run-state.ts';
import type { RunRecord } from '../../delivery/ledger.ts';
import type { LedgerEngine, SeenLedger } from '../../ledger/ledger-engine.ts';
import type { Context } from '../../opening/context.ts';
import { requireLedger } from '../../opening/ledger-place.ts';
import { pinnedLedger } from '../../opening/look-at-ledger.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { classifyEndpoint, reachesPeople } from '../../workspace/endpoint-class.ts';
import type { Environment, Workspace } from '../../workspace/read-workspace.ts';
import { checkOf, good, warn, wrong, type CheckLine } from './check.ts';
import { checkSkew } from './check-skew.ts';

/** Throws a Refusal if the ledger must not be used, or cannot be reached. */
export async function checkLedger(
  context: Context,
  workspace: Workspace,
  environment: Environment,
): Promise<readonly CheckLine[]> {
  const engine = requireLedger(context, workspace, environment);
  const asked = context.clock.now();
  await using ledger = await engine.read(pinnedLedger(context, environment));
  if (ledger === undefined) return [isMissing(engine, environment)];
  if (ledger.closed !== undefined) return [checkOf('ledger', ledger.closed)];
  const serverTime = await ledger.time();
  const runs = await ledger.runs();
  return [
    await describeLedger(engine, ledger, runs),
    ...checkPin(ledger, environment),
    ...(serverTime === undefined ? [] : checkSkew('the ledger', serverTime, asked, context.clock.now())),
    ...checkRuns(runs, environment),
    ...(await checkDoubt(ledger, environment)),
  ];
}

function isMissing({ shown }: LedgerEngine, { endpoint, ledgerId }: Environment): CheckLine {
  if (ledgerId !== undefined) {
    const help = 'Put it back. To start over and send to everybody again, remove ledger_id from pushplan.yaml.';
    return wrong('ledger', `there is no ledger at ${shown}, and ${ledgerId} is expected there`, help);
  }
  const message = `there is no ledger at ${shown} yet: nothing has been sent`;
  if (!reachesPeople(classifyEndpoint(endpoint))) return good('ledger', message);
  return warn('ledger', message, 'Start it with the first apply: pushplan apply --new-ledger');
}

async function describeLedger(
  { shown, share }: LedgerEngine,
  ledger: SeenLedger,
  runs: readonly RunRecord[],
): Promise<CheckLine> {
  const size = share === undefined ? (await stat(shown).catch(() => undefined))?.size : undefined;
  const measured = size === undefined ? '' : `, ${formatCount(Math.ceil(size / 1024))} KiB`;
  const told = `serial ${await ledger.serial()}, ${countOf(runs.length, 'run')}${measured}`;
  return good('ledger', `${ledger.id} at ${shown}: ${told}`);
}

function checkPin({ id }: SeenLedger, { endpoint, ledgerId, name }: Environment): readonly CheckLine[] {
  if (ledgerId !== undefined || !reachesPeople(classifyEndpoint(endpoint))) return [];
  const message = 'pushplan.yaml does not pin this ledger, so another one could be used by mistake';
  return [warn('ledger', message, `Add to pushplan.yaml: environments: { ${name}: { ledger_id: ${id} } }`)];
}

function checkRuns(runs: readonly RunRecord[], { name }: Environment): readonly CheckLine[] {
  const open = runs.filter(({ state }) => !isForGood(state));
  if (open.length === 0) return [good('unfinished', 'no run is unfinished')];
  return open.map(({ id, state, why, host }) => {
    const because = why === null ? '' : `: ${why}`;
    const message = `${id} is ${state}, begun on ${host}${because}`;
    return warn('unfinished', message, adviseUnfinished(state, id, name));
  });
}

function adviseUnfinished(state: RunRecord['state'], run: string, environment: string): string {
  const [status, resume] = ['status', 'resume'].map((verb) => `pushplan ${verb} ${run} --env ${environment}`);
  if (state === 'running') return `${status} says whether its process is gone. Then ${resume} continues it.`;
  // The run never began to send, so there is nothing to resume.
  if (state === 'loading') return `${status} says whether its process is gone. Then the next apply replaces it.`;
  return `${resume} continues it; the next apply replaces it.`;
}

async function checkDoubt(ledger: SeenLedger, environment: Environment): Promise<readonly CheckLine[]> {
  const ids = (await ledger.campaigns()).map(({ id }) => id);
  const doubts = await ledger.countInDoubt(ids);
  if (doubts === 0) return [];
  const message = `${countOf(doubts, 'notification')} may have been received, and nobody can tell`;
  const help = `pushplan status --env ${environment.name} lists the runs, and this settles one: ${nameSettling('RUN', environment)}`;
  return [warn('unfinished', message, help)];
}
