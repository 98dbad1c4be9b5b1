// Lets the keys of the screen pause and stop its run, as pushplan pause and pushplan stop do, from the process that shows it.
import type { HaltOrder } from '../../delivery/run-control.ts';
import type { Context } from '../../opening/context.ts';
import { openControl } from '../../opening/open-control.ts';
import type { EnvironmentPlace } from '../../opening/find-place.ts';

/** The returned function throws a Refusal if the ledger cannot be queried, or if the run cannot be paused. */
export function haltFromScreen(
  context: Context,
  { workspace, environment }: EnvironmentPlace,
  run: string,
): (to: HaltOrder['to']) => Promise<void> {
  return async (to) => {
    await using control = await openControl(context, workspace, environment);
    await control?.halt({ runs: [run], to, who: `${context.user}@${context.host}` });
  };
}
