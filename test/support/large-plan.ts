// Makes plans as large as a workspace allows: many campaigns, and the same long text in every place.
import type { CampaignPlan, Plan } from '../../src/generated/plan.ts';
import { compared, makeError, makeReviewPlan, replaceTexts } from './review-plan.ts';

export interface Size {
  readonly campaigns: number;
  readonly text: string;
  /** The number of errors in each campaign. */
  readonly errors: number;
}

export function makeLargePlan({ campaigns, text, errors }: Size): Plan {
  const plan = makeReviewPlan();
  const [first] = plan.campaigns;
  if (first === undefined) throw new Error('the sample has campaigns');
  const blockers = Array.from({ length: errors }, () => makeError());
  const all = Array.from({ length: campaigns }, (_, index): CampaignPlan => {
    const isChanged = index % 3 > 0;
    return {
      ...first,
      ...compared(isChanged ? 'changed' : 'unchanged', index, 0, 0),
      changes: isChanged ? first.changes : [],
      diagnostics: [...first.diagnostics, ...blockers],
    };
  });
  return { ...replaceTexts({ ...plan, campaigns: all, diagnostics: [] }, () => text), seal: plan.seal };
}
