// Opens an audience: turns the bytes of a file into recipients. The caller opens the file itself, because it has the permission.
import type { CampaignAudience } from '../campaign/campaign.ts';
import type { Audience } from './audience.ts';
import { createDialect } from './csv/csv-delimiter.ts';
import { openCsv } from './csv/csv-audience.ts';
import { findFormat } from './format.ts';
import { groupRows } from './group-rows.ts';
import { ArrayCutter } from './json/json-array.ts';
import { openJson } from './json/json-audience.ts';
import { LineCutter } from './json/json-lines.ts';
import { readTextParts } from './text.ts';
import { unpack } from './unpack.ts';
import { openXlsx } from './workbook/xlsx-audience.ts';
import type { DataFile } from './data-file.ts';

/** How the campaign says that its file is to be read. */
export type Reading = Partial<
  Pick<CampaignAudience, 'rows' | 'csv' | 'sheet' | 'group' | 'where' | 'columns' | 'dates'>
>;

/**
 * Throws a Refusal (exit 3, PP201 to PP218) if the file is invalid. Iterating the blocks throws it too, since a file is read only as far as it is
 * iterated. Chunks of 256 KiB make blocks of a good size.
 */
export async function openAudience(
  file: DataFile,
  bytes: AsyncIterable<Uint8Array>,
  reading: Reading = {},
): Promise<Audience> {
  const audience = await openRows(file, bytes, reading);
  const { group, where = {}, columns = {}, dates = {}, csv = {} } = reading;
  return group === undefined ? audience : groupRows(file, audience, { group, where, columns, dates, csv });
}

async function openRows(
  file: DataFile,
  bytes: AsyncIterable<Uint8Array>,
  { rows, csv, sheet }: Reading,
): Promise<Audience> {
  const { format, packing } = findFormat(file, rows);
  const plain = packing === undefined ? bytes : unpack(file, bytes, packing);
  switch (format.kind) {
    case 'csv': {
      const dialect = createDialect(file, format.delimiter, csv);
      return openCsv(file, readTextParts(file, plain, dialect), dialect);
    }
    case 'ndjson':
      return openJson(file, readTextParts(file, plain), new LineCutter());
    case 'xlsx':
      return openXlsx(file, plain, sheet);
    case 'json':
      return openJson(file, readTextParts(file, plain), new ArrayCutter());
  }
}
