// The line that an author is told to write: what the file needs, beside what the campaign says of it already.
import type { CsvForm } from '../../campaign/campaign.ts';

export function declareCsv(declared: CsvForm, needed: CsvForm): string {
  const { delimiter, decimal, encoding } = { ...declared, ...needed };
  const parts = [
    ...(delimiter === undefined ? [] : [`delimiter: ${delimiter === '\t' ? 'tab' : `'${delimiter}'`}`]),
    ...(decimal === undefined ? [] : [`decimal: '${decimal}'`]),
    ...(encoding === undefined ? [] : [`encoding: ${encoding}`]),
  ];
  return `csv: { ${parts.join(', ')} }`;
}
