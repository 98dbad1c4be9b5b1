// The guard against stale audiences: last week's list of carts must not be used today.
import type { Campaign } from '../../campaign/campaign.ts';
import { showAge } from '../../campaign/limit.ts';
import {
  originInCampaign,
  originInPolicy,
  recipientsOf,
  type Facts,
  type Measure,
  type Origin,
  type GuardPolicy,
} from './guard-measure.ts';

/** Reports the date of the file, not its age, so that the same plan made an hour later is identical. An unknown age does not pass. */
export function measureAge(
  campaign: Campaign,
  facts: Pick<Facts, 'counts' | 'modifiedAt' | 'now'>,
  policy: GuardPolicy,
): readonly Measure[] {
  const { counts, modifiedAt, now } = facts;
  const isKnown = modifiedAt.kind === 'known';
  return limitsOf(campaign, policy).map(({ limit, origin }) => ({
    guard: 'max_age',
    value: isKnown ? showDate(modifiedAt.at) : 'unknown',
    limit: showAge(limit),
    // An old file is fine if the plan sends to nobody.
    passed: recipientsOf(counts) === 0 || (isKnown && now - modifiedAt.at <= limit),
    origin,
    refusal: { code: 'PP317', ...describe(campaign, modifiedAt, showAge(limit)) },
  }));
}

function describe(
  { id, audience }: Campaign,
  modifiedAt: Facts['modifiedAt'],
  limit: string,
): Pick<Measure['refusal'], 'message' | 'help'> {
  const file = `${audience.file}, the audience of ${id},`;
  if (modifiedAt.kind === 'unknown') {
    const { because, help } = modifiedAt;
    return { message: `max_age is ${limit}, but the age of ${file} is not known: ${because}`, help };
  }
  const message = `${file} is of ${showDate(modifiedAt.at)}, and max_age is ${limit}`;
  return { message, help: 'Export it again, or raise max_age if an older one is acceptable.' };
}

export function hasMaxAge({ audience }: Campaign, policy: GuardPolicy): boolean {
  return audience.maxAge !== undefined || policy.maxAge !== undefined;
}

function limitsOf(
  campaign: Campaign,
  policy: GuardPolicy,
): readonly { readonly limit: number; readonly origin: Origin }[] {
  const own = campaign.audience.maxAge;
  const common = policy.maxAge;
  return [
    ...(own === undefined ? [] : [{ limit: own, origin: originInCampaign(campaign, ['audience', 'max_age']) }]),
    ...(common === undefined ? [] : [{ limit: common, origin: originInPolicy(policy, ['max_age']) }]),
  ];
}

/** RFC 3339 to the second, in UTC. */
export function showDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/v, 'Z');
}
