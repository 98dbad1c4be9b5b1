// Checks a call of `find`: the table, and the column to take from it.
import { simpleName, writtenText, type Expression, type HelperCall } from './template-ast.ts';
import { suggestName } from './suggest-name.ts';
import { report, type TemplateSite } from './template-check.ts';
import type { EnteredTable } from './template-names.ts';

const wayToFind =
  "It is used as {{find 'products' sku 'price'}}, with the names of the table and the column in quotes.";

/** Returns whether the call is correct. `isPrinted` tells whether the result is printed directly, by a {{ }} of its own. */
export function checkFind(call: HelperCall, isPrinted: boolean, site: TemplateSite): boolean {
  const { check, tables } = site;
  const place = call.loc.start;
  const [table, , column] = call.params;
  const name = writtenText(table);
  if (tables === undefined) {
    const message = 'find has no tables here: who somebody is, and what they read, comes from their own row';
    report(site, place, 'PP187', message, 'Call it in a field of the notification, or add the column to the audience.');
    return false;
  }
  if (name === undefined || (column !== undefined && writtenText(column) === undefined)) {
    report(site, place, 'PP113', 'find takes the names of a table and a column as they are', wayToFind);
    return false;
  }
  if (!tables.has(name)) {
    const names = [...tables.keys()];
    const declare = `Write data: { ${name}: { file: data/${name}.csv, key: id } } in the campaign.`;
    const help = names.length === 0 ? declare : suggestName(name, names, 'Tables');
    report(site, (table ?? call).loc.start, 'PP187', `there is no table ${name}`, help);
    return false;
  }
  check.usedTables.add(name);
  if (column !== undefined) return checkTableColumn(writtenText(column) ?? '', column, tables.get(name), site);
  if (!isPrinted) return true;
  const help = `Name a column of it, as in {{find '${name}' key 'column'}}, or write {{#with (find ...)}}.`;
  report(site, place, 'PP113', 'find gives a whole row here, which cannot be printed', help);
  return false;
}

/** Checks a column of a table. A table that was not read is not checked. */
export function checkTableColumn(
  column: string,
  { loc }: Pick<Expression, 'loc'>,
  table: EnteredTable | undefined,
  site: TemplateSite,
): boolean {
  if (table === undefined || table.columns.includes(column)) return true;
  const message = `unknown column ${column} of the table ${table.name}`;
  report(site, loc.start, 'PP110', message, suggestName(column, table.columns, 'Columns'));
  return false;
}

/** Returns the table whose row `(find 'products' sku)` finds. */
export function tableEntered(value: Expression | undefined, { tables }: TemplateSite): EnteredTable | undefined {
  if (value?.type !== 'SubExpression' || simpleName(value.path) !== 'find' || value.params.length !== 2)
    return undefined;
  return tables?.get(writtenText(value.params[0]) ?? '');
}
