// The end of the page: what the guards measured, and the seal to which an approval is bound.
import type { CampaignPlan, Limit, Plan } from '../../generated/plan.ts';
import { leaveOut, type Section } from './markdown-page.ts';
import { tableHead, tableRow } from './markdown-table.ts';
import { countOf } from '../../numbers.ts';
import { compareFigures } from '../plan/limit-words.ts';
import { showBase, showName } from './plan-markdown-decision.ts';
import { safeBold, safeCode, safeMarkdown } from './safe-markdown.ts';
import { shortenText } from '../shorten-text.ts';

const longestSeal = 200;

export function limitsSection({ campaigns }: Plan): Section {
  const limits = campaigns
    .flatMap((campaign) => campaign.limits.map((limit) => ({ campaign, limit })))
    .toSorted((a, b) => Number(a.limit.passed) - Number(b.limit.passed));
  const failed = limits.filter(({ limit }) => !limit.passed).length;
  const verdict = failed === 0 ? `${countOf(limits.length, 'limit')} kept` : `${countOf(failed, 'limit')} broken`;
  const head = tableHead([
    { name: 'campaign', align: 'left' },
    { name: 'guard', align: 'left' },
    { name: 'measured, limit', align: 'left' },
    { name: 'set at', align: 'left' },
  ]);
  return {
    head: `<details${failed === 0 ? '' : ' open'}><summary><b>Guards</b>: ${verdict}</summary>\n\n${head}\n`,
    parts: limits.map(
      ({ campaign, limit }) =>
        () =>
          formatRow(campaign, limit),
    ),
    separator: '\n',
    tail: '\n\n</details>',
    leftOut: leaveOut('limit', 'limits', 'pushplan plan --json'),
    rank: 7,
    share: 0.05,
  };
}

/** The last line of the page. */
export function formatSeal({ seal, environment, base, history, allowed, unseen }: Plan): string {
  const facts = [
    unseen === undefined ? `Seal ${safeCode(shortenText(seal, longestSeal))}` : 'No seal',
    `environment ${showName(environment)}`,
    base === undefined ? [] : `base ${showBase(base)}`,
    history === 'ledger' ? [] : 'no ledger was looked at',
    allowed.length === 0 ? [] : `allowed: ${allowed.map(safeCode).join(', ')}`,
    'names in samples are stand-ins',
  ];
  return facts.flat().join(' · ');
}

function formatRow({ id }: CampaignPlan, measured: Limit): string {
  const { guard, file, line, passed } = measured;
  const compared = compareFigures(measured);
  return tableRow([
    showName(id),
    showName(guard),
    passed ? safeMarkdown(compared) : safeBold(compared),
    line === null ? `${showName(file)}, by default` : showName(`${file}:${line}`),
  ]);
}
