// The known facts about the columns of an audience before a row is read: their names, how they are written, and which may hold lists and objects.
import type { Campaign, CampaignAudience, ColumnType } from '../../campaign/campaign.ts';
import { readColumnPattern } from '../../campaign/numbered-columns.ts';
import { writeKey } from '../../campaign/yaml/write-key.ts';
import { cellFormOf, type CellForm } from './cell-form.ts';
import { columnsOfList, findMadeLists, type MadeList } from './made-lists.ts';

export interface Columns {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The declared type. Undefined for a column that is not declared, which is text in csv and tsv and has its JSON type in ndjson and json. */
  declared(name: string): ColumnType | undefined;
  /** The columns of the file that have a declared type. */
  readonly typed: readonly string[];
  form(name: string): CellForm;
  /** The time zone in which times of the column are written, if it is declared. */
  zone(name: string): string | undefined;
  /** Whether values of the column have parts that a template can name. */
  hasParts(name: string): boolean;
  /** Whether the column is in the file and not only declared. */
  isInFile(name: string): boolean;
  /** The list that the audience makes under this name. */
  made(name: string): MadeList | undefined;
  /** The declaration that is missing for a number, if the campaign sets a decimal mark for the file but no type for the column. */
  undeclaredNumber(path: readonly string[]): string | undefined;
}

/** `found` are the columns of the header, or of the first records. */
export function knowColumns({ audience }: Pick<Campaign, 'audience'>, found: readonly string[]): Columns {
  const made = findMadeLists(audience, found);
  const types = declareTypes(audience, found);
  const forms = new Map<string, CellForm>();
  const typed = isTypedFormat(audience);
  // A header names all columns. Records may each have other columns, so there a declared column is known without being seen.
  const names = [...new Set([...found, ...(typed ? types.keys() : []), ...made.keys()])];
  const known = new Set(names);
  const inFile = new Set(found);
  const form = (name: string): CellForm => {
    const formed = forms.get(name) ?? cellFormOf(audience, name);
    forms.set(name, formed);
    return formed;
  };
  const declared = (name: string): ColumnType | undefined => (made.has(name) ? undefined : types.get(name));
  return {
    names,
    // Without any record there is nothing to check a name against.
    has: (name) => known.has(name) || (typed && found.length === 0),
    declared,
    typed: [...types.keys()].filter((name) => !made.has(name)),
    form,
    zone: (name) => form(name).zone,
    hasParts: (name) => made.has(name) || (types.has(name) ? types.get(name) === 'json' : typed),
    isInFile: (name) => inFile.has(name),
    made: (name) => made.get(name),
    undeclaredNumber: (path) => {
      if (audience.csv?.decimal === undefined) return undefined;
      const key = keyOf(path, made);
      if (key === undefined || sourcesOf(path, made, key).every((name) => declared(name) !== undefined))
        return undefined;
      return `columns: { ${writeKey(key)}: number }`;
    },
  };
}

/** Returns the types of the declared columns. A pattern is expanded to its columns. */
function declareTypes({ columns }: CampaignAudience, found: readonly string[]): ReadonlyMap<string, ColumnType> {
  const named = new Set(found);
  const types = new Map<string, ColumnType>();
  for (const [name, type] of Object.entries(columns)) {
    const numbered = named.has(name) ? [] : matchColumns(name, found);
    for (const column of numbered) types.set(column, type);
    if (numbered.length === 0) types.set(name, type);
  }
  // A declaration of one column takes precedence over a pattern.
  for (const [name, type] of Object.entries(columns)) if (named.has(name)) types.set(name, type);
  return types;
}

/** Returns the columns that match a pattern such as item{n}_price. */
export function matchColumns(pattern: string, found: readonly string[]): readonly string[] {
  const reading = pattern.includes('{n}') ? readColumnPattern(pattern) : undefined;
  return reading === undefined ? [] : found.filter((column) => reading.match(column) !== undefined);
}

/** Whether values have JSON types, as in ndjson and json. In csv, tsv and sheets all are text. */
function isTypedFormat({ file, rows }: CampaignAudience): boolean {
  if (rows !== undefined) return rows !== 'csv';
  return !/\.(?:xlsx|(?:csv|tsv)(?:\.(?:gz|zst))?)$/i.test(file);
}

/** Returns the name under which `columns` declares the column that the path leads to. Undefined if it cannot be declared. */
function keyOf(path: readonly string[], made: ReadonlyMap<string, MadeList>): string | undefined {
  const [head = '', ...fields] = path.filter((part) => !/^\d+$/.test(part));
  const list = made.get(head);
  const [field] = fields;
  if (list === undefined) return fields.length === 0 ? head : undefined;
  if (fields.length > 1) return undefined;
  return list.kind === 'grouped' ? field : list.pattern.replace('{field}', field ?? '');
}

function sourcesOf(path: readonly string[], made: ReadonlyMap<string, MadeList>, key: string): readonly string[] {
  const list = made.get(path[0] ?? '');
  return list?.kind === 'numbered' ? matchColumns(key, columnsOfList(list)) : [key];
}
