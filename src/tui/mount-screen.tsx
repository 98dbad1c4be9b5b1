// Puts the screen on a terminal and keeps it up to date until the run ends. The last frame stays.
import { render, useWindowSize } from 'ink';
import type { ReactElement } from 'react';
import type { Snapshot } from '../view/snapshot.ts';
import { ApplyScreen } from './apply-screen.tsx';

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
}

export interface Screen {
  /** Draws what is now, leaves it there and gives the terminal back as it was. */
  end(): Promise<void>;
}

export function mountScreen({ stdout, color, screenReader, isSandbox, read }: ScreenOptions): Screen {
  const draw = (): ReactElement => <SizedScreen snapshot={read()} isSandbox={isSandbox} color={color} />;
  const instance = render(draw(), {
    stdout,
    // Signals are the commands' business, and so is what a library prints.
    exitOnCtrlC: false,
    patchConsole: false,
    // Whoever mounts a screen has made sure of a terminal; a CI variable does not change that.
    interactive: true,
    isScreenReaderEnabled: screenReader,
    maxFps: framesPerSecond * 2,
  });
  const timer = setInterval(
    () => {
      instance.rerender(draw());
    },
    screenReader ? spokenEveryMilliseconds : 1000 / framesPerSecond,
  );
  return {
    async end() {
      clearInterval(timer);
      instance.rerender(draw());
      await instance.waitUntilRenderFlush();
      instance.unmount();
      await instance.waitUntilExit();
      // An empty line below the last frame; a spoken one has no line break of its own.
      stdout.write(screenReader ? '\n\n' : '\n');
    },
  };
}

function SizedScreen(props: { snapshot: Snapshot; isSandbox: boolean; color: boolean }): ReactElement {
  const { columns, rows } = useWindowSize();
  return <ApplyScreen {...props} columns={columns} rows={rows} />;
}
