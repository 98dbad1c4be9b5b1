// Shows on the page of a plan who is left out of a campaign: how many for which reason, and by which list, cap or exclusion.
import type { CampaignPlan } from '../../generated/plan.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { countOfReason, removalReasons } from '../../plan/selection/removal-reasons.ts';
import { describeEarlier } from '../earlier-words.ts';
import { markup, type Markup } from '../markup.ts';
import { describeList } from '../plan/list-words.ts';
import { describeOften, isMet, unseenSends } from '../plan/often-words.ts';

export function showLeftOut(campaign: CampaignPlan): Markup[] {
  const earlier = describeEarlier(campaign.counts.settled_earlier);
  return [
    ...showReasons(campaign),
    ...(earlier === undefined ? [] : [markup`<p>${earlier}</p>\n`]),
    ...showRules(campaign),
  ];
}

function showReasons({ counts }: CampaignPlan): Markup[] {
  const reasons = [
    ...(counts.settled === 0 ? [] : [`settled before ${formatCount(counts.settled)}`]),
    ...(counts.in_doubt === 0 ? [] : [`in doubt ${formatCount(counts.in_doubt)}`]),
    ...removalReasons.flatMap(({ reason, head }) => {
      const count = countOfReason(counts.removed, reason);
      return count === 0 ? [] : [`${head} ${formatCount(count)}`];
    }),
  ];
  return reasons.length === 0
    ? []
    : [markup`<p>Left out of ${countOf(counts.rows, 'row')}: ${reasons.join(', ')}.</p>\n`];
}

/** Shows the rules that leave somebody out. */
function showRules({ lists = [], often = [] }: CampaignPlan): Markup[] {
  const met = often.filter(isMet);
  const rules = [
    ...lists.filter(({ removed }) => removed > 0).map((list) => `list ${list.name} ${describeList(list)}`),
    ...met.map((one) => `${one.rule}: ${describeOften(one)}`),
  ];
  if (rules.length === 0) return [];
  const unseen = met.length === 0 ? undefined : markup`<p class="dim">${unseenSends}</p>\n`;
  return [
    markup`<details open="open"><summary>Left out by ${countOf(rules.length, 'rule')}</summary><ul>\n${rules.map((rule) => markup`<li>${rule}</li>\n`)}</ul>${unseen}</details>\n`,
  ];
}
