// Draws the screen on a terminal and updates it until the run ends. The last frame stays.
import { render } from 'ink';
import type { ReactElement } from 'react';
import type { Snapshot } from '../view/snapshot.ts';
import { ApplyScreen } from './apply-screen.tsx';
import type { KeysState } from './run-keys.ts';
import { ScreenStream } from './screen-stream.ts';

const framesPerSecond = 5;
/** Milliseconds. Longer than for a frame, since a screen reader reads every change aloud. */
const spokenEveryMilliseconds = 10_000;

export interface ScreenOptions {
  readonly stdout: NodeJS.WritableStream;
  readonly color: boolean;
  /** Plain sentences instead of bars (INK_SCREEN_READER). */
  readonly screenReader: boolean;
  readonly isSandbox: boolean;
  /** Returns what to show now. Called for every frame, so that the time left and waits are updated between events. */
  readonly read: () => Snapshot;
  /** Returns the state of the keys at a monotonic time; undefined if keys are not read. */
  readonly keysAt?: (now: number) => KeysState | undefined;
}

export interface Screen {
  /** Draws the current state now, without waiting for the next frame. */
  redraw(): void;
  /** Draws the current state a last time, leaves it there and restores the terminal. */
  end(): Promise<void>;
}

export function mountScreen({ stdout, color, screenReader, isSandbox, read, keysAt }: ScreenOptions): Screen {
  const stream = new ScreenStream(stdout);
  const draw = (): ReactElement => {
    const { columns, rows } = stream;
    const snapshot = read();
    const keys = keysAt?.(snapshot.now);
    return <ApplyScreen {...{ snapshot, isSandbox, keys, color, columns, rows }} />;
  };
  const instance = render(draw(), {
    // Ink declares the streams of a process, but uses only what this one has.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    stdout: stream as unknown as NodeJS.WriteStream,
    // Commands handle signals and the output of libraries.
    exitOnCtrlC: false,
    patchConsole: false,
    // The caller has checked for a terminal, whatever CI variables say.
    interactive: true,
    isScreenReaderEnabled: screenReader,
    maxFps: framesPerSecond * 2,
  });
  const redraw = (): void => {
    instance.rerender(draw());
  };
  const timer = setInterval(redraw, screenReader ? spokenEveryMilliseconds : 1000 / framesPerSecond);
  const onResize = (): void => {
    // What Ink writes here to erase the frame is dropped by `restart`.
    instance.clear();
    stream.restart();
    redraw();
  };
  stdout.on('resize', onResize);
  return {
    redraw,
    async end() {
      clearInterval(timer);
      stdout.off('resize', onResize);
      redraw();
      await instance.waitUntilRenderFlush();
      instance.unmount();
      await instance.waitUntilExit();
      stream.flush();
      // An empty line below the last frame. Output for screen readers does not end with a line break.
      stdout.write(screenReader ? '\n\n' : '\n');
    },
  };
}
