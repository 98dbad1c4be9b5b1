// Checks columns of tables that a condition tests for truth. The values of a table are known before any row of the audience is read.
import type { Campaign } from '../../campaign/campaign.ts';
import type { Diagnostic, Position } from '../../diagnostic.ts';
import { AskedColumns } from './asked-columns.ts';
import type { Tables } from '../tables.ts';

/** Returns PP247 for each of these columns that is not declared and whose texts say true or false. `asked` has the columns by table, then by name. */
export function checkAskedOfTables(
  { tables: declared = [] }: Pick<Campaign, 'tables'>,
  tables: Tables,
  asked: ReadonlyMap<string, ReadonlyMap<string, Position>>,
): readonly Diagnostic[] {
  return declared.flatMap(({ name, columns }) => {
    const undeclared = [...(asked.get(name) ?? [])].filter(([column]) => !Object.hasOwn(columns, column));
    if (undeclared.length === 0) return [];
    const seen = new AskedColumns(new Map(undeclared), `data.${name}`);
    for (const values of tables.get(name)?.rows.values() ?? []) seen.look({ values });
    return seen.list();
  });
}
