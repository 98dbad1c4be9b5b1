// What is put behind the links of a campaign, in words: "utm_source=push, utm_campaign=sale".
import type { CampaignPlan } from '../../generated/plan.ts';

export function describeLinkParams(
  params: NonNullable<CampaignPlan['link_params']>,
  show: (text: string) => string,
): string {
  return params.map(({ name, value }) => show(`${name}=${value}`)).join(', ');
}
