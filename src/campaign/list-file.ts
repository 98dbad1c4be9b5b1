// Reads a list of people from a campaign or from pushplan.yaml.
import type { AudienceSource } from './audience-source.ts';
import type { ListFile } from './campaign.ts';

type WrittenList = Partial<Pick<ListFile, 'file' | 'match' | 'sheet'>> & {
  readonly query?: string;
  readonly hashed?: 'sha256';
};

/** `source` is the source of its query. */
export function readListFile(
  { file = '', query, sheet, match = 'any', hashed }: WrittenList,
  source?: AudienceSource,
): ListFile {
  const list = { match, isHashed: hashed !== undefined };
  if (query === undefined) return { file, ...(sheet === undefined ? {} : { sheet }), ...list };
  return {
    file: fileOfQuery(query, source),
    query: { file: query, ...(source && { source }) },
    ...list,
  };
}

/** Returns the path of the query's result in the data folder. Queries never read a name that begins with a dot. */
function fileOfQuery(query: string, source: AudienceSource | undefined): string {
  // Each query must have its own file. Otherwise people of another list would be left out.
  const name = query.replaceAll('%', '%25').replaceAll('/', '%2F');
  if (source === undefined) return `.lists/${name}.ndjson`;
  const format = source.kind === 'command' ? source.format : 'csv';
  return `.lists/${source.name}/${name}.${format}`;
}

/** Returns its name in messages: the file, with the sheet if it has one, or the file of its query. */
export function nameOfList({ file, query, sheet }: ListFile): string {
  return query?.file ?? (sheet === undefined ? file : `${file} (${sheet})`);
}
