// What a guard measured, told twice: as an entry of the plan's limits, and as a finding where it blocks.
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
  /** Where they are set, or would be. */
  readonly locate: Locate;
  /** The git ref that they were read from; absent where they are the working tree's own. */
  readonly from?: { readonly ref: string };
  /** Guards that are stricter in the saved plan that is applied, which is named, and are the plan's. */
  readonly kept?: { readonly guards: readonly string[]; readonly by: string };
}

/** What is known of a campaign once its audience has been walked. */
export interface Facts {
  readonly counts: CampaignPlan['counts'];
  /** The people of each arm, in written order; absent where there are none. */
  readonly armPeople?: readonly number[] | undefined;
  /** How many notifications its last run planned; undefined before the first one. */
  readonly sentLast: number | undefined;
  /** When its audience file was last changed. */
  readonly modifiedAt:
    | { readonly kind: 'known'; /** Milliseconds since 1970. */ readonly at: number }
    | { readonly kind: 'unknown'; readonly because: string; readonly help: string };
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly allowed: Plan['allowed'];
  /** The template of its notification key, as `keyTemplateOf` gives it. */
  readonly key: string;
  /** The one that it was sent under last; where no ledger knows that, the one of the base, if it makes other keys. */
  readonly formerKey: string | undefined;
  readonly settingChanges: readonly SettingChange[];
  /** Tags that the base has otherwise, and that lists name. */
  readonly tagChanges: readonly TagChange[];
  readonly owner: Owner;
  /** `workspace_id` of the workspace whose campaign it is to the ledger. */
  readonly rememberedOwner: string | undefined;
  /** The version of this pushplan, and that of the one that sent the campaign last, where it is known. */
  readonly version: string;
  readonly formerVersion: string | undefined;
}

/** A setting that decides who is recognised, and that the base has otherwise. */
export interface SettingChange {
  readonly setting: string;
  readonly was: string;
  readonly is: string;
  /** Both in a sentence, without a secret. */
  readonly said: string;
  readonly at: Position;
  readonly isWritten: boolean;
}

/** A tag that the base's campaign has not, or has alone, and the lists that name it so that they may not hold any more. */
export interface TagChange {
  readonly change: 'adds' | 'drops';
  readonly tag: string;
  readonly lists: readonly string[];
}

/** Whose campaigns these are. */
export interface Owner {
  /** `workspace_id`, and where it stands or would stand. */
  readonly id: string | undefined;
  readonly at: Position;
  /** Whether other workspaces can use the same ledger. */
  readonly isShared: boolean;
}

/** Where a limit is set, and who can change it. */
export interface Origin {
  readonly at: Position;
  /** A default stands in no line, nor does what a saved plan keeps. */
  readonly isWritten: boolean;
  /** Goes on behind the guard's name: "is set at pushplan.yaml:5". Absent where the refusal says all there is to say. */
  readonly where?: string;
  readonly whoChanges?: string;
}

export interface Measure extends Pick<Limit, 'guard' | 'value' | 'limit' | 'passed'> {
  readonly origin: Origin;
  /** How it is told where it blocks. `at` is where its origin is unless it says otherwise. */
  readonly refusal: {
    readonly code: RuleCode;
    readonly message: string;
    readonly help: string;
    readonly at?: Position;
  };
}

/** What a comparison with a share or a factor lets pass: 29% of 100 is 28.999999999999996. */
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
  // A value that is not written is said to be where the nearest thing above it is.
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

/** Those who are to be sent to, now or when they are due. */
export function recipientsOf({ send, resend, retry, deferred }: CampaignPlan['counts']): number {
  return send + resend + retry + deferred;
}
