// Says which argument of a template a helper could not use, by the names that its author wrote.
import { callsOf, type HelperCall, type Program } from './template-ast.ts';
import type { NameArgument } from '../helpers/bind-helpers.ts';

/** Looks only when something has failed, so that a call costs nothing for it. */
export function nameArgumentsOf(program: Program): NameArgument {
  return (line, column, argument) => {
    for (const call of callsOf(program)) {
      const { start } = call.loc;
      if (start.line === line && start.column === column) return nameArgument(call, argument);
    }
    return 'what it is given';
  };
}

function nameArgument(call: HelperCall, argument: number | string): string {
  const value =
    typeof argument === 'number' ? call.params[argument] : call.hash?.pairs.find(({ key }) => key === argument)?.value;
  if (value?.type === 'PathExpression') return value.original;
  if (value?.type === 'SubExpression' && value.path.type === 'PathExpression')
    return `what ${value.path.original} gives`;
  return typeof argument === 'string' ? `${argument}=` : `argument ${argument + 1}`;
}
