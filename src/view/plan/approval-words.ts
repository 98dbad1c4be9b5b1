// Describes what a review of a plan approves, unless it is the people of all its campaigns.
import type { CampaignPlan, Plan } from '../../generated/plan.ts';
import { listFirst } from '../../numbers.ts';

const mostNames = 5;

/** Returns sentences; none if the people of all campaigns are approved. `show` formats a name. */
export function describeApproval(
  { campaigns }: Pick<Plan, 'campaigns'>,
  show: (id: string) => string = (id) => id,
): readonly string[] {
  const byContent = campaigns.filter(({ content }) => content !== undefined);
  const byPeople = campaigns.filter(({ content }) => content === undefined);
  if (byContent.length === 0) return [];
  const names = listFirst(byContent, mostNames, ({ id, content }) => `${show(id)} (${describeNewcomers(content)})`);
  const approved = `Approves the content of ${names}: it may then be sent every day, to those who are in the audience that day.`;
  return [
    approved,
    ...(byPeople.length === 0
      ? []
      : [`Approves the people of ${listFirst(byPeople, mostNames, ({ id }) => show(id))}.`]),
  ];
}

function describeNewcomers(content: CampaignPlan['content']): string {
  const limit = content?.newcomers ?? null;
  return limit === null ? 'no bound for new people' : `new people: at most ${limit}`;
}
