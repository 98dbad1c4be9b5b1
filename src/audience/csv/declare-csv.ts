// The line that an author is told to write: what the file needs, beside what the campaign says of it already.
import type { CsvForm } from '../../campaign/campaign.ts';
import { adviseUnder } from '../data-file.ts';
import type { CsvDialect } from './csv-delimiter.ts';

/** What to do where the file needs more than the campaign says of it. */
export function adviseCsv({ declared, key }: Pick<CsvDialect, 'declared' | 'key'>, needed: CsvForm): string {
  return adviseUnder(key, (at) => `Write ${declareCsv(declared, needed)} under ${at}.`);
}

export function declareCsv(declared: CsvForm, needed: CsvForm): string {
  const { delimiter, decimal, encoding } = { ...declared, ...needed };
  const parts = [
    ...(delimiter === undefined ? [] : [`delimiter: ${delimiter === '\t' ? 'tab' : `'${delimiter}'`}`]),
    ...(decimal === undefined ? [] : [`decimal: '${decimal}'`]),
    ...(encoding === undefined ? [] : [`encoding: ${encoding}`]),
  ];
  return `csv: { ${parts.join(', ')} }`;
}
