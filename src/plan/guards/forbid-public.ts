// Reports public columns that the policy forbids. Runs before any row is read, because a plan would show their values.
import type { Campaign } from '../../campaign/campaign.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { originInPolicy, type GuardPolicy } from './guard-measure.ts';

/** Returns PP172 for each campaign with public columns. */
export function findForbiddenPublic(campaigns: readonly Campaign[], policy: GuardPolicy): readonly Diagnostic[] {
  const index = policy.forbid.indexOf('public_columns');
  if (index === -1) return [];
  const { at, whoChanges } = originInPolicy(policy, ['forbid', index]);
  return campaigns
    .filter(({ audience }) => audience.publicColumns.length > 0)
    .map((campaign) => {
      const message = `${campaign.id} has public columns, which policy.forbid at ${at.file}:${at.line} does not allow`;
      const help = `Remove public from the audience: these columns then have stand-ins like all others. Or remove public_columns from policy.forbid; ${whoChanges}.`;
      return errorAt(locateIn(campaign, ['audience', 'public']), 'PP172', message, help);
    });
}
