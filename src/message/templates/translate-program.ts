// Replaces {{t 'key' name=column}} with a call of the message that the language of the text has for the key.
import { chainOf } from '../../campaign/language-tag.ts';
import { nameOfMessage } from '../../campaign/read-translations.ts';
import {
  simpleName,
  type Expression,
  type Literal,
  type PartialCall,
  type Program,
  type Statement,
} from './template-ast.ts';

export interface TranslateOptions {
  /** The language of the text. Undefined if it has none, as in a key. */
  readonly language: string | undefined;
  readonly has: (name: string) => boolean;
  /** Receives each call for which there is no message. */
  readonly miss: (call: Statement, message: string, key: string) => void;
}

/** Returns the program with its translations replaced by calls of messages. */
export function translateProgram(program: Program, options: TranslateOptions): Program {
  return { ...program, body: program.body.flatMap((statement) => translate(statement, options)) };
}

function translate(statement: Statement, options: TranslateOptions): readonly Statement[] {
  if (statement.type === 'BlockStatement') {
    const { program, inverse } = statement;
    return [
      {
        ...statement,
        ...(program && { program: translateProgram(program, options) }),
        ...(inverse && { inverse: translateProgram(inverse, options) }),
      },
    ];
  }
  if (statement.type !== 'MustacheStatement' || !isTranslation(statement)) return [statement];
  const { loc, hash, params, path } = statement;
  const name = findMessage(statement, params, options);
  if (name === undefined) return [];
  const literal: Literal = { type: 'StringLiteral', value: name, loc: path.loc };
  const partial: PartialCall = { type: 'PartialStatement', name: literal, params: [], loc, ...(hash && { hash }) };
  return [partial];
}

/** Returns the name of the message. Undefined if there is none, which is then reported. */
function findMessage(
  call: Statement,
  [first, ...others]: readonly Expression[],
  { language, has, miss }: TranslateOptions,
): string | undefined {
  const key = first?.type === 'StringLiteral' ? String(first.value) : undefined;
  if (key === undefined || others.length > 0) {
    miss(call, "t takes one key in quotes, and name=column for what it says: {{t 'cart.title'}}", '');
    return undefined;
  }
  if (language === undefined) {
    miss(call, 't has no language here', key);
    return undefined;
  }
  const names = chainOf(language).map((tag) => nameOfMessage(tag, key));
  const name = names.find((one) => has(one));
  if (name === undefined) miss(call, `there is no text ${key} in ${language}`, key);
  return name;
}

/** Whether a statement calls a translation. `{{t}}` alone is a column. */
export function isTranslation(statement: Statement): boolean {
  if (statement.type !== 'MustacheStatement' || simpleName(statement.path) !== 't') return false;
  return statement.params.length > 0 || statement.hash !== undefined;
}
