// Drops what waits of a campaign from all runs: nobody sends it, and the next plan has it again.
import { findNearest } from '../../campaign/find-nearest.ts';
import { exitCodes, refuse, type ExitCode } from '../../errors.ts';
import type { Context } from '../../opening/context.ts';
import { layoutOf } from '../../opening/layout.ts';
import { lookAtLedger } from '../../opening/look-at-ledger.ts';
import { openControl } from '../../opening/open-control.ts';
import { formatDroppedText } from '../../view/waiting-text.ts';
import { formatRunJson } from '../../view/run-json.ts';
import { presentRuns, type HaltValues } from './halt-runs.ts';
import type { EnvironmentPlace } from '../../opening/find-place.ts';

/** Throws a Refusal (exit 3) if nothing of the campaign waits. */
export async function dropCampaign(
  context: Context,
  place: EnvironmentPlace,
  campaign: string,
  values: HaltValues,
): Promise<ExitCode> {
  const { user, host, stdout, stderr } = context;
  const { workspace, environment } = place;
  await using control = await openControl(context, workspace, environment);
  const dropped = (await control?.dropWaiting({ campaign, who: `${user}@${host}` })) ?? [];
  if (dropped.length === 0) throw await nothingWaits(context, place, campaign);
  const output = values.json ? stderr : stdout;
  const layout = layoutOf(context, output, workspace.root);
  const runs = dropped.map(({ run }) => run.id);
  output.write(formatDroppedText({ environment: environment.name, campaign, runs }, layout));
  if (values.json) {
    const shown = await presentRuns(context, place, dropped);
    stdout.write(formatRunJson({ format_version: '1.0', runs: shown, diagnostics: [] }));
  }
  return exitCodes.done;
}

async function nothingWaits(context: Context, { workspace, environment }: EnvironmentPlace, campaign: string) {
  await using ledger = await lookAtLedger(context, workspace, environment);
  const waiting = [...new Set(((await ledger?.waiting()) ?? []).map((one) => one.campaign))];
  const nearest = findNearest(campaign, waiting);
  const meant = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  const help =
    waiting.length === 0
      ? `Nothing waits there at all. What is being sent now is stopped by its run: pushplan status --env ${environment.name} lists them.`
      : `What waits is of ${waiting.join(', ')}.`;
  return refuse(exitCodes.invalidInput, 'PP385', `nothing of ${campaign} waits in ${environment.name}${meant}`, help);
}
