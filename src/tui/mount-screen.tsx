// Puts the screen on a terminal and keeps it up to date until the run ends. The last frame stays.
import { render } from 'ink';
import type { ReactElement } from 'react';
import type { Snapshot } from '../view/snapshot.ts';
import { ApplyScreen } from './apply-screen.tsx';
import type { KeysState } from './run-keys.ts';
import { ScreenStream } from './screen-stream.ts';

const framesPerSecond = 5;
/** A screen reader reads every change aloud. */
const spokenEveryMilliseconds = 10_000;

export interface ScreenOptions {
  readonly stdout: NodeJS.WritableStream;
  readonly color: boolean;
  /** Plain sentences instead of bars (INK_SCREEN_READER). */
  readonly screenReader: boolean;
  readonly isSandbox: boolean;
  /** What to show now. Asked for every frame, so that time left and waiting go on between events. */
  readonly read: () => Snapshot;
  /** The keys at a monotonic time; undefined where none are heard. */
  readonly keysAt?: (now: number) => KeysState | undefined;
}

export interface Screen {
  /** Draws what is now, and not only when its time comes. */
  redraw(): void;
  /** Draws what is now, leaves it there and gives the terminal back as it was. */
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
    // Ink takes its streams for those of a process, and uses of them what this one has.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    stdout: stream as unknown as NodeJS.WriteStream,
    // Signals are the commands' business, and so is what a library prints.
    exitOnCtrlC: false,
    patchConsole: false,
    // The caller has made sure of a terminal; a CI variable does not change that.
    interactive: true,
    isScreenReaderEnabled: screenReader,
    maxFps: framesPerSecond * 2,
  });
  const redraw = (): void => {
    instance.rerender(draw());
  };
  const timer = setInterval(redraw, screenReader ? spokenEveryMilliseconds : 1000 / framesPerSecond);
  const onResize = (): void => {
    // What Ink writes to erase the frame is dropped with the rest.
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
      // An empty line below the last frame; a spoken one has no line break of its own.
      stdout.write(screenReader ? '\n\n' : '\n');
    },
  };
}
