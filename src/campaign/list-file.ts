// A list of people as it is written, in a campaign or in pushplan.yaml.
import type { AudienceSource } from './audience-source.ts';
import type { ListFile } from './campaign.ts';

type WrittenList = Partial<Pick<ListFile, 'file' | 'match' | 'sheet'>> & {
  readonly query?: string;
  readonly hashed?: 'sha256';
};

/** `source` is that of its query. */
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

/** Where what it gave is in the data folder. A name that begins with a dot is none of those that queries read. */
function fileOfQuery(query: string, source: AudienceSource | undefined): string {
  // No two queries have one file: people of another list would be left out.
  const name = query.replaceAll('%', '%25').replaceAll('/', '%2F');
  if (source === undefined) return `.lists/${name}.ndjson`;
  const format = source.kind === 'command' ? source.format : 'csv';
  return `.lists/${source.name}/${name}.${format}`;
}

/** What it is called in messages: its file, with the sheet of it that is named, or that of its query. */
export function nameOfList({ file, query, sheet }: ListFile): string {
  return query?.file ?? (sheet === undefined ? file : `${file} (${sheet})`);
}
