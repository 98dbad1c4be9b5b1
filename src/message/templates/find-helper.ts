// Finds the helper that is called. Returns none if a surrounding block uses that name for something else.
import type { Helper } from '../helpers/helper.ts';
import { helperTable } from '../helpers/helper-table.ts';
import { simpleName, type HelperCall } from './template-ast.ts';
import type { Names } from './template-names.ts';

export function findHelper(call: HelperCall, names: Pick<Names, 'blockParams'>): Helper | undefined {
  const name = simpleName(call.path);
  return name === undefined || names.blockParams.has(name) ? undefined : helperTable.get(name);
}
