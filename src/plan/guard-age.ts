// The guard against stale audiences: a list of last week's carts is not sent to today.
import type { Campaign } from '../campaign/campaign.ts';
import { showAge } from '../campaign/limit.ts';
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import {
  originInCampaign,
  originInPolicy,
  recipientsOf,
  type Facts,
  type Measure,
  type Origin,
  type Policy,
} from './guard-measure.ts';

/** The file's date is told, not its age: the same plan made an hour later reads the same. */
export function measureAge(campaign: Campaign, facts: Facts, policy: Policy): readonly Measure[] {
  const { counts, modifiedAt, now } = facts;
  if (modifiedAt === undefined) return [];
  const date = showDate(modifiedAt);
  return limitsOf(campaign, policy).map(({ limit, origin }) => ({
    guard: 'max_age',
    value: date,
    limit: showAge(limit),
    // Whoever is sent to nobody may keep an old file.
    passed: recipientsOf(counts) === 0 || now - modifiedAt <= limit,
    origin,
    refusal: {
      code: 'PP317',
      message: `${campaign.audience.file}, the audience of ${campaign.id}, is of ${date}, and max_age is ${showAge(limit)}`,
      help: 'Export it anew, or raise max_age if an older one will do.',
    },
  }));
}

/** What cannot be looked at is said. */
export function warnOfUnknownAge(campaign: Campaign, facts: Facts, policy: Policy): readonly Diagnostic[] {
  const [strictest] = limitsOf(campaign, policy).toSorted((a, b) => a.limit - b.limit);
  if (strictest === undefined || facts.modifiedAt !== undefined || recipientsOf(facts.counts) === 0) return [];
  const { id, audience } = campaign;
  const message = `nobody knows how old ${audience.file}, the audience of ${id}, is, so max_age ${showAge(strictest.limit)} could not be looked at`;
  return [
    warningAt(
      strictest.origin.at,
      'PP317',
      message,
      'Make sure that it is a fresh export. In a shallow clone, fetch the whole history: git fetch --unshallow.',
    ),
  ];
}

export function hasMaxAge({ audience }: Campaign, policy: Policy): boolean {
  return audience.maxAge !== undefined || policy.maxAge !== undefined;
}

function limitsOf(campaign: Campaign, policy: Policy): readonly { readonly limit: number; readonly origin: Origin }[] {
  const own = campaign.audience.maxAge;
  const common = policy.maxAge;
  return [
    ...(own === undefined ? [] : [{ limit: own, origin: originInCampaign(campaign, ['audience', 'max_age']) }]),
    ...(common === undefined ? [] : [{ limit: common, origin: originInPolicy(policy, ['max_age']) }]),
  ];
}

/** RFC 3339 to the second, in UTC. */
function showDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/v, 'Z');
}
