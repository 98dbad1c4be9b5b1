// Guards of the memory: changes that would make people who got a campaign count as new, or make what another workspace sent count as sent.
import { countOf } from '../../numbers.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { warningAt, type Diagnostic, type Position } from '../../diagnostic.ts';
import { originInCampaign, recipientsOf, type Facts, type Measure, type Origin, type Owner } from './guard-measure.ts';

const allow =
  'If people may get the campaign again, add --allow resend to plan and apply (a pull request: the label allow-resend).';

/** Measured only if the campaign was sent under another key, or if the base has another one. */
export function measureKey(campaign: Campaign, facts: Facts): readonly Measure[] {
  const { key, formerKey } = facts;
  if (formerKey === undefined || formerKey === key) return [];
  const origin = originInCampaign(campaign, campaign.key === undefined ? ['notification', 'identifiers'] : ['key']);
  const change = `it has ${key} where it had ${formerKey} before`;
  return [{ guard: 'key', value: key, origin, ...forget(campaign, facts, change, formerKey) }];
}

/** One measure for each setting that differs from the base. */
export function measureSettings(campaign: Campaign, facts: Facts): readonly Measure[] {
  return facts.settingChanges.map(({ setting, was, is, said, at, isWritten }) => ({
    guard: setting,
    value: is,
    origin: originInSettings(at, isWritten),
    ...forget(campaign, facts, said, was),
  }));
}

function forget(
  { id }: Campaign,
  { counts, allowed }: Facts,
  change: string,
  was: string,
): Pick<Measure, 'limit' | 'passed' | 'refusal'> {
  const recipients = recipientsOf(counts);
  const isAllowed = allowed.includes('resend');
  return {
    limit: isAllowed ? 'allowed' : was,
    passed: isAllowed || recipients === 0,
    refusal: {
      code: 'PP324',
      message: `${id} would be sent to ${countOf(recipients, 'recipient')}, and ${change}: people who got it before would count as new`,
      help: `Put it back. ${allow}`,
    },
  };
}

/** Blocks even if nobody would be sent to, because the people of another workspace would count as settled here. --allow does not lift it. */
export function measureOwner({ id }: Campaign, { owner, rememberedOwner }: Facts): readonly Measure[] {
  if (rememberedOwner === undefined || rememberedOwner === owner.id) return [];
  const known = `the ledger knows ${id} as a campaign of the workspace ${rememberedOwner}`;
  const other = 'give the campaign another id, or this environment a ledger of its own';
  const said =
    owner.id === undefined
      ? {
          message: `${known}, and ${owner.at.file} has no workspace_id`,
          help: `If this is another workspace, ${other}. If it is that one, add this line to ${owner.at.file}: workspace_id: ${rememberedOwner}`,
        }
      : {
          message: `${known}, and this one is ${owner.id}`,
          help: `If workspace_id was changed, put it back. If this is another workspace, ${other}.`,
        };
  return [
    {
      guard: 'workspace_id',
      value: owner.id ?? 'none',
      limit: rememberedOwner,
      passed: false,
      origin: originInSettings(owner.at, owner.id !== undefined),
      refusal: { code: 'PP325', ...said },
    },
  ];
}

/** Texts that another version renders differently count as changed, although nobody may have edited them. */
export function warnOfVersion(campaign: Campaign, { counts, version, formerVersion }: Facts): readonly Diagnostic[] {
  const { id, resend } = campaign;
  if (resend !== 'on_change' || counts.resend === 0 || formerVersion === version) return [];
  const former = formerVersion ?? '0.1.0 or another that did not record it';
  const message = `${id} would be sent again to ${countOf(counts.resend, 'recipient')}, and its last run was by pushplan ${former}; this is ${version}, which may render the same texts differently`;
  const help = 'Compare what both versions render before you allow it.';
  return [warningAt(locateIn(campaign, ['resend']), 'PP226', message, help)];
}

/** On a ledger that others can use, only workspace_id distinguishes their campaigns from ours. */
export function warnOfSharing({ id, at, isShared }: Owner): readonly Diagnostic[] {
  if (id !== undefined || !isShared) return [];
  const message = `the ledger is on PostgreSQL, where other workspaces can use it too, and ${at.file} has no workspace_id: the ledger would take two campaigns with the same id for one`;
  const help =
    'Add workspace_id to it: ws_ and 12 lower case letters or digits of your own, as pushplan init writes it.';
  return [warningAt(at, 'PP326', message, help)];
}

function originInSettings(at: Position, isWritten: boolean): Origin {
  return { at, isWritten };
}
