// pushplan status --watch: shows a run that others send, on the screen of apply, read from the ledger every second.
import type { RunRecord } from '../../delivery/ledger.ts';
import { hasEnded } from '../../delivery/run-state.ts';
import type { Context } from '../../opening/context.ts';
import type { SeenLedger } from '../../ledger/ledger-engine.ts';
import { haltFromScreen } from './halt-from-screen.ts';
import { lookEvery, observeRun } from './observe-run.ts';
import { openViewer } from './run-viewer.ts';
import type { EnvironmentPlace } from '../../opening/find-place.ts';

/** The run to watch if none is named: the newest that has not ended, or otherwise the newest. */
export function chooseRun(runs: readonly RunRecord[]): RunRecord | undefined {
  return runs.find(({ state }) => !hasEnded(state)) ?? runs[0];
}

/** Watches until the run has ended, or until Ctrl-C. */
export async function watchStatus(
  context: Context,
  ledger: SeenLedger,
  place: EnvironmentPlace,
  first: RunRecord,
): Promise<void> {
  const { clock } = context;
  const { environment } = place;
  using interrupts = context.interrupts.take();
  const observer = observeRun(clock, ledger, environment, first);
  let record = await observer.look();
  const isSandbox = environment.endpoint.kind === 'sandbox';
  const options = { isSandbox, halt: haltFromScreen(context, place, first.id) };
  const viewer = await openViewer(context, options, observer.read);
  try {
    viewer.look();
    while (!hasEnded(record.state)) {
      await clock.sleep(lookEvery, interrupts.soft);
      if (interrupts.soft.aborted) break;
      record = await observer.look();
      viewer.look();
    }
  } finally {
    await viewer.end();
  }
}
