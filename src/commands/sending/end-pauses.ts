// resume RUN --step: ends the pauses that the rollouts of a run are at, and nothing else.
import { exitCodes, refuse } from '../../errors.ts';
import type { Context } from '../../opening/context.ts';
import { openControl } from '../../opening/open-control.ts';
import type { EnvironmentPlace } from '../../opening/find-place.ts';

export interface PauseValues {
  readonly step: boolean;
  /** The value of --only: the id of one campaign, or not_sent. */
  readonly only: string | undefined;
}

/** Does nothing without --step. Throws a Refusal (exit 3) if there is no pause. */
export async function endPausesOf(
  context: Context,
  { workspace, environment }: EnvironmentPlace,
  id: string,
  { step, only }: PauseValues,
): Promise<void> {
  if (!step) return;
  const campaign = only === 'not_sent' ? undefined : only;
  await using control = await openControl(context, workspace, environment);
  const ended = (await control?.endPauses(id, campaign)) ?? [];
  if (ended.length > 0) return;
  const what = campaign === undefined ? '' : ` of ${campaign}`;
  const message = `no rollout${what} is at a pause in run ${id}`;
  const help = `To go on with it: pushplan resume ${id} --env ${environment.name}, without --step.`;
  throw refuse(exitCodes.invalidInput, 'PP434', message, help);
}
