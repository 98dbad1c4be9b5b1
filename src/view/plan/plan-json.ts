// A plan as the JSON document of schema/plan.schema.json: the same plan always gives the same bytes.
import type { Plan } from '../../generated/plan.ts';
import { safeJson } from '../safe.ts';

export function formatPlanJson(plan: Plan): string {
  return safeJson(plan);
}
