// Resumes a detached run: its workers send, and all there is to do here is to say that they may.
import { exitCodes, refuse } from '../../errors.ts';
import type { SeenLedger } from '../../ledger/ledger-engine.ts';
import { describeDueMoment } from '../../view/plan/due-words.ts';
import { formatRunJson } from '../../view/run-json.ts';
import type { Context } from '../../opening/context.ts';
import type { HaltValues, HaltPlace } from '../runs/halt-runs.ts';
import { placeLedger } from '../../opening/ledger-place.ts';
import { expectedLedger } from '../../opening/look-at-ledger.ts';
import { openControl } from '../../opening/open-control.ts';
import { presentRun } from '../runs/present-run.ts';
import { nothingSettled } from './settle-before.ts';

const forSenders = ['only', 'max-sends', 'until', 'max-duration', 'report'] as const;

/** False for a run that is sent from here. Throws a Refusal (exit 3) for options that only make sense there, and for a run that has ended for good. */
export async function resumeDetached(
  context: Context,
  place: HaltPlace,
  id: string,
  values: HaltValues & { readonly [name in (typeof forSenders)[number]]: unknown },
): Promise<boolean> {
  const { workspace, environment } = place;
  const engine = placeLedger(context, workspace, environment);
  if (engine?.share === undefined) return false;
  await using ledger = await engine.read(expectedLedger(context, environment));
  const record = await ledger?.run(id);
  if (ledger === undefined || record?.mode !== 'detached') return false;
  const extra = forSenders.find((name) => values[name] !== undefined);
  if (extra !== undefined) {
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      `--${extra} does not go with ${id}: its workers send it, and all of it`,
      `pushplan resume ${id} lets them go on.`,
    );
  }
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
  const record = await ledger.run(id);
  const goesOn =
    record?.state === 'waiting' && record.nextDue !== null
      ? `waiting until ${describeDueMoment(record.nextDue)}, its workers send it then`
      : 'running, its workers go on with it';
  const follow = `pushplan status ${id} --watch --env ${environment.name}`;
  (json ? stderr : stdout).write(`${id} in ${environment.name}: ${goesOn}.\nNext: ${follow}\n`);
  if (!json || record === undefined) return;
  const run = presentRun(record, await ledger.totals(id), [], await ledger.lastError(id));
  stdout.write(formatRunJson({ ...run, settled_before: nothingSettled }));
}
