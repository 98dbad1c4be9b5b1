// Shows a run that this process sends: its events, as figures on the screen or in plain lines.
import type { Listen } from '../../delivery/run-event.ts';
import type { RunActivity } from '../../delivery/run-activity.ts';
import { advance, emptyProgress, etaSeconds, recallRequests, requestsInLastMinute } from '../../delivery/tally.ts';
import type { Snapshot } from '../../view/snapshot.ts';
import type { Context } from '../../opening/context.ts';
import { openViewer, type WatchOptions } from './run-viewer.ts';

export interface Watch {
  readonly listen: Listen;
  /** Shows the last state, and releases the terminal. */
  end(): Promise<void>;
}

/** `before` is what the run did before this process: it sends within the same limit. */
export async function watchRun(
  context: Context,
  before: Pick<RunActivity, 'recentRequests'>,
  options: WatchOptions,
): Promise<Watch> {
  const { clock } = context;
  let progress = recallRequests(emptyProgress, before.recentRequests, clock.monotonic());
  const read = (): Snapshot => {
    const now = clock.monotonic();
    return {
      progress,
      now,
      requestsInLastMinute: requestsInLastMinute(progress, now),
      etaSeconds: etaSeconds(progress, now),
    };
  };
  const viewer = await openViewer(context, options, read);
  return {
    listen: (event) => {
      progress = advance(progress, event, clock.monotonic());
      viewer.look();
    },
    end: () => viewer.end(),
  };
}
