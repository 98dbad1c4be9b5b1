// The form in which the cells of a column are written, as declared for the column and for its file.
import type { CampaignAudience } from '../../campaign/campaign.ts';
import { readDateFormat, type DateReader } from './date-format.ts';
import { isTimeZone } from '../helpers/time-zone.ts';

export interface CellForm {
  /** The time zone of times without an offset. */
  readonly zone?: string | undefined;
  /** The declared form of dates, if it is not ISO 8601. */
  readonly date?: { readonly format: string; readonly read: DateReader } | undefined;
  readonly decimal?: '.' | ',' | undefined;
  /** Whether cells may also be in ISO 8601: a workbook can have dates as such, whatever the format of dates that are text. */
  readonly mayBeIso?: boolean;
}

/** Returns the form. Leaves out wrong declarations, which are reported elsewhere. */
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
