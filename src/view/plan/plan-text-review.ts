// Formats what a reviewer looks for in one campaign of a plan: differences from the base, limits that are near, the copy audit.
import type { AuditFinding, CampaignPlan, Change, Comparison, Limit, Plan } from '../../generated/plan.ts';
import { auditWords, languagesOf } from './audit-words.ts';
import { describeBounds } from './bounds-words.ts';
import { describeCause } from './change-cause.ts';
import { describeDue } from './due-words.ts';
import { describeList } from './list-words.ts';
import { describeOften, isMet, unseenSends } from './often-words.ts';
import { wrapBehind } from '../fit-text.ts';
import { countOf, formatCount, formatPercent, groupDigits } from '../../numbers.ts';
import { safeTerminal } from '../safe.ts';
import { shortenPair } from '../shorten-text.ts';
import type { Layout } from '../style.ts';

const mostLines = 4;
const longestValue = 200;
/** The fraction of a limit from which it is worth a line. */
const near = 0.9;

const statuses: Readonly<Record<Comparison['status'], string>> = {
  new: 'new',
  changed: 'changed',
  unchanged: 'unchanged',
  unknown: 'unknown what changes',
};

/** Formats "changed: 20 join, 3 leave, the notification differs for 240 of 300 who stay". Not all of those get it again. */
export function formatComparison({ comparison }: CampaignPlan, { columns }: Layout): string[] {
  if (comparison === undefined) return [];
  const { status, joins, leaves, stays, changed } = comparison;
  const facts = [
    joins === 0 ? [] : countOf(joins, 'joins', 'join'),
    leaves === 0 ? [] : countOf(leaves, 'leaves', 'leave'),
    changed === 0 ? [] : `the notification differs for ${formatCount(changed)} of ${formatCount(stays)} who stay`,
  ].flat();
  return wrapBehind('  ', facts.length === 0 ? statuses[status] : `${statuses[status]}: ${facts.join(', ')}`, columns);
}

export function formatChanges({ changes }: CampaignPlan, { style, columns, folder = '' }: Layout): string[] {
  const lines = changes
    .slice(0, mostLines)
    .flatMap((change) => [
      ...wrapBehind('  ~ ', safeTerminal(describeChange(change)), columns),
      ...wrapBehind('    ', describeReach(change, folder), columns).map(style.dim),
    ]);
  return [...lines, ...formatMore(changes.length, 'change', 'changes', columns)];
}

/** Names the lists that removed rows. The total is among the figures of the campaign. */
export function formatLists({ lists = [] }: CampaignPlan, { columns }: Layout): string[] {
  const removing = lists.filter(({ removed }) => removed > 0);
  return [
    ...removing
      .slice(0, mostLines)
      .flatMap((list) => wrapBehind('  list ', `${safeTerminal(list.name)} ${describeList(list)}`, columns)),
    ...formatMore(removing.length, 'list', 'lists', columns),
  ];
}

/** Formats one line for each cap and exclusion that concerns anybody. */
export function formatOften({ often = [] }: CampaignPlan, { columns }: Layout): string[] {
  const met = often.filter(isMet);
  return [
    ...met
      .slice(0, mostLines)
      .flatMap((one) => wrapBehind('  often ', safeTerminal(`${one.rule}: ${describeOften(one)}`), columns)),
    ...formatMore(met.length, 'cap or exclusion', 'caps and exclusions', columns),
    ...(met.length === 0 ? [] : wrapBehind('  ', unseenSends, columns)),
  ];
}

/** The due times of deferred notifications. */
export function formatTimetable({ timetable = [] }: CampaignPlan, { columns }: Layout): string[] {
  return [
    ...timetable
      .slice(0, mostLines)
      .flatMap((time) =>
        wrapBehind('  due ', `${safeTerminal(describeDue(time))}: ${formatCount(time.count)}`, columns),
      ),
    ...formatMore(timetable.length, 'due time', 'due times', columns),
  ];
}

