// Gathers the facts that guards need about a campaign besides its counts. Looks up only what a guard uses.
import type { Campaign } from '../campaign/campaign.ts';
import type { CampaignPlan, Plan } from '../generated/plan.ts';
import type { Partials } from '../message/compile-campaign.ts';
import { hasLookBack } from '../plan/guards/guard-counts.ts';
import { hasMaxAge } from '../plan/guards/guard-age.ts';
import type { Facts, Owner, GuardPolicy, SettingChange } from '../plan/guards/guard-measure.ts';
import { findTagChanges } from '../plan/guards/guard-tags.ts';
import { rulesByTags, type TaggedPolicy } from '../plan/guards/rules-by-tags.ts';
import type { History } from '../plan/history.ts';
import { keyTemplateOf } from '../plan/key-template.ts';
import { dateOfData } from '../sources/open-data.ts';
import type { Files } from '../workspace/files.ts';
import type { Environment, Workspace } from '../workspace/read-workspace.ts';
import type { Context } from '../opening/context.ts';
import type { OpenLists } from './lists/open-lists.ts';
import { placeLedger } from '../opening/ledger-place.ts';

export interface FactSources {
  readonly files: Files;
  readonly policy: GuardPolicy & TaggedPolicy;
  readonly history: History;
  /** What --allow permits in this plan. */
  readonly allowed: Plan['allowed'];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly partials: Partials;
  readonly owner: Owner;
  /** The version of pushplan. */
  readonly version: string;
  readonly lists: Pick<OpenLists, 'suppress'>;
  readonly base?: {
    readonly settingChanges: readonly SettingChange[];
    /** The tags of a campaign in the base. Empty if there is no such campaign. */
    readonly tagsOf: (id: string) => readonly string[];
  };
}

/** A result of the comparison with the base. */
interface Compared {
  /** The base's key template, if it makes other keys. */
  readonly formerKey?: string;
}

export const notLookedAt: Facts['modifiedAt'] = { kind: 'unknown', because: 'no guard asks for it', help: '' };

export async function gatherFacts(
  { files, policy, history, allowed, now, partials, owner, version, lists, base }: FactSources,
  campaign: Campaign,
  counts: CampaignPlan['counts'],
  compared: Compared | undefined,
): Promise<Facts> {
  const looksBack = hasLookBack(campaign, policy);
  const remembered = await history.remembered(campaign.id);
  return {
    counts,
    sentLast: looksBack ? await history.sentLast(campaign.id) : undefined,
    modifiedAt: hasMaxAge(campaign, policy) ? await dateOfData(files, campaign) : notLookedAt,
    now,
    allowed,
    key: keyTemplateOf(campaign, partials),
    formerKey: remembered.key ?? compared?.formerKey,
    settingChanges: base?.settingChanges ?? [],
    tagChanges:
      base === undefined
        ? []
        : findTagChanges(campaign.tags, base.tagsOf(campaign.id), [...lists.suppress, ...rulesByTags(policy)]),
    owner,
    rememberedOwner: remembered.workspaceId,
    version,
    formerVersion: remembered.version,
  };
}

export function ownerOf(context: Context, workspace: Workspace, environment: Environment): Owner {
  const isShared = placeLedger(context, workspace, environment)?.share !== undefined;
  return { id: workspace.workspaceId, at: workspace.locate(['workspace_id']), isShared };
}
