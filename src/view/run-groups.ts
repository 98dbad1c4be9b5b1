// The outcomes of each arm and of the texts of each language in a run's campaigns, as rows for text, page and Markdown.
import type { CampaignRun } from '../generated/run.ts';

export interface GroupRow {
  readonly campaign: string;
  /** The name of the row, "arm A, camp_id 501" or "texts tr": people of several languages may get the same texts. */
  readonly name: string;
  /** Counts the recipients that the run has claimed. */
  readonly counts: Pick<CampaignRun['totals'], 'accepted' | 'refused' | 'rejected' | 'in_doubt'>;
}

/** Returns rows in the order of `campaigns`, for each first the arms and then the texts. */
export function listGroupRows(campaigns: readonly CampaignRun[]): readonly GroupRow[] {
  return campaigns.flatMap(({ id: campaign, arms = [], locales = [] }) => [
    ...arms.map(({ name, camp_id: campId, ...counts }) => ({
      campaign,
      name: `arm ${name}${campId === null ? '' : `, camp_id ${campId}`}`,
      counts,
    })),
    ...locales.map(({ locale, ...counts }) => ({ campaign, name: `texts ${locale}`, counts })),
  ]);
}

export const groupBuckets = [
  { bucket: 'accepted', words: 'accepted' },
  { bucket: 'refused', words: 'refused' },
  { bucket: 'rejected', words: 'rejected' },
  { bucket: 'in_doubt', words: 'in doubt' },
] as const;
