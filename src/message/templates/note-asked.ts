// Records the columns, of rows and of tables, that conditions test for truth. Nobody expects a text that says false to count as true.
import type { Position } from '../../diagnostic.ts';
import type { Helper } from '../helpers/helper.ts';
import { columnOf, tableOf } from './check-path.ts';
import { findHelper } from './find-helper.ts';
import { writtenText, type Expression, type HelperCall } from './template-ast.ts';
import type { TemplateSite } from './template-check.ts';
import type { Names } from './template-names.ts';
import { positionOf } from './template-source.ts';

/** Records `vip` in `{{#if vip}}`, in `{{#if (default vip 'no')}}`, and in `{{#if (find 'shops' city 'vip')}}`. */
export function noteAsked(
  call: HelperCall,
  helper: Helper,
  truth: 'asked' | 'kept',
  names: Names,
  site: TemplateSite,
): void {
  for (const [index, value] of call.params.entries()) {
    if ((helper.parameters[index] ?? helper.rest)?.truth !== truth) continue;
    const inner = value.type === 'SubExpression' ? findHelper(value, names) : undefined;
    if (value.type === 'SubExpression' && inner !== undefined) noteAsked(value, inner, 'kept', names, site);
    noteColumn(value, names, site);
  }
}

function noteColumn(value: Expression, names: Names, { check, source }: TemplateSite): void {
  const found = columnAsked(value, names);
  if (found?.column === undefined) return;
  const { table, column } = found;
  const known =
    table === undefined ? check.askedColumns : (check.askedOfTables.get(table) ?? new Map<string, Position>());
  if (!known.has(column)) known.set(column, positionOf(source, value.loc.start));
  if (table !== undefined) check.askedOfTables.set(table, known);
}

/** Returns the column that the value is. Without a table, it is a column of the row. */
function columnAsked(
  value: Expression,
  names: Names,
): { readonly table?: string | undefined; readonly column: string | undefined } | undefined {
  if (value.type === 'PathExpression') {
    const table = tableOf(value, names);
    return table === undefined ? { column: columnOf(value, names) } : { table: table.name, column: value.parts[0] };
  }
  if (value.type !== 'SubExpression' || findHelper(value, names)?.finds !== true) return undefined;
  return { table: writtenText(value.params[0]), column: writtenText(value.params[2]) };
}
