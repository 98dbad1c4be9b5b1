// Data tables as templates see them: rows by their keys, all in memory.
import type { DataTable } from '../campaign/data-table.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import { composed, scalarText } from './helpers/read-value.ts';
import type { RowValues } from './columns/type-row.ts';

export interface OpenTable extends Pick<DataTable, 'name' | 'file' | 'key'> {
  readonly columns: readonly string[];
  /** The columns whose values have parts that a template can name. */
  readonly nested: readonly string[];
  readonly rows: ReadonlyMap<string, RowValues>;
  /** Whether the file is in the workspace, where everybody can read it. */
  readonly isPublic: boolean;
  /** The approximate memory that its rows take, in bytes. */
  readonly bytes: number;
  /** The digest of the file. */
  readonly sha256: string;
}

/** The tables of a campaign by name. Undefined for a table that was not read; it is then not checked. */
export type Tables = ReadonlyMap<string, OpenTable | undefined>;

/** Returns the tables that were read. */
export function readOf(tables: Tables): readonly OpenTable[] {
  return [...tables.values()].filter((table) => table !== undefined);
}

export function unreadTables({ tables = [] }: Pick<Campaign, 'tables'>): Tables {
  return new Map(tables.map(({ name }) => [name, undefined]));
}

/** Returns the form in which keys are compared; an empty string if the value has no text. */
export function tableKey(value: unknown): string {
  return composed(scalarText(value) ?? '');
}

/** Returns PP189 for each table that no template uses, since it is read and held in memory for nothing. */
export function checkUnusedTables(campaign: Campaign, used: ReadonlySet<string>): readonly Diagnostic[] {
  return (campaign.tables ?? []).flatMap(({ name }) => {
    if (used.has(name)) return [];
    const help = `Remove it from data, or write {{find '${name}' key 'column'}}.`;
    return [warningAt(locateIn(campaign, ['data', name]), 'PP189', `no text looks into the table ${name}`, help)];
  });
}
