// Formats what happens to one person as text: each row with the steps that it passed and the one that decided. It does not name the person.
import type { ExplainDocument } from '../generated/explain.ts';
import { describeMoment, describePeriodName } from './plan/due-words.ts';
import { removalReasons } from '../plan/selection/removal-reasons.ts';
import { wrapBehind } from './fit-text.ts';
import { safeTerminal } from './safe.ts';
import type { Layout } from './style.ts';

type ExplainedRow = ExplainDocument['rows'][number];

const stepWords: Readonly<Record<ExplainedRow['steps'][number]['step'], string>> = {
  draft: 'draft',
  where: 'where',
  key: 'identifiers and key',
  suppress: 'suppress',
  exclude_list: 'exclude by list',
  holdout: 'holdout',
  awaiting_winner: 'awaiting a winner',
  ledger: 'ledger',
  rest: 'rest',
  exclude_sent: 'exclude by what was sent',
  render: 'rendering',
  duplicate: 'duplicate',
  caps: 'caps',
  schedule: 'schedule and window',
};

const decisionWords: Readonly<Record<Exclude<ExplainedRow['decision'], 'removed' | 'deferred'>, string>> = {
  draft: 'not sent: the campaign is a draft',
  send: 'sent by the next apply',
  resend: 'sent again by the next apply',
  retry: 'refused before, and tried again by the next apply',
  settled: 'settled: sent before, or refused',
  in_doubt: 'in doubt or under way: see pushplan status',
};

const became: Readonly<Record<ExplainDocument['past'][number]['became'], string>> = {
  accepted: 'accepted',
  open: 'under way or in doubt',
  refused: 'refused',
};

export function formatExplainText(document: ExplainDocument, { columns }: Layout): string {
  const { campaign, file, environment, period, rows, past } = document;
  const lines = [
    ...wrapBehind('', safeTerminal(`${campaign} (${file}) in ${environment}`), columns),
    ...(period === undefined ? [] : wrapBehind('', `Of ${describePeriodName(period)}`, columns)),
    ...(rows.length === 0 ? ['The person is in no row of the audience.'] : []),
    ...rows.flatMap((row) => formatRow(row, columns)),
    ...(past.length === 0 ? [] : ['', 'Sent before, by any campaign:']),
    ...past.flatMap((one) => formatSent(one, columns)),
  ];
  return `${lines.join('\n')}\n`;
}

function formatSent(
  { campaign, at, became: what, reason, ...by }: ExplainDocument['past'][number],
  columns: number,
): readonly string[] {
  const why = reason === null ? '' : ` (${reason})`;
  const parts = [
    `${by.run}, request ${by.request}`,
    ...(by.rollout_step === null ? [] : [`step ${by.rollout_step} of its rollout`]),
    ...(by.seal === null ? [] : [`seal ${by.seal}`]),
    ...(by.commit === null ? [] : [`commit ${by.commit.slice(0, 12)}`]),
  ];
  return [
    ...wrapBehind('  ', safeTerminal(`${describeMoment(at)} ${campaign}: ${became[what]}${why}`), columns),
    ...wrapBehind('    ', safeTerminal(parts.join(', ')), columns),
  ];
}

function formatRow(
  { row, steps, arm, rollout_step: step, ...ending }: ExplainedRow,
  columns: number,
): readonly string[] {
  const inArm = arm === null ? '' : `, arm ${safeTerminal(arm)}`;
  const inStep = step === null ? '' : `, in step ${step} of its rollout`;
  return [
    '',
    ...wrapBehind('', `Row ${row}${inArm}: ${describeEnding(ending)}${inStep}`, columns),
    ...steps.flatMap(({ step, verdict, file, line }) => {
      const place = file === null ? '' : `  ${file}:${line ?? 1}`;
      const symbol = verdict === 'passed' ? '+' : verdict === 'deferred' ? '>' : '-';
      return wrapBehind(`  ${symbol} `, safeTerminal(stepWords[step] + place), columns);
    }),
  ];
}

function describeEnding({
  decision,
  reason,
  list,
  due,
  zone,
}: Omit<ExplainedRow, 'row' | 'steps' | 'arm' | 'rollout_step'>): string {
  if (decision === 'removed') {
    const named = list === undefined ? '' : ` (list ${safeTerminal(list)})`;
    return `left out: ${removalReasons.find((one) => one.reason === reason)?.words ?? reason}${named}`;
  }
  if (decision !== 'deferred') return decisionWords[decision];
  return due === null ? 'deferred' : `deferred: due ${describeMoment(due)}, zone ${safeTerminal(zone ?? 'UTC')}`;
}
