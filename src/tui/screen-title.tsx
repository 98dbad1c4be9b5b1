// The first row of the screen: the environment, the run, and the time left.
import { Box, Text } from 'ink';
import { use, type ReactElement } from 'react';
import stringWidth from 'string-width';
import { formatDuration } from '../view/duration.ts';
import { cutText } from '../view/fit-text.ts';
import { safeTerminal } from '../view/safe.ts';
import type { Snapshot } from '../view/snapshot.ts';
import { ColourContext, usePaint } from './paint.ts';

export interface ScreenTitleProps {
  readonly snapshot: Snapshot;
  readonly isSandbox: boolean;
  readonly columns: number;
}

const gap = '  ';

export function ScreenTitle({ snapshot, isSandbox, columns }: ScreenTitleProps): ReactElement {
  const paint = usePaint();
  const badge = describeSandbox(isSandbox, use(ColourContext));
  const time = describeTime(snapshot);
  const room = columns - stringWidth(badge) - gap.length * 2 - stringWidth(time);
  const { environment } = snapshot.progress;
  const name = isSandbox && environment === 'sandbox' ? '' : cutText(safeTerminal(environment), room);
  const run = safeTerminal(snapshot.progress.run);
  const hasRoomForRun = stringWidth(name) + gap.length + stringWidth(run) <= room;
  return (
    <Box justifyContent="space-between">
      <Text wrap="truncate">
        <Text {...paint.badge}>{badge}</Text>
        <Text {...paint.strong}>{badge === '' || name === '' ? name : gap + name}</Text>
        <Text {...paint.quiet}>{hasRoomForRun ? gap + run : ''}</Text>
      </Text>
      <Text>{time}</Text>
    </Box>
  );
}

/** Adds a margin for the yellow background; without colour, returns only the word. */
function describeSandbox(isSandbox: boolean, isColoured: boolean): string {
  if (!isSandbox) return '';
  return isColoured ? ' SANDBOX ' : 'SANDBOX';
}

function describeTime({ progress, etaSeconds, seen }: Snapshot): string {
  if (seen?.state === 'loading') return 'being prepared';
  if (seen !== undefined && (seen.state !== 'running' || etaSeconds === null)) return seen.state;
  if (progress.isEnded) return progress.stopping === null ? 'finished' : 'stopped';
  if (etaSeconds === null) return progress.speed === null ? 'starting' : 'running';
  return `${formatDuration(etaSeconds)} left`;
}
