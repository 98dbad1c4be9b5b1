// Which partials a template calls, also through one another.
import type { Partials } from '../compile-campaign.ts';
import { parseTemplate } from './parse-template.ts';
import type { Program, Statement } from './template-ast.ts';
import { partialSource } from './template-source.ts';

/** By name. A text that cannot be parsed calls none: that is found where it is compiled. */
export function findCalledPartials(text: string, partials: Partials): ReadonlySet<string> {
  const called = new Set<string>();
  const look = (file: string, source: string): void => {
    const parsed = parseTemplate(partialSource(file, source));
    if (parsed.kind === 'failed') return;
    for (const name of namesIn(parsed.program)) {
      if (called.has(name)) continue;
      called.add(name);
      const partial = partials.get(name);
      if (partial !== undefined) look(partial.file, partial.text);
    }
  };
  look('', text);
  return called;
}

function* namesIn(program: Program | undefined): Generator<string> {
  for (const statement of program?.body ?? []) yield* namesInStatement(statement);
}

function* namesInStatement(statement: Statement): Generator<string> {
  if (statement.type === 'PartialStatement' && statement.name.type !== 'SubExpression') {
    yield statement.name.type === 'PathExpression' ? statement.name.original : String(statement.name.value);
  }
  if (statement.type !== 'BlockStatement') return;
  yield* namesIn(statement.program);
  yield* namesIn(statement.inverse);
}
