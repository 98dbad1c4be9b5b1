// What a ledger tells people of a run apart by: their arm, and the language of their texts. Each combination has a number, which is kept with the claim.
import type { Campaign } from '../campaign/campaign.ts';
import { undetermined } from '../message/choose-locale.ts';

/** By number. */
export interface RecordedGroups {
  /** The names of arms; with languages each arm is there once for every language. */
  readonly arms?: readonly string[];
  /** The camp_id of each, beside `arms`. */
  readonly armIds?: readonly number[];
  /** The languages of texts; absent where the campaign has one, or too many combinations for a byte. */
  readonly locales?: readonly string[];
}

type Grouped = Pick<Campaign, 'assignment' | 'languages' | 'variants'>;

/** A byte, but for the one that stands for nobody. */
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

/** The number of somebody's group; undefined where there are none. */
export function groupOf(campaign: Grouped, variant: number, arm: number | undefined): number | undefined {
  return hasLanguages(campaign) ? variant : arm;
}

/** In every language there is every arm, so that variants are their combinations. */
function hasLanguages({ languages, variants }: Grouped): boolean {
  return languages !== undefined && variants.length <= mostGroups;
}

function namesOf(arms: NonNullable<Campaign['assignment']>['arms']): RecordedGroups {
  if (arms.length === 0) return {};
  return { arms: arms.map(({ name }) => name), armIds: arms.map(({ campId }) => campId) };
}
