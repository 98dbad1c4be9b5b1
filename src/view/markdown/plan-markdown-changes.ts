// The changes as diffs, each with what was edited and how many recipients it reaches.
import type { CampaignPlan, Change, Plan } from '../../generated/plan.ts';
import { describeCause } from '../plan/change-cause.ts';
import { leaveOut, type Section } from './markdown-page.ts';
import { countOf } from '../../numbers.ts';
import { showName } from './plan-markdown-decision.ts';
import { safeDiff, type DiffLine } from './safe-markdown.ts';
import { shortenPair } from '../shorten-text.ts';

const longestValue = 1000;
const mostLines = 30;

export function changesSection({ campaigns }: Plan): Section {
  const changes = campaigns.flatMap((campaign) => campaign.changes.map((change) => ({ campaign, change })));
  return {
    head: `<details open><summary><b>What changes</b>: ${countOf(changes.length, 'change')}</summary>\n\n`,
    parts: changes.map(
      ({ campaign, change }) =>
        () =>
          formatChange(campaign, change),
    ),
    separator: '\n\n',
    tail: '\n\n</details>',
    leftOut: leaveOut('change', 'changes', 'pushplan plan --json'),
    rank: 8,
    share: 0.15,
  };
}

function formatChange({ id }: CampaignPlan, { path, before, after, recipients, cause }: Change): string {
  const reach = recipients === null ? '' : `, ${countOf(recipients, 'recipient')}`;
  const sentence = `**${showName(id)}** ${showName(path)}, ${describeCause(cause, showName)}${reach}`;
  if (before === null && after === null) return `${sentence}.`;
  const [shownBefore, shownAfter] = shortenPair(textOf(before), textOf(after), longestValue);
  const lines = [
    ...(before === null ? [] : splitLines('-', shownBefore)),
    ...(after === null ? [] : splitLines('+', shownAfter)),
  ];
  return `${sentence}:\n\n${safeDiff(lines)}`;
}

function splitLines(sign: '-' | '+', text: string): DiffLine[] {
  const lines = text.split('\n');
  const shown = lines.slice(0, mostLines).map((line) => ({ sign, text: line }));
  const more = lines.length - shown.length;
  return more === 0 ? shown : [...shown, { sign, text: `… (${countOf(more, 'more line')})` }];
}

function textOf(value: Change['before']): string {
  return value === null ? '' : String(value);
}
