// Checks the lists and objects that helpers take. A column that is text has no entries and no fields in any row.
import type { Helper } from '../helpers/helper.ts';
import { columnOf, tableOf } from './check-path.ts';
import { simpleName, writtenText, type Expression, type HelperCall } from './template-ast.ts';
import { report, type TemplateSite } from './template-check.ts';
import type { Names } from './template-names.ts';

/** Reports a column that is not json. #with finds no fields in a text, and the other helpers cannot use one, so every row would be invalid. */
export function checkParts(call: HelperCall, helper: Helper, names: Names, site: TemplateSite): void {
  call.params.forEach((value, index) => {
    const looksInto = helper.kind === 'block' ? helper.names === 'entry' : helper.parameters[index]?.parts === true;
    const column = looksInto ? findText(value, names, site) : undefined;
    if (column === undefined) return;
    const name = helper.kind === 'block' ? `#${helper.name}` : helper.name;
    const help = `Declare ${column.name}: json in ${column.declaredIn}.`;
    report(site, value.loc.start, 'PP117', `${name} looks into ${column.says}, which is not json`, help);
  });
}

interface TextColumn {
  readonly name: string;
  readonly says: string;
  readonly declaredIn: string;
}

/** Returns the column, if the value is one and not json. */
function findText(value: Expression, names: Names, site: TemplateSite): TextColumn | undefined {
  const { columns } = site.check;
  const name = value.type === 'PathExpression' ? columnOf(value, names) : undefined;
  if (name !== undefined) {
    if (!columns.has(name) || columns.hasParts(name)) return undefined;
    return { name, says: `the column ${name}`, declaredIn: 'audience.columns' };
  }
  const { table, column = '' } = findCell(value, names, site);
  if (table === undefined || !table.columns.includes(column) || table.nested.includes(column)) return undefined;
  const says = `the column ${column} of the table ${table.name}`;
  return { name: column, says, declaredIn: `data.${table.name}.columns` };
}

interface Cell {
  readonly table?: ReturnType<typeof tableOf>;
  readonly column?: string | undefined;
}

/** Finds the table and column of a name in a row of a table, or of `(find 'products' sku 'sizes')`. */
function findCell(value: Expression, names: Names, { tables }: TemplateSite): Cell {
  if (value.type === 'PathExpression') return { table: tableOf(value, names), column: value.parts[0] };
  if (value.type !== 'SubExpression' || simpleName(value.path) !== 'find' || value.hash !== undefined) return {};
  const [table, , column] = value.params;
  return { table: tables?.get(writtenText(table) ?? ''), column: writtenText(column) };
}