/** Limits that are nearly reached. Broken limits are errors, and are shown as such. */
export function formatLimits({ limits }: CampaignPlan, { columns, folder = '' }: Layout): string[] {
  return limits.filter(isNear).flatMap(({ guard, value, limit, file, line }) => {
    const place = line === null ? `${folder}${file}, by default` : `${folder}${file}:${line}`;
    return wrapBehind(
      '  near ',
      safeTerminal(`${guard}: ${groupDigits(value)} of ${groupDigits(limit)}, set in ${place}`),
      columns,
    );
  });
}

/** Findings that are only counted. The others are shown as warnings or errors. */
export function formatAudit({ audit }: CampaignPlan, { columns }: Layout): string[] {
  const counted = audit.filter(({ level }) => level === 'info');
  return [
    ...counted.slice(0, mostLines).flatMap((finding) => wrapBehind('  copy ', describeAudit(finding), columns)),
    ...formatMore(counted.length, 'finding of the copy audit', 'findings of the copy audit', columns),
  ];
}

/** The bounds of numbers and dates in all notifications to be sent, of which samples show only a few. */
export function formatBounds({ bounds = [] }: CampaignPlan, { columns }: Layout): string[] {
  return [
    ...bounds.slice(0, mostLines).flatMap((one) => wrapBehind('  values ', describeBounds(one, safeTerminal), columns)),
    ...formatMore(bounds.length, 'column', 'columns', columns),
  ];
}

/** Campaigns that are in the base and not in this plan. */
export function formatRemoved({ base }: Plan, { style, columns, folder = '' }: Layout): string[] {
  return (base?.removed ?? []).flatMap(({ id, file }) => [
    ...wrapBehind('- ', `${safeTerminal(id)} (${safeTerminal(folder + file)})`, columns).map(style.bold),
    '  removed: nothing is sent for it any more',
    '',
  ]);
}

function describeChange({ path, before, after }: Change): string {
  if (before === null && after === null) return path;
  const [from, to] = shortenPair(showValue(before), showValue(after), longestValue);
  return `${path} ${from} -> ${to}`;
}

/** Paths are relative to the reader's folder, since terminals make links of them. */
function describeReach({ cause, recipients }: Change, folder: string): string {
  const reach = recipients === null ? '' : `, ${countOf(recipients, 'recipient')}`;
  return describeCause({ ...cause, file: folder + cause.file }, safeTerminal) + reach;
}

function describeAudit(finding: AuditFinding): string {
  const { check, surface, count, of, worst_row, detail } = finding;
  const languages = languagesOf(finding, safeTerminal);
  const what = surface === null ? auditWords[check] : `${auditWords[check]}, ${safeTerminal(surface)}`;
  const worst = worst_row === null ? '' : `, worst in row ${formatCount(worst_row)}`;
  const facts = `${what}: ${formatCount(count)} of ${formatCount(of)} (${formatPercent(count, of)})${languages === '' ? '' : `: ${languages}`}${worst}`;
  return detail === '' ? facts : `${facts}: ${safeTerminal(detail)}`;
}

function formatMore(count: number, one: string, many: string, columns: number): string[] {
  const more = count - mostLines;
  if (more <= 0) return [];
  return wrapBehind('  ', `and ${countOf(more, `more ${one}`, `more ${many}`)}: see --format markdown`, columns);
}

/** Figures of the same unit can be compared, since a figure is written like its limit. */
function isNear({ value, limit, passed }: Limit): boolean {
  const [used, most] = [value, limit].map(readFigure);
  if (!passed || used === undefined || most === undefined) return false;
  return used.unit === most.unit && used.number >= near * most.number && most.number > 0;
}

function readFigure(text: string): { readonly number: number; readonly unit: string } | undefined {
  const groups = /^(?<number>\d[\d,.]*) ?(?<unit>\D{0,8})$/v.exec(text)?.groups;
  const number = Number(groups?.['number']?.replaceAll(',', ''));
  return Number.isNaN(number) ? undefined : { number, unit: groups?.['unit'] ?? '' };
}

function showValue(value: string | number | boolean | null): string {
  return value === null ? '(none)' : JSON.stringify(value);
}
