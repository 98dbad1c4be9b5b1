// The line that an author is advised to write: what the file needs, together with what the campaign already declares.
import type { CsvForm } from '../../campaign/campaign.ts';
import { adviseUnder } from '../data-file.ts';
import type { CsvDialect } from './csv-delimiter.ts';

/** Advice for a file that needs more than the campaign declares. */
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
