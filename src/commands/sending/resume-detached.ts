// Resumes a detached run: its workers send, so all there is to do here is to let them continue.
import { nameRun } from '../../delivery/name-run.ts';
import { exitCodes, refuse } from '../../errors.ts';
import type { RunRecord } from '../../delivery/ledger.ts';
import { isAtPause, type RolloutStanding } from '../../delivery/rollout/rollout-standing.ts';
import { describePauses } from '../../delivery/rollout/rollout-words.ts';
import type { SeenLedger } from '../../ledger/ledger-engine.ts';
import { describeDueMoment } from '../../view/plan/due-words.ts';
import { formatRunJson } from '../../view/run-json.ts';
import type { Context } from '../../opening/context.ts';
import type { HaltValues } from '../runs/halt-runs.ts';
import { placeLedger } from '../../opening/ledger-place.ts';
import { expectedLedger } from '../../opening/look-at-ledger.ts';
import { openControl } from '../../opening/open-control.ts';
import { presentRun } from '../runs/present-run.ts';
import { endPausesOf, type PauseValues } from './end-pauses.ts';
import { nothingSettled } from './settle-before.ts';
import type { EnvironmentPlace } from '../../opening/find-place.ts';

const forSenders = ['max-sends', 'until', 'max-duration', 'report'] as const;

/** False for a run that is sent from here. Throws a Refusal (exit 3) for options of such a run, and for a run that has ended for good. */
export async function resumeDetached(
  context: Context,
  place: EnvironmentPlace,
  id: string,
  values: HaltValues & PauseValues & { readonly [name in (typeof forSenders)[number]]: unknown },
): Promise<boolean> {
  const { workspace, environment } = place;
  const engine = placeLedger(context, workspace, environment);
  if (engine?.share === undefined) return false;
  await using ledger = await engine.read(expectedLedger(context, environment));
  const record = await ledger?.run(id);
  if (ledger === undefined || record?.mode !== 'detached') return false;
  const extra =
    values.step || values.only === undefined ? forSenders.find((name) => values[name] !== undefined) : 'only';
  if (extra !== undefined) {
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      `--${extra} does not go with ${id}: its workers send it, and all of it`,
      `pushplan resume ${nameRun(record)} lets them go on.`,
    );
  }
  await endPausesOf(context, place, id, values);
  await using control = await openControl(context, workspace, environment);
  await control?.goOn(id);
  await say(context, place, ledger, id, values.json);
  return true;
}

async function say(
  { clock, stdout, stderr }: Context,
  { environment }: EnvironmentPlace,
  ledger: SeenLedger,
  id: string,
  json: boolean,
): Promise<void> {
  const record = await ledger.run(id);
  const paused = (await ledger.rollouts(id)).filter(isAtPause);
  const follow = paused.length === 0 ? `status ${id} --watch` : `resume ${id} --step`;
  const { workers } = await ledger.activity(id, clock.now());
  // At a pause no worker has anything to send.
  const lacksWorker = paused.length === 0 && !(workers ?? []).some(({ isAlive }) => isAlive);
  const goesOn = describeGoingOn(record, paused, lacksWorker);
  const next = [follow, ...(lacksWorker ? ['worker'] : [])].map(
    (verb) => `pushplan ${verb} --env ${environment.name}\n`,
  );
  (json ? stderr : stdout).write(`${id} in ${environment.name}: ${goesOn}.\nNext: ${next.join('      ')}`);
  if (!json || record === undefined) return;
  const run = presentRun(record, await ledger.totals(id), [], await ledger.lastError(id));
  stdout.write(formatRunJson({ ...run, settled_before: nothingSettled }));
}

function describeGoingOn(
  record: RunRecord | undefined,
  paused: readonly RolloutStanding[],
  lacksWorker: boolean,
): string {
  if (paused.length > 0) return `running, ${describePauses(paused)}`;
  if (record?.state === 'waiting' && record.nextDue !== null) {
    const due = `waiting until ${describeDueMoment(record.nextDue)}, its workers send it then`;
    return lacksWorker ? `${due}; none is alive` : due;
  }
  return lacksWorker ? 'running, and waits for a worker: none is alive' : 'running, its workers go on with it';
}
