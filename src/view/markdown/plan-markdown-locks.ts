// The section of fetched audiences: what their locks say now and said before, and how a query has changed.
import type { LockReport, Plan } from '../../generated/plan.ts';
import { describeLock } from '../plan/lock-words.ts';
import { shortenText } from '../shorten-text.ts';
import { leaveOut, type Section } from './markdown-page.ts';
import { showName } from './plan-markdown-decision.ts';
import { safeDiff, safeMarkdown } from './safe-markdown.ts';

const longestWords = 400;
const longestLine = 160;
const mostLines = 40;

export function locksSection({ campaigns, unseen = [] }: Plan): Section {
  const locked = [
    ...unseen.map(({ id, lock }) => ({ id, lock, isSeen: false })),
    ...campaigns.flatMap(({ id, lock }) => (lock === undefined ? [] : [{ id, lock, isSeen: true }])),
  ];
  return {
    head: '**Fetched audiences**\n\n',
    parts: locked.map(
      ({ id, lock, isSeen }) =>
        () =>
          formatLocked(id, lock, isSeen),
    ),
    separator: '\n',
    tail: '',
    leftOut: leaveOut('audience', 'audiences', 'pushplan plan'),
    rank: 3,
    share: 0.1,
  };
}

function formatLocked(id: string, lock: LockReport, isSeen: boolean): string {
  const words = safeMarkdown(shortenText(describeLock(lock), longestWords));
  const line = `- ${showName(id)}, from ${showName(lock.source)}: ${words}${isSeen ? '' : '; **people not looked at**'}`;
  // Without the unchanged lines: one that begins with a slash could be a command to the platform.
  const changed = lock.query_diff.filter(({ sign }) => sign !== ' ');
  if (changed.length === 0) return line;
  const lines = changed.slice(0, mostLines).map(({ sign, text }) => ({ sign, text: shortenText(text, longestLine) }));
  const diff = safeDiff(lines);
  return `${line}\n${diff.replaceAll(/^/gmv, '  ')}`;
}
