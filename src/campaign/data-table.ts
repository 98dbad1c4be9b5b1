// The data tables in which a campaign's texts look up values.
import type { CampaignFile } from '../generated/campaign.ts';
import type { CampaignAudience } from './campaign.ts';
import { namesCalledIn } from './template-text.ts';

/** How a table is read, which is the same as for an audience. */
type TableReading = Pick<CampaignAudience, 'file' | 'csv' | 'sheet' | 'columns' | 'dates'>;

export interface DataTable extends TableReading {
  /** The name by which texts refer to it. */
  readonly name: string;
  /** The column by which its rows are found. */
  readonly key: string;
}

type Written = NonNullable<CampaignFile['data']>[string];

/** Reads the tables of a campaign file. `read` reads the settings that a table shares with an audience. */
export function readDataTables(
  { data }: Pick<CampaignFile, 'data'>,
  read: (written: Written) => TableReading,
): readonly DataTable[] | undefined {
  return data && Object.entries(data).map(([name, written]) => ({ name, key: written.key, ...read(written) }));
}

const call = /\bfind\s+(?:"([^"]*)"|'([^']*)')/g;

/** Returns the names of the tables that the texts in a value use, as far as the text alone shows. */
export function tablesCalledIn(value: unknown): ReadonlySet<string> {
  return namesCalledIn(value, call);
}
