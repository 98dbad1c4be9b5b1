// The groups into which a ledger divides the people of a run: their arm and the language of their texts. Each combination has a number, which is
// stored with the claim.
import type { Campaign } from '../campaign/campaign.ts';
import { undetermined } from '../message/choose-locale.ts';

/** All lists are indexed by group number. */
export interface RecordedGroups {
  /** The names of arms. With languages, each arm occurs once for each language. */
  readonly arms?: readonly string[];
  /** The camp_id of each entry of `arms`. */
  readonly armIds?: readonly number[];
  /** The languages of the texts. Absent if the campaign has only one, or if there are too many combinations for one byte. */
  readonly locales?: readonly string[];
}

type Grouped = Pick<Campaign, 'assignment' | 'languages' | 'variants'>;

/** The number of values of one byte, without the value that means none. */
const mostGroups = 255;

export function groupsOf(campaign: Grouped): RecordedGroups {
  const { assignment, languages, variants } = campaign;
  const arms = assignment?.arms ?? [];
  if (languages === undefined || !hasLanguages(campaign)) return namesOf(arms);
  const locales = variants.map(
    ({ when }) => (when.kind === 'for' ? when.locale : null) ?? languages.own ?? undetermined,
  );
  const inOrder = variants.flatMap(({ when }) => arms[(when.kind === 'for' ? when.arm : undefined) ?? -1] ?? []);
  return { ...namesOf(inOrder), locales };
}

/** Returns the number of somebody's group. Undefined if the campaign has no groups. */
export function groupOf(campaign: Grouped, variant: number, arm: number | undefined): number | undefined {
  return hasLanguages(campaign) ? variant : arm;
}

/** Every language has every arm, so that the variants are all their combinations. */
function hasLanguages({ languages, variants }: Grouped): boolean {
  return languages !== undefined && variants.length <= mostGroups;
}

function namesOf(arms: NonNullable<Campaign['assignment']>['arms']): RecordedGroups {
  if (arms.length === 0) return {};
  return { arms: arms.map(({ name }) => name), armIds: arms.map(({ campId }) => campId) };
}
