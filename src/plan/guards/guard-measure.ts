// The measurement of a guard and its two reports: an entry of the plan's limits, and a finding if it blocks.
import type { Campaign, Forbidden, Limit as Threshold, Locate } from '../../campaign/campaign.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { errorAt, type Diagnostic, type Position, type RuleCode } from '../../diagnostic.ts';
import type { CampaignPlan, Limit, Plan } from '../../generated/plan.ts';

/** The workspace's guards. */
export interface GuardPolicy {
  readonly maxRecipients: number;
  readonly maxInvalid: Threshold;
  readonly forbid: readonly Forbidden[];
  readonly maxGrowth?: number;
  readonly maxShrink?: number;
  readonly broadcastAbove?: number;
  readonly maxAge?: number;
  /** Where the guards are set, or would be set. */
  readonly locate: Locate;
  /** The git ref that they were read from. Absent if they come from the working tree. */
  readonly from?: { readonly ref: string };
  /** The guards that are stricter in the saved plan being applied and are taken from there, and the name of that plan. */
  readonly kept?: { readonly guards: readonly string[]; readonly by: string };
}

/** The facts about a campaign after its audience has been walked. */
export interface Facts {
  readonly counts: CampaignPlan['counts'];
  /** The number of people in each arm, in the order of the file. Absent if there are no arms. */
  readonly armPeople?: readonly number[] | undefined;
  /** How many notifications its last run planned. Undefined before the first run. */
  readonly sentLast: number | undefined;
  /** When its audience file was last changed. */
  readonly modifiedAt:
    | { readonly kind: 'known'; /** Milliseconds since 1970. */ readonly at: number }
    | { readonly kind: 'unknown'; readonly because: string; readonly help: string };
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly allowed: Plan['allowed'];
  /** The template of its notification key, as keyTemplateOf() returns it. */
  readonly key: string;
  /** The key template that it was last sent under. If no ledger knows it, the one of the base, if that makes other keys. */
  readonly formerKey: string | undefined;
  readonly settingChanges: readonly SettingChange[];
  /** Tags that differ from the base and that lists name. */
  readonly tagChanges: readonly TagChange[];
  readonly owner: Owner;
  /** The `workspace_id` of the workspace that owns the campaign according to the ledger. */
  readonly rememberedOwner: string | undefined;
  /** The version of this pushplan, and the version that last sent the campaign, if known. */
  readonly version: string;
  readonly formerVersion: string | undefined;
}

/** A setting that decides who is recognised, and that differs from the base. */
export interface SettingChange {
  readonly setting: string;
  readonly was: string;
  readonly is: string;
  /** A sentence with both values, without a secret. */
  readonly said: string;
  readonly at: Position;
  readonly isWritten: boolean;
}

/** A tag that was added or removed since the base, and the lists that may no longer apply because of it. */
export interface TagChange {
  readonly change: 'adds' | 'drops';
  readonly tag: string;
  readonly lists: readonly string[];
}

/** The owner of these campaigns. */
export interface Owner {
  /** The `workspace_id`, and its place or where it would be. */
  readonly id: string | undefined;
  readonly at: Position;
  /** Whether other workspaces can use the same ledger. */
  readonly isShared: boolean;
}

/** Where a limit is set, and who can change it. */
export interface Origin {
  readonly at: Position;
  /** False for a default, and for a value that a saved plan keeps. Neither has a line. */
  readonly isWritten: boolean;
  /** Continues after the guard's name: "is set at pushplan.yaml:5". Absent if the refusal already says everything. */
  readonly where?: string;
  readonly whoChanges?: string;
}

export interface Measure extends Pick<Limit, 'guard' | 'value' | 'limit' | 'passed'> {
  readonly origin: Origin;
  /** The finding if it blocks. `at` is the place of the origin by default. */
  readonly refusal: {
    readonly code: RuleCode;
    readonly message: string;
    readonly help: string;
    readonly at?: Position;
  };
}

/** The tolerance of comparisons with a share or a factor, because 29% of 100 is 28.999999999999996. */
export const lostInBinary = 1e-6;

export function originInCampaign(campaign: Campaign, path: readonly string[]): Required<Origin> {
  const { owner } = campaign;
  const at = locateIn(campaign, path);
  const whoChanges = owner === undefined ? 'everybody who may merge can change that' : `${owner} owns it`;
  return { at, isWritten: true, where: `is set at ${at.file}:${at.line}`, whoChanges };
}

export function originInPolicy(
  { locate, from, kept }: GuardPolicy,
  path: readonly (string | number)[],
): Required<Origin> {
  const above = locate(['policy']);
  if (kept?.guards.includes(String(path[0])) === true) {
    return { at: above, isWritten: false, where: `comes from ${kept.by}`, whoChanges: 'merging does not loosen it' };
  }
  const at = locate(['policy', ...path]);
  // The place of a value that is not written is that of the nearest parent.
  const isWritten = at.line !== above.line || at.column !== above.column;
  const where = isWritten ? `is set at ${at.file}:${at.line}` : `is the default, to be set in ${at.file}`;
  const whoChanges =
    from === undefined
      ? 'everybody who may merge can change that'
      : `this is the policy of ${from.ref}: a pull request cannot change its own`;
  return { at, isWritten, where, whoChanges };
}

export function limitOf({ guard, value, limit, passed, origin }: Measure): Limit {
  return { guard, value, limit, file: origin.at.file, line: origin.isWritten ? origin.at.line : null, passed };
}

export function findingOfMeasure({ guard, origin, refusal }: Measure): Diagnostic {
  const { code, message, help, at = origin.at } = refusal;
  const { where, whoChanges } = origin;
  const more = where === undefined ? '' : ` ${guard} ${where}; ${whoChanges}.`;
  return errorAt(at, code, message, help + more);
}

/** The number of recipients who are to be sent to, now or when they are due. */
export function recipientsOf({ send, resend, retry, deferred }: CampaignPlan['counts']): number {
  return send + resend + retry + deferred;
}
