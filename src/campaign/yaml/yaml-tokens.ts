// Splits a YAML text into tokens of the yaml library. Enforces limits of size and depth, and reports features that pushplan does not allow.
import { countOf } from '../../numbers.ts';
import { CST, Lexer, Parser } from 'yaml';
import type { YamlProblem } from './yaml-problem.ts';

/** How deep collections may be nested. */
export const maxDepth = 32;
/** A campaign of 300 lines has about 3,000. For some inputs of this size the library needs a second, and minutes for larger ones. */
const maxLexemes = 200_000;

// eslint-disable-next-line no-control-regex -- these are what YAML does not allow
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

export interface YamlTokens {
  readonly tokens: readonly CST.Token[];
  /** The offsets of unquoted `{{`, which YAML reads as a map within a map. */
  readonly bareTemplates: ReadonlySet<number>;
  readonly problems: readonly YamlProblem[];
  /** Whether a limit was reached, where the tokens end. */
  readonly cut: boolean;
}

export function readTokens(text: string): YamlTokens {
  const tokens: CST.Token[] = [];
  const bareTemplates = new Set<number>();
  const problems: YamlProblem[] = [];
  const cutAt = (problem: YamlProblem): YamlTokens => {
    return { tokens, bareTemplates, problems: [...problems, problem], cut: true };
  };

  const control = controlCharacter.exec(text);
  if (control !== null) return cutAt(describeControlCharacter(control));

  const parser = new Parser();
  let lexemes = 0;
  let previous = '';
  for (const lexeme of new Lexer().lex(text)) {
    const offset = parser.offset;
    if (previous !== CST.SCALAR) {
      problems.push(...findForbidden(lexeme, offset));
      if (lexeme === '{' && text[offset + 1] === '{' && !bareTemplates.has(offset - 1)) bareTemplates.add(offset);
    }
    tokens.push(...parser.next(lexeme));
    previous = lexeme;
    lexemes += 1;
    if (lexemes > maxLexemes) {
      return cutAt({
        offset,
        code: 'PP106',
        message: `the file has more than ${countOf(maxLexemes, 'part')}`,
        help: 'Split it.',
      });
    }
    // The stack also has the document itself, and a scalar at the deepest level.
    if (parser.stack.length > maxDepth + 2) {
      return cutAt({
        offset,
        code: 'PP106',
        message: `more than ${countOf(maxDepth, 'level')} of lists and maps`,
        help: 'Flatten it.',
      });
    }
  }
  tokens.push(...parser.end());

  const second = tokens.filter((token) => token.type === 'document')[1];
  if (second !== undefined) {
    return cutAt({
      offset: second.offset,
      code: 'PP105',
      message: 'a second document in one file',
      help: 'Give it a file of its own.',
    });
  }
  return { tokens, bareTemplates, problems, cut: false };
}

function findForbidden(lexeme: string, offset: number): readonly YamlProblem[] {
  const type = CST.tokenType(lexeme);
  if (type === 'tag') {
    return [
      {
        offset,
        code: 'PP105',
        message: 'tags (!name) are not allowed',
        help: 'Leave it out; put text that begins with ! in quotes.',
      },
    ];
  }
  if (type === 'directive-line') {
    return [
      {
        offset,
        code: 'PP105',
        message: 'a % directive is not allowed',
        help: 'Leave the line out: files are read as YAML 1.2.',
      },
    ];
  }
  return [];
}

function describeControlCharacter(match: RegExpExecArray): YamlProblem {
  const name = `U+${match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    offset: match.index,
    code: 'PP103',
    message: `control character ${name}`,
    help: 'Remove it; in double quotes it can be written with a backslash.',
  };
}
