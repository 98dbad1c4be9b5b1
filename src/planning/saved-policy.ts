// The limits that only apply can measure, kept in a saved plan: a merge cannot loosen the policy that it was reviewed under.
import { parseAge, parseGrowth, parseLimit, showAge, showGrowth, showLimit } from '../campaign/limit.ts';
import type { SavedPolicy } from '../generated/plan.ts';
import type { GuardPolicy } from '../plan/guards/guard-measure.ts';
import type { Policy } from '../workspace/settings.ts';
import type { SavedPlan } from './saved-plan.ts';

type Guards = Policy & GuardPolicy;

export function savePolicy({ maxGrowth, maxShrink, abortIf, maxAge }: Policy): SavedPolicy {
  return {
    ...(maxGrowth === undefined ? {} : { max_growth: showGrowth(maxGrowth) }),
    ...(maxShrink === undefined ? {} : { max_shrink: showGrowth(maxShrink) }),
    abort_if: abortIf.map(({ of, limit }) => ({ of, limit: limit.kind === 'count' ? limit.count : showLimit(limit) })),
    ...(maxAge === undefined ? {} : { max_age: showAge(maxAge) }),
  };
}

/** This policy, and the saved plan's where that is stricter; every `abort_if` of both. */
export function keepStricter(own: Guards, plan: SavedPlan): Guards {
  const { max_growth: growth, max_shrink: shrink, max_age: age, abort_if: abortIf } = plan.saved.policy;
  const by = describeSource(plan);
  const maxGrowth = growth === undefined ? undefined : parseGrowth(growth);
  const maxShrink = shrink === undefined ? undefined : parseGrowth(shrink);
  const maxAge = age === undefined ? undefined : parseAge(age);
  const isGrowthKept = isStricter(maxGrowth, own.maxGrowth);
  const isShrinkKept = isStricter(maxShrink, own.maxShrink);
  const isAgeKept = isStricter(maxAge, own.maxAge);
  return {
    ...own,
    ...(isGrowthKept && { maxGrowth }),
    ...(isShrinkKept && { maxShrink }),
    ...(isAgeKept && { maxAge }),
    abortIf: [...own.abortIf, ...abortIf.map(({ of, limit }) => ({ of, limit: parseLimit(limit), by }))],
    kept: {
      by,
      guards: [
        ...(isGrowthKept ? ['max_growth'] : []),
        ...(isShrinkKept ? ['max_shrink'] : []),
        ...(isAgeKept ? ['max_age'] : []),
      ],
    },
  };
}

function isStricter(saved: number | undefined, own: number | undefined): saved is number {
  return saved !== undefined && saved < (own ?? Number.POSITIVE_INFINITY);
}

/** The commit too: what the ref means changes with every merge. */
function describeSource({ base }: SavedPlan): string {
  if (base === undefined) return 'the saved plan';
  return `the saved plan, made under the policy of ${base.ref} (${base.commit.slice(0, 12)})`;
}
