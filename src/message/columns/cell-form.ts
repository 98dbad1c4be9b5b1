// How the cells of a column are written: what is declared of the column, and of its file.
import type { CampaignAudience } from '../../campaign/campaign.ts';
import { readDateFormat, type DateReader } from './date-format.ts';
import { isTimeZone } from '../helpers/time-zone.ts';

export interface CellForm {
  /** The zone of times without an offset. */
  readonly zone?: string | undefined;
  /** Where dates are not written in ISO 8601. */
  readonly date?: { readonly format: string; readonly read: DateReader } | undefined;
  readonly decimal?: '.' | ',' | undefined;
  /** The cells of a workbook may be dates themselves, whatever the format of those that are text. */
  readonly mayBeIso?: boolean;
}

/** Nothing of what is declared wrongly: that is a finding of its own. */
export function cellFormOf(
  { csv, dates, file }: Pick<CampaignAudience, 'csv' | 'dates'> & { readonly file?: string },
  column: string,
): CellForm {
  const { zone, format } = (Object.hasOwn(dates, column) ? dates[column] : undefined) ?? {};
  const reading = format === undefined ? undefined : readDateFormat(format);
  return {
    decimal: csv?.decimal,
    zone: zone !== undefined && isTimeZone(zone) ? zone : undefined,
    date: format !== undefined && reading?.kind === 'reader' ? { format, read: reading.read } : undefined,
    mayBeIso: file !== undefined && /\.xlsx$/i.test(file),
  };
}
