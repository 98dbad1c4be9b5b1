// Formats a plan as the JSON document of schema/plan.schema.json. The same plan always gives the same bytes.
import type { Plan, PublishedPlan } from '../../generated/plan.ts';
import { safeJson } from '../safe.ts';

export function formatPlanJson(plan: Plan): string {
  return safeJson(publishPlan(plan));
}

/** Adds the campaigns that were not looked at to the others. If there are any, the plan has no seal. */
function publishPlan({ unseen, ...plan }: Plan): PublishedPlan {
  if (unseen === undefined) return plan;
  const campaigns = [...plan.campaigns, ...unseen].toSorted((a, b) => (a.file < b.file ? -1 : 1));
  return { ...plan, seal: null, campaigns };
}
