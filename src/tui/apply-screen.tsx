// The screen of a run under way, drawn from its figures and the size of the terminal: at most 13 rows if the buckets take three.
import { Box, Text, useIsScreenReaderEnabled } from 'ink';
import type { ReactElement } from 'react';
import { chooseFitting } from '../view/fit-text.ts';
import { countOf, formatCount } from '../numbers.ts';
import { nextProgressLine } from '../view/progress-lines.ts';
import { safeTerminal } from '../view/safe.ts';
import { describeSeen, describeWorkers, isUnattended, type SeenRun } from '../view/seen-run.ts';
import { describeSnapshotStep, describeWaiting, sumCampaigns, type Snapshot } from '../view/snapshot.ts';
import { BucketCounts, countBucketRows } from './bucket-counts.tsx';
import { CampaignBars } from './campaign-bars.tsx';
import { KeysHelp, KeysLine, sayKeys } from './keys-line.tsx';
import { ColourContext, usePaint, type Tone } from './paint.ts';
import type { KeysState } from './run-keys.ts';
import { ScreenTitle } from './screen-title.tsx';

const widest = 100;
/** Below this many rows, there is one bar and no empty line: a frame as high as the terminal flickers. */
const lowRows = 14;
/** The rows of everything except the buckets, with the row below the frame. */
const rowsBesideBuckets = 11;
/** The same in a low terminal: the title, a bar, the rate and the state of the run. */
const lowRowsBesideBuckets = 5;
/** The title, the state of the run, the last row of help, and the row below the frame. */
const rowsBesideHelp = 4;

export interface ApplyScreenProps {
  readonly snapshot: Snapshot;
  /** True if no real people are reached. */
  readonly isSandbox: boolean;
  /** Undefined if there are no keys. */
  readonly keys?: KeysState | undefined;
  readonly color: boolean;
  readonly columns: number;
  readonly rows: number;
}

export function ApplyScreen({ snapshot, isSandbox, keys, color, columns, rows }: ApplyScreenProps): ReactElement {
  const { progress } = snapshot;
  const width = Math.min(widest, columns);
  const buckets = countBucketRows(sumCampaigns(progress.campaigns), width);
  const isLow = rows < Math.max(lowRows, rowsBesideBuckets + buckets);
  // The last frame stays on the terminal, and keys have no effect then.
  const state = progress.isEnded ? undefined : keys;
  if (useIsScreenReaderEnabled()) return <SpokenScreen snapshot={snapshot} isSandbox={isSandbox} keys={state} />;
  const hasKeysLine = state !== undefined && !(state.kind === 'idle' && (isLow || progress.stopping !== null));
  return (
    <ColourContext value={color}>
      <Box flexDirection="column" width={width}>
        <ScreenTitle snapshot={snapshot} isSandbox={isSandbox} columns={width} />
        {state?.kind === 'help' ? (
          <KeysHelp progress={progress} columns={width} rows={rows - rowsBesideHelp} />
        ) : (
          <Figures snapshot={snapshot} columns={width} rows={rows} isLow={isLow} />
        )}
        {/* If there is no space for both, the effect of a key is more urgent. */}
        {isLow && hasKeysLine ? null : <StateLine snapshot={snapshot} columns={width} />}
        {hasKeysLine ? <KeysLine keys={state} progress={progress} columns={width} /> : null}
      </Box>
    </ColourContext>
  );
}

function Figures({ snapshot, columns, rows, isLow }: RowProps & { rows: number; isLow: boolean }): ReactElement {
  const { campaigns } = snapshot.progress;
  const workers = describeWorkers(snapshot.seen?.workers ?? null);
  const step = describeSnapshotStep(snapshot);
  const bucketRows = isLow ? rows - lowRowsBesideBuckets - workers.slice(0, 1).length : Number.POSITIVE_INFINITY;
  const lines = 4 - Math.min(1, workers.length) - Math.min(1, step.length);
  return (
    <>
      <Box marginY={isLow ? 0 : 1}>
        <CampaignBars campaigns={campaigns} columns={columns} lines={isLow ? 1 : lines} />
      </Box>
      {isLow ? null : <Step texts={step} columns={columns} />}
      <BucketCounts totals={sumCampaigns(campaigns)} columns={columns} rows={bucketRows} />
      <Rate snapshot={snapshot} columns={columns} />
      <Workers texts={workers} columns={columns} />
    </>
  );
}

