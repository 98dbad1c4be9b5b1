// The tables that a campaign's texts look things up in.
import type { CampaignFile } from '../generated/campaign.ts';
import type { CampaignAudience } from './campaign.ts';
import { namesCalledIn } from './template-text.ts';

/** How a table is read: as an audience is. */
type TableReading = Pick<CampaignAudience, 'file' | 'csv' | 'sheet' | 'columns' | 'dates'>;

export interface DataTable extends TableReading {
  /** That texts call it by. */
  readonly name: string;
  /** The column that its rows are found by. */
  readonly key: string;
}

type Written = NonNullable<CampaignFile['data']>[string];

/** `read` reads what a table has in common with an audience. */
export function readDataTables(
  { data }: Pick<CampaignFile, 'data'>,
  read: (written: Written) => TableReading,
): readonly DataTable[] | undefined {
  return data && Object.entries(data).map(([name, written]) => ({ name, key: written.key, ...read(written) }));
}

const call = /\bfind\s+(?:"([^"]*)"|'([^']*)')/g;

/** The names of tables that the texts in a value look into, as far as the text alone shows. */
export function tablesCalledIn(value: unknown): ReadonlySet<string> {
  return namesCalledIn(value, call);
}
