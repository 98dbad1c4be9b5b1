// Shows a run to people who watch it: on the screen on a terminal, as plain lines elsewhere.
import type { HaltOrder } from '../../delivery/run-control.ts';
import { nextProgressLine, type PrintedProgress } from '../../view/progress-lines.ts';
import type { Snapshot } from '../../view/snapshot.ts';
import { isCi, type Context } from '../../opening/context.ts';
import { isColourful } from '../../opening/layout.ts';

export interface WatchOptions {
  readonly isSandbox: boolean;
  /** Pauses or stops the run that is shown, for the keys of the screen. */
  readonly halt: (to: HaltOrder['to']) => Promise<void>;
}

export interface Viewer {
  look(): void;
  /** Shows the last state, and releases the terminal. */
  end(): Promise<void>;
}

// Between events the figures change too: time left, requests in the last minute, seconds to wait.
const everyMilliseconds = 250;

/** `read` is called whenever there may be something new. */
export async function openViewer(context: Context, options: WatchOptions, read: () => Snapshot): Promise<Viewer> {
  return hasScreen(context) ? openScreen(context, options, read) : printLines(context, read);
}

/** A terminal with TERM=dumb cannot move its cursor. */
function hasScreen({ stderr, env }: Context): boolean {
  return stderr.isTerminal && env['TERM'] !== 'dumb' && !isCi(env);
}

function printLines({ stderr }: Context, read: () => Snapshot): Viewer {
  let printed: PrintedProgress | undefined;
  const look = (): void => {
    const next = nextProgressLine(read(), printed);
    if (next === undefined) return;
    printed = next.printed;
    stderr.write(`${next.line}\n`);
  };
  const timer = setInterval(look, everyMilliseconds);
  return {
    look,
    end: async () => {
      clearInterval(timer);
      look();
    },
  };
}

// Loaded only here, because React and Ink are the larger half of the program, and most commands never draw.
async function openScreen(context: Context, { isSandbox, halt }: WatchOptions, read: () => Snapshot): Promise<Viewer> {
  const { clock, stdin, stderr, env, secrets } = context;
  const { mountScreen } = await import('../../tui/mount-screen.tsx');
  const { RunKeys } = await import('../../tui/run-keys.ts');
  const { silenceKeys } = await import('../../tui/silence-keys.ts');
  const keys = new RunKeys(halt, (text) => secrets.conceal(text));
  let hasEnded = false;
  const redraw = (): void => {
    if (!hasEnded) screen.redraw();
  };
  const hear = (key: string): void => {
    void keys.press(key, clock.monotonic()).then(redraw);
    redraw();
  };
  const silence = silenceKeys(stderr.stream, { stdin, hear });
  const screen = mountScreen({
    stdout: stderr.stream,
    color: isColourful(context, stderr),
    screenReader: env['INK_SCREEN_READER'] === 'true',
    isSandbox,
    read,
    keysAt: (now) => (silence.areHeard ? keys.stateAt(now) : undefined),
  });
  // The screen reads by itself, for every frame.
  return {
    look: () => {},
    end: async () => {
      hasEnded = true;
      await screen.end();
      silence[Symbol.dispose]();
      // Separates further output from the last frame.
      stderr.write('\n');
    },
  };
}
