// Resumes a detached run: its workers send, and all there is to do here is to say that they may.
import { exitCodes, refuse } from '../../errors.ts';
import { isAtPause } from '../../delivery/rollout/rollout-standing.ts';
import { describePauses } from '../../delivery/rollout/rollout-words.ts';
import type { SeenLedger } from '../../ledger/ledger-engine.ts';
import { formatRunJson } from '../../view/run-json.ts';
import type { Context } from '../../opening/context.ts';
import type { HaltValues, HaltPlace } from '../runs/halt-runs.ts';
import { placeLedger } from '../../opening/ledger-place.ts';
import { expectedLedger } from '../../opening/look-at-ledger.ts';
import { openControl } from '../../opening/open-control.ts';
import { presentRun } from '../runs/present-run.ts';
import { endPausesOf, type PauseValues } from './end-pauses.ts';
import { nothingSettled } from './settle-before.ts';

const forSenders = ['max-sends', 'until', 'max-duration', 'report'] as const;

/** False for a run that is sent from here. Throws a Refusal (exit 3) for options that only make sense there, and for a run that has ended for good. */
export async function resumeDetached(
  context: Context,
  place: HaltPlace,
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
      `pushplan resume ${id} lets them go on.`,
    );
  }
  await endPausesOf(context, place, id, values);
  await using control = await openControl(context, workspace, environment);
  await control?.goOn(id);
  await say(context, place, ledger, id, values.json);
  return true;
}

async function say(
  { stdout, stderr }: Context,
  { environment }: HaltPlace,
  ledger: SeenLedger,
  id: string,
  json: boolean,
): Promise<void> {
  const follow = `pushplan status ${id} --watch --env ${environment.name}`;
  const paused = (await ledger.rollouts(id)).filter(isAtPause);
  const how = paused.length === 0 ? 'its workers go on with it' : describePauses(paused);
  const next = paused.length === 0 ? follow : `pushplan resume ${id} --step --env ${environment.name}`;
  (json ? stderr : stdout).write(`${id} in ${environment.name}: running, ${how}.\nNext: ${next}\n`);
  const record = await ledger.run(id);
  if (!json || record === undefined) return;
  const run = presentRun(record, await ledger.totals(id), [], await ledger.lastError(id));
  stdout.write(formatRunJson({ ...run, settled_before: nothingSettled }));
}
