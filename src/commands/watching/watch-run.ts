// Shows a run that this process sends: its events, as figures on the screen or in plain lines.
import type { Listen } from '../../delivery/run-event.ts';
import { advance, emptyProgress, etaSeconds, requestsInLastMinute } from '../../delivery/tally.ts';
import type { Snapshot } from '../../view/snapshot.ts';
import type { Context } from '../../opening/context.ts';
import { openViewer, type WatchOptions } from './run-viewer.ts';

export interface Watch {
  readonly listen: Listen;
  /** Shows the last state, and releases the terminal. */
  end(): Promise<void>;
}

export async function watchRun(context: Context, options: WatchOptions): Promise<Watch> {
  const { clock } = context;
  let progress = emptyProgress;
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
