// Tables as texts see them: rows by their keys, all in memory.
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
  /** Whether it is in the workspace, where everybody reads it. */
  readonly isPublic: boolean;
  /** About as many bytes of memory as its rows take. */
  readonly bytes: number;
  /** The digest of the file. */
  readonly sha256: string;
}

/** The tables of a campaign by their names; undefined for a table that is not read here, so that nothing of it is checked. */
export type Tables = ReadonlyMap<string, OpenTable | undefined>;

/** Without those that were not read. */
export function readOf(tables: Tables): readonly OpenTable[] {
  return [...tables.values()].filter((table) => table !== undefined);
}

export function unreadTables({ tables = [] }: Pick<Campaign, 'tables'>): Tables {
  return new Map(tables.map(({ name }) => [name, undefined]));
}

/** The form in which keys are compared; empty where there is none. */
export function tableKey(value: unknown): string {
  return composed(scalarText(value) ?? '');
}

/** PP189 for those that are read and held in memory for nothing. */
export function checkUnusedTables(campaign: Campaign, used: ReadonlySet<string>): readonly Diagnostic[] {
  return (campaign.tables ?? []).flatMap(({ name }) => {
    if (used.has(name)) return [];
    const help = `Remove it from data, or write {{find '${name}' key 'column'}}.`;
    return [warningAt(locateIn(campaign, ['data', name]), 'PP189', `no text looks into the table ${name}`, help)];
  });
}
