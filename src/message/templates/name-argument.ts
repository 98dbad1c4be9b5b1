// Names the argument that a helper could not use, as the author of the template wrote it.
import type { HelperCall } from './template-ast.ts';

export function nameArgument(call: HelperCall, argument: number | string): string {
  const value =
    typeof argument === 'number' ? call.params[argument] : call.hash?.pairs.find(({ key }) => key === argument)?.value;
  if (value?.type === 'PathExpression') return value.original;
  if (value?.type === 'SubExpression' && value.path.type === 'PathExpression')
    return `what ${value.path.original} gives`;
  return typeof argument === 'string' ? `${argument}=` : `argument ${argument + 1}`;
}
