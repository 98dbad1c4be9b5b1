// The progress of the campaigns: a line each, and one line for those that do not fit.
import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import stringWidth from 'string-width';
import type { Progress } from '../delivery/tally.ts';
import { cutText, padLeft, padRight } from '../view/fit-text.ts';
import { countOf, formatCount, formatPercent } from '../numbers.ts';
import { safeTerminal } from '../view/safe.ts';
import { usePaint } from './paint.ts';

type Campaign = Pick<Progress['campaigns'][number], 'id' | 'planned' | 'settled'>;

export interface CampaignBarsProps {
  readonly campaigns: readonly Campaign[];
  readonly columns: number;
  /** The maximum number of lines. */
  readonly lines: number;
}

interface Columns {
  readonly name: number;
  readonly bar: number;
  /** 0 if there is no space for counts. */
  readonly count: number;
}

const gap = '  ';
const percentColumns = 4;
const leastBar = 10;

export function CampaignBars({ campaigns, columns, lines }: CampaignBarsProps): ReactElement {
  const shown = chooseCampaigns(campaigns, lines);
  const widths = divideColumns(shown, columns);
  return (
    <Box flexDirection="column">
      {shown.map((campaign) => (
        <CampaignBar key={campaign.id} campaign={campaign} widths={widths} />
      ))}
    </Box>
  );
}

function CampaignBar({ campaign, widths }: { campaign: Campaign; widths: Columns }): ReactElement {
  const paint = usePaint();
  const { id, planned, settled } = campaign;
  const filled = planned === 0 ? widths.bar : Math.floor((settled / planned) * widths.bar);
  const percent = padLeft(formatPercent(settled, planned), percentColumns);
  return (
    <Text wrap="truncate">
      {padRight(cutText(id, widths.name), widths.name) + gap}
      <Text {...paint.good}>{'━'.repeat(filled)}</Text>
      <Text {...paint.quiet}>{'─'.repeat(widths.bar - filled)}</Text>
      {gap + percent}
      <Text {...paint.quiet}>{widths.count === 0 ? '' : gap + padLeft(formatFraction(campaign), widths.count)}</Text>
    </Text>
  );
}

/** Returns the campaigns from the first that is not done. The others, done or not started, are summed up in one line. */
function chooseCampaigns(campaigns: readonly Campaign[], lines: number): Campaign[] {
  const all = campaigns.map(({ id, planned, settled }) => ({ id: safeTerminal(id), planned, settled }));
  if (all.length <= lines) return all;
  const first = all.findIndex(({ planned, settled }) => settled < planned);
  const from = Math.min(first === -1 ? all.length : first, all.length - lines + 1);
  const shown = all.slice(from, from + lines - 1);
  const others = all.filter((campaign) => !shown.includes(campaign));
  const what = shown.length === 0 ? countOf(others.length, 'campaign') : countOf(others.length, 'other');
  return [
    ...shown,
    others.reduce((sum, { planned, settled }) => add(sum, planned, settled), { id: what, planned: 0, settled: 0 }),
  ];
}

function add(sum: Campaign, planned: number, settled: number): Campaign {
  return { id: sum.id, planned: sum.planned + planned, settled: sum.settled + settled };
}

function divideColumns(campaigns: readonly Campaign[], columns: number): Columns {
  const longest = Math.max(0, ...campaigns.map(({ id }) => stringWidth(id)));
  const name = Math.min(longest, Math.floor(columns * 0.35));
  const room = columns - name - gap.length * 2 - percentColumns;
  const count = Math.max(0, ...campaigns.map((campaign) => formatFraction(campaign).length));
  const withCount = room - gap.length - count;
  return withCount < leastBar ? { name, bar: Math.max(0, room), count: 0 } : { name, bar: withCount, count };
}

function formatFraction({ settled, planned }: Campaign): string {
  return `${formatCount(settled)} / ${formatCount(planned)}`;
}
