// Formats the parameters that are added to the links of a campaign: "utm_source=push, utm_campaign=sale".
import type { CampaignPlan } from '../../generated/plan.ts';

export function describeLinkParams(
  params: NonNullable<CampaignPlan['link_params']>,
  show: (text: string) => string,
): string {
  return params.map(({ name, value }) => show(`${name}=${value}`)).join(', ');
}
