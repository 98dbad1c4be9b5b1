// The limits in a saved plan that only apply can measure. A merge cannot loosen the policy under which the plan was reviewed.
import { parseAge, parseGrowth, parseLimit, showAge, showGrowth, showLimit } from '../../campaign/limit.ts';
import type { Cap, Rest } from '../../campaign/campaign.ts';
import { readCap } from '../../campaign/schedule/often.ts';
import { readBlackout, readQuietHours, showBlackout, showQuietHours } from '../../campaign/schedule/read-schedule.ts';
import type { SavedCap, SavedPolicy, SavedRest } from '../../generated/plan.ts';
import type { GuardPolicy } from '../../plan/guards/guard-measure.ts';
import type { Policy } from '../../workspace/settings.ts';
import type { SavedPlan } from './saved-plan.ts';

type Guards = Policy & GuardPolicy;

export function savePolicy({ maxGrowth, maxShrink, abortIf, maxAge, ...policy }: Policy): SavedPolicy {
  const { caps, rest, quietHours, blackouts } = policy;
  return {
    ...(maxGrowth === undefined ? {} : { max_growth: showGrowth(maxGrowth) }),
    ...(maxShrink === undefined ? {} : { max_shrink: showGrowth(maxShrink) }),
    abort_if: abortIf.map(({ of, limit }) => ({ of, limit: limit.kind === 'count' ? limit.count : showLimit(limit) })),
    ...(maxAge === undefined ? {} : { max_age: showAge(maxAge) }),
    ...(caps.length === 0 ? {} : { caps: caps.map(saveCap) }),
    ...(rest === undefined ? {} : { rest: saveRest(rest) }),
    ...(quietHours.length === 0 ? {} : { quiet_hours: quietHours.map(showQuietHours) }),
    ...(blackouts.length === 0 ? {} : { blackout: blackouts.map(showBlackout) }),
  };
}

function saveCap({ tag, max, within, gap, when, exceptTags }: Cap): SavedCap {
  return {
    ...(tag === undefined ? {} : { tag }),
    max,
    within: showAge(within),
    ...(gap === undefined ? {} : { gap: showAge(gap) }),
    ...(when === undefined ? {} : { when }),
    except_tags: [...exceptTags],
  };
}

function saveRest({ after, exceptTags }: Rest): SavedRest {
  const shown = Object.entries(after).map(([reason, rest]) => [reason, showAge(rest)] as const);
  return { after: Object.fromEntries(shown), except_tags: [...exceptTags] };
}

/** Returns this policy, with the limits of the saved plan if they are stricter, and every `abort_if`, cap, quiet hour and blackout of both. */
export function keepStricter(own: Guards, plan: SavedPlan): Guards {
  const { max_growth: growth, max_shrink: shrink, max_age: age, abort_if: abortIf } = plan.saved.policy;
  const { caps = [], rest } = plan.saved.policy;
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
    caps: joinAll(own.caps, caps.map(readCap)),
    ...joinRests(own.rest, rest),
    ...joinSilences(own, plan.saved.policy),
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

/** The quiet hours and blackouts of both. */
function joinSilences(
  own: Policy,
  { quiet_hours: quietHours = [], blackout = [] }: SavedPolicy,
): Pick<Policy, 'quietHours' | 'blackouts'> {
  return {
    quietHours: joinAll(own.quietHours, quietHours.map(readQuietHours)),
    blackouts: joinAll(own.blackouts, blackout.map(readBlackout)),
  };
}

/** Rules that are the same in both are listed once. */
function joinAll<Rule>(own: readonly Rule[], saved: readonly Rule[]): readonly Rule[] {
  const known = new Set(own.map((rule) => JSON.stringify(rule)));
  return [...own, ...saved.filter((rule) => !known.has(JSON.stringify(rule)))];
}

/** The longer rest of both for each reason. A campaign is excepted only if both except it. */
function joinRests(own: Rest | undefined, saved: SavedRest | undefined): { readonly rest?: Rest } {
  const kept = saved && {
    after: Object.fromEntries(Object.entries(saved.after).map(([reason, rest]) => [reason, parseAge(rest)])),
    exceptTags: saved.except_tags,
  };
  if (own === undefined || kept === undefined) return { ...(own && { rest: own }), ...(kept && { rest: kept }) };
  const reasons = new Set([...Object.keys(own.after), ...Object.keys(kept.after)]);
  const after = [...reasons].map(
    (reason) => [reason, Math.max(own.after[reason] ?? 0, kept.after[reason] ?? 0)] as const,
  );
  const exceptTags = own.exceptTags.filter((tag) => kept.exceptTags.includes(tag));
  return { rest: { after: Object.fromEntries(after), exceptTags } };
}

function isStricter(saved: number | undefined, own: number | undefined): saved is number {
  return saved !== undefined && saved < (own ?? Number.POSITIVE_INFINITY);
}

/** Names the commit too, because the ref changes with every merge. */
function describeSource({ base }: SavedPlan): string {
  if (base === undefined) return 'the saved plan';
  return `the saved plan, made under the policy of ${base.ref} (${base.commit.slice(0, 12)})`;
}
