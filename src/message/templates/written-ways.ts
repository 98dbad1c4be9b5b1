// Finds the text around the expressions of a template, for each way through its conditions.
import { findHelper } from './find-helper.ts';
import type { Program, Statement, TemplateBlock } from './template-ast.ts';

/** The texts before, between and after the printed expressions. */
export type Written = readonly string[];

/** The largest number of ways. Each condition may double them. */
const mostWays = 16;

const nothing: readonly Written[] = [['']];
const expression: readonly Written[] = [['', '']];

/** Returns undefined if the template has anything but text, comments, expressions and conditions, or too many conditions. */
export function writtenIn(program: Program | undefined): readonly Written[] | undefined {
  let ways = nothing;
  for (const statement of program?.body ?? []) {
    const own = writtenBy(statement);
    if (own === undefined || ways.length * own.length > mostWays) return undefined;
    ways = ways.flatMap((before) => own.map((behind) => join(before, behind)));
  }
  return ways;
}

function writtenBy(statement: Statement): readonly Written[] | undefined {
  switch (statement.type) {
    case 'ContentStatement':
      return [[statement.value]];
    case 'MustacheStatement':
      return expression;
    case 'CommentStatement':
      return nothing;
    case 'BlockStatement':
      return chooses(statement) ? bothOf(writtenIn(statement.program), writtenIn(statement.inverse)) : undefined;
    default:
      return undefined;
  }
}

/** Whether the block is a condition. All blocks around it are conditions too, which define no names that could hide the helper. */
function chooses(block: TemplateBlock): boolean {
  const helper = findHelper(block, { blockParams: new Set() });
  return helper?.kind === 'block' && helper.chooses !== undefined;
}

function bothOf(
  one: readonly Written[] | undefined,
  other: readonly Written[] | undefined,
): readonly Written[] | undefined {
  return one === undefined || other === undefined ? undefined : [...one, ...other];
}

function join(before: Written, behind: Written): Written {
  const [first = '', ...rest] = behind;
  return [...before.slice(0, -1), (before.at(-1) ?? '') + first, ...rest];
}
