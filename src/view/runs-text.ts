// Formats all runs of a ledger as a list, the newest first.
import type { Run, Runs } from '../generated/run.ts';
import { formatRunSum } from './buckets.ts';
import { formatFinding, formatHelp } from './findings/diagnostics-text.ts';
import { formatMinute } from '../numbers.ts';
import { describeMoment } from './plan/due-words.ts';
import { safeTerminal } from './safe.ts';
import { describePausedSteps } from './step-words.ts';
import { abandonedWords, describeWorkers, seenWorkersOf } from './seen-run.ts';
import type { Layout } from './style.ts';
import { textWidth } from './text-width.ts';

const widestState = 'superseded'.length;

export function formatRunsText({ runs, diagnostics }: Runs, layout: Layout): string {
  const blocks = runs.map((run) => [
    ...formatHead(run, layout),
    ...formatDue(run),
    ...formatRunSum(run.totals, layout.columns - 2).map((line) => `  ${line}`),
    ...describePausedSteps(run).map((text) => `  ${text}`),
    ...(run.abandoned === true ? [`  ${abandonedWords}`] : []),
    ...describeWorkers(seenWorkersOf(run))
      .slice(-1)
      .map((text) => `  ${text}`),
  ]);
  const lines = [
    ...(runs.length === 0
      ? ['No runs yet.']
      : blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]))),
    ...diagnostics.flatMap((finding) => ['', ...formatFinding(finding, layout), ...formatHelp(finding, layout)]),
  ];
  return `${lines.join('\n')}\n`;
}

function formatDue({ state, next_due: nextDue }: Run): string[] {
  return state === 'waiting' && typeof nextDue === 'string' ? [`  until ${describeMoment(nextDue)}`] : [];
}

function formatHead({ run, state, started_at }: Run, { style, columns }: Layout): string[] {
  const paint = state === 'finished' ? style.green : style.yellow;
  const id = safeTerminal(run);
  const stamp = formatMinute(started_at);
  const name = `${style.bold(id)}  ${paint(state)}`;
  const gap = ' '.repeat(widestState - state.length + 2);
  const isNarrow = textWidth(id) + 2 + widestState + 2 + stamp.length > columns;
  return isNarrow ? [name, style.dim(`  ${stamp}`)] : [name + gap + style.dim(stamp)];
}
