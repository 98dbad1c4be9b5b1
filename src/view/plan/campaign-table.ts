// Formats the buckets of several campaigns side by side, or one below the other on a narrow terminal.
import type { CampaignRun } from '../../generated/run.ts';
import { bucketWords, formatRunSum } from '../buckets.ts';
import { cutText, padLeft, padRight } from '../fit-text.ts';
import { formatCount } from '../../numbers.ts';
import { safeTerminal } from '../safe.ts';
import type { Layout } from '../style.ts';

const gap = '  ';
const leastName = 12;
const heads = ['planned', ...bucketWords.map(({ words }) => words)];

export function formatCampaignTable(campaigns: readonly CampaignRun[], { style, columns }: Layout): string[] {
  const rows = campaigns.map(({ id, totals }) => ({
    name: safeTerminal(id),
    cells: [totals.planned, ...bucketWords.map(({ bucket }) => totals[bucket])].map(formatCount),
  }));
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const longest = Math.max(...rows.map(({ name }) => name.length));
  const room = columns - gap.length - widths.reduce((sum, width) => sum + gap.length + width, 0);
  if (room < Math.min(leastName, longest)) return campaigns.flatMap((campaign) => stack(campaign, { style, columns }));
  const name = Math.min(room, longest);
  const line = (first: string, cells: readonly string[]): string =>
    [gap + padRight(cutText(first, name), name), ...cells.map((cell, index) => padLeft(cell, widths[index] ?? 0))].join(
      gap,
    );
  return [style.dim(line('', heads)), ...rows.map((row) => line(row.name, row.cells))];
}

function stack({ id, totals }: CampaignRun, { style, columns }: Layout): string[] {
  return [
    gap + style.bold(cutText(safeTerminal(id), columns - 2)),
    ...formatRunSum(totals, columns - 4).map((line) => `    ${line}`),
  ];
}
