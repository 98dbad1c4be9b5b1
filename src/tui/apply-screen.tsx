// The screen of a run under way, as a function of its figures and the size of the terminal: at most 12 rows.
import { Box, Text, useIsScreenReaderEnabled } from 'ink';
import type { ReactElement } from 'react';
import stringWidth from 'string-width';
import { cutText } from '../view/fit-text.ts';
import { formatCount } from '../view/numbers.ts';
import { nextProgressLine } from '../view/progress-lines.ts';
import { safeTerminal } from '../view/safe.ts';
import { describeWaiting, sumCampaigns, type Snapshot } from '../view/snapshot.ts';
import { BucketCounts } from './bucket-counts.tsx';
import { CampaignBars } from './campaign-bars.tsx';
import { ColourContext, usePaint, type Tone } from './paint.ts';
import { ScreenTitle } from './screen-title.tsx';

const widest = 100;
/** Below this many rows there is one bar and no empty line: a frame as high as the terminal flickers. */
const lowRows = 14;

export interface ApplyScreenProps {
  readonly snapshot: Snapshot;
  /** Nobody real is sent to. */
  readonly isSandbox: boolean;
  readonly color: boolean;
  readonly columns: number;
  readonly rows: number;
}

export function ApplyScreen({ snapshot, isSandbox, color, columns, rows }: ApplyScreenProps): ReactElement {
  const { campaigns } = snapshot.progress;
  const width = Math.min(widest, columns);
  const isLow = rows < lowRows;
  if (useIsScreenReaderEnabled()) return <SpokenScreen snapshot={snapshot} isSandbox={isSandbox} />;
  return (
    <ColourContext value={color}>
      <Box flexDirection="column" width={width}>
        <ScreenTitle snapshot={snapshot} isSandbox={isSandbox} columns={width} />
        <Box marginY={isLow ? 0 : 1}>
          <CampaignBars campaigns={campaigns} columns={width} lines={isLow ? 1 : 4} />
        </Box>
        <BucketCounts totals={sumCampaigns(campaigns)} columns={width} />
        <Rate snapshot={snapshot} columns={width} />
        <StateLine snapshot={snapshot} columns={width} />
      </Box>
    </ColourContext>
  );
}

function SpokenScreen({ snapshot, isSandbox }: Pick<ApplyScreenProps, 'snapshot' | 'isSandbox'>): ReactElement {
  const where = isSandbox ? 'Sandbox, nobody real is sent to' : safeTerminal(snapshot.progress.environment);
  return <Text>{`${where}. ${nextProgressLine(snapshot, undefined)?.line ?? 'Starting'}.`}</Text>;
}

interface RowProps {
  readonly snapshot: Snapshot;
  readonly columns: number;
}

function Rate({ snapshot: { progress, requestsInLastMinute }, columns }: RowProps): ReactElement {
  const used = formatCount(requestsInLastMinute);
  const limit = formatCount(progress.requestsPerMinute);
  const { underWay } = sumCampaigns(progress.campaigns);
  const now = underWay === 0 ? '' : `, ${formatCount(underWay)} under way`;
  return (
    <Text {...usePaint().quiet}>
      {chooseFitting(columns, [
        `${used} of ${limit} requests in the last minute${now}`,
        `${used} of ${limit} requests in a minute`,
      ])}
    </Text>
  );
}

function StateLine({ snapshot: { progress, now }, columns }: RowProps): ReactElement {
  const [tone, texts] = describeState(progress, now);
  return <Text {...usePaint()[tone]}>{chooseFitting(columns, texts)}</Text>;
}

/** The fullest text first. */
function describeState({ isEnded, stopping, waiting }: Snapshot['progress'], now: number): [Tone, string[]] {
  if (isEnded) return ['quiet', [stopping === null ? '' : `Stopped: ${safeTerminal(stopping)}`]];
  if (stopping !== null) {
    const why = safeTerminal(stopping);
    return [
      'doubtful',
      [
        `Stopping: ${why}. What is under way is settled first; Ctrl-C again leaves at once.`,
        `Stopping: ${why}. Ctrl-C again leaves at once.`,
        `Stopping: ${why}`,
      ],
    ];
  }
  if (waiting !== null && waiting.reason !== 'pace') return ['doubtful', [describeWaiting(waiting, now)]];
  return ['quiet', ['Ctrl-C stops; what is under way is settled first.', 'Ctrl-C stops safely.']];
}

function chooseFitting(columns: number, texts: readonly string[]): string {
  return texts.find((text) => stringWidth(text) <= columns) ?? cutText(texts.at(-1) ?? '', columns);
}
