// Finds the partials that a template calls, directly or through others.
import { calledName, isMessageName } from '../../campaign/read-translations.ts';
import type { Partials } from '../compile-campaign.ts';
import { parseTemplate } from './parse-template.ts';
import type { Program, Statement } from './template-ast.ts';
import { isTranslation } from './translate-program.ts';
import { partialSource } from './template-source.ts';

/** Returns the names of the partials. A text that cannot be parsed calls none; the error is reported when it is compiled. */
export function findCalledPartials(text: string, partials: Partials): ReadonlySet<string> {
  const called = new Set<string>();
  const look = (file: string, source: string): void => {
    const parsed = parseTemplate(partialSource(file, source));
    if (parsed.kind === 'failed') return;
    for (const name of namesIn(parsed.program, partials)) {
      if (called.has(name)) continue;
      called.add(name);
      const partial = partials.get(name);
      if (partial !== undefined) look(partial.file, partial.text);
    }
  };
  look('', text);
  return called;
}

function* namesIn(program: Program | undefined, partials: Partials): Generator<string> {
  for (const statement of program?.body ?? []) yield* namesInStatement(statement, partials);
}

function* namesInStatement(statement: Statement, partials: Partials): Generator<string> {
  if (statement.type === 'MustacheStatement' && isTranslation(statement)) {
    const [key] = statement.params;
    const wanted = key?.type === 'StringLiteral' ? key.value : undefined;
    // The messages of all languages, since a campaign calls the key in each of them.
    for (const name of partials.keys()) if (isMessageName(name) && calledName(name) === wanted) yield name;
  }
  if (statement.type === 'PartialStatement' && statement.name.type !== 'SubExpression') {
    yield statement.name.type === 'PathExpression' ? statement.name.original : String(statement.name.value);
  }
  if (statement.type !== 'BlockStatement') return;
  yield* namesIn(statement.program, partials);
  yield* namesIn(statement.inverse, partials);
}