function SpokenScreen({
  snapshot,
  isSandbox,
  keys,
}: Pick<ApplyScreenProps, 'snapshot' | 'isSandbox' | 'keys'>): ReactElement {
  const { progress } = snapshot;
  const where = isSandbox ? 'Sandbox, which reaches no real people' : safeTerminal(progress.environment);
  const said = `${where}. ${nextProgressLine(snapshot, undefined)?.line ?? 'Starting'}.`;
  // A screen reader repeats the whole text each time, so keys are mentioned only after one was pressed.
  const pressed = keys === undefined || keys.kind === 'idle' ? undefined : sayKeys(keys, progress);
  return <Text>{pressed === undefined ? said : `${pressed} ${said}`}</Text>;
}

interface RowProps {
  readonly snapshot: Snapshot;
  readonly columns: number;
}

function Rate({ snapshot: { progress, requestsInLastMinute }, columns }: RowProps): ReactElement {
  const used = formatCount(requestsInLastMinute);
  const limit = countOf(progress.requestsPerMinute, 'request');
  const { underWay } = sumCampaigns(progress.campaigns);
  const now = underWay === 0 ? '' : `, ${formatCount(underWay)} under way`;
  return (
    <Text {...usePaint().quiet}>
      {chooseFitting(columns, [`${used} of ${limit} in the last minute${now}`, `${used} of ${limit} in a minute`])}
    </Text>
  );
}

/** Shows the rollout of the only campaign, or of the first of several. */
function Step({ texts, columns }: { texts: readonly string[]; columns: number }): ReactElement | null {
  return texts.length === 0 ? null : <Text>{chooseFitting(columns, texts)}</Text>;
}

function Workers({ texts, columns }: { texts: readonly string[]; columns: number }): ReactElement | null {
  const paint = usePaint();
  return texts.length === 0 ? null : <Text {...paint.quiet}>{chooseFitting(columns, texts)}</Text>;
}

function StateLine({ snapshot: { progress, now, seen }, columns }: RowProps): ReactElement {
  const [tone, texts] = seen === undefined ? describeState(progress, now) : describeSeenState(seen, progress, now);
  return <Text {...usePaint()[tone]}>{chooseFitting(columns, texts)}</Text>;
}

/** Returns the texts, the longest first. */
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
  if (waiting !== null && waiting.reason !== 'pace') return ['doubtful', [...describeWaiting(waiting, now)]];
  return ['quiet', ['Ctrl-C stops; what is under way is settled first.', 'Ctrl-C stops safely.']];
}

/** Describes a watched run. A process that does not lead it can leave without stopping anything, and waits are known only of this process. */
function describeSeenState(seen: SeenRun, progress: Snapshot['progress'], now: number): [Tone, string[]] {
  if (isUnattended(seen)) return ['doubtful', describeUnattended(seen)];
  if (seen.state === 'running') {
    const [tone, texts] = describeState(progress, now);
    if (tone === 'doubtful' || seen.isLeading === true) return [tone, texts];
    return ['quiet', ['Ctrl-C leaves; the run goes on.', 'Ctrl-C leaves.']];
  }
  return [seen.state === 'finished' ? 'quiet' : 'doubtful', [describeSeen(seen)]];
}

/** Says why the worker that was seen last left, if it gave a reason. */
function describeUnattended({ workers, isAbandoned }: SeenRun): string[] {
  if (isAbandoned === true) return ['Not sending: its process is gone. Ctrl-C leaves.', 'Not sending. Ctrl-C leaves.'];
  const said = (workers ?? []).toSorted((a, b) => a.silentFor - b.silentFor).find(({ why }) => why !== null);
  const why = said === undefined ? [] : [`Not sending: ${safeTerminal(said.why ?? '')}`];
  return [
    ...why.map((text) => `${text}. Ctrl-C leaves.`),
    ...why,
    'Not sending: it waits for a worker. Ctrl-C leaves.',
    'Not sending. Ctrl-C leaves.',
  ];
}
