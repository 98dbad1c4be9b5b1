// The types of those parts of Handlebars' syntax tree that pushplan uses, as discriminated unions. Handlebars' own types do not tell statements
// apart.

export interface TemplatePlace {
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 0. */
  readonly column: number;
}

interface Node {
  readonly loc: { readonly start: TemplatePlace; readonly end: TemplatePlace };
}

export interface TemplatePath extends Node {
  readonly type: 'PathExpression';
  /** Whether it begins with @. */
  readonly data: boolean;
  /** The number of ../ before it. */
  readonly depth: number;
  readonly parts: readonly string[];
  /** The path as the author wrote it. */
  readonly original: string;
}

export interface Literal extends Node {
  readonly type: 'StringLiteral' | 'NumberLiteral' | 'BooleanLiteral' | 'UndefinedLiteral' | 'NullLiteral';
  readonly value?: string | number | boolean;
}

interface SubExpression extends HelperCall {
  readonly type: 'SubExpression';
}

export type Expression = TemplatePath | Literal | SubExpression;

interface NamedArgument extends Node {
  readonly key: string;
  readonly value: Expression;
}

/** The common part of mustaches, blocks and subexpressions: a head and its arguments. */
export interface HelperCall extends Node {
  readonly path: Expression;
  readonly params: readonly Expression[];
  readonly hash?: { readonly pairs: readonly NamedArgument[] };
}

interface Mustache extends HelperCall {
  readonly type: 'MustacheStatement';
  /** False for {{{x}}} and {{&x}}. */
  readonly escaped: boolean;
}

export interface TemplateBlock extends HelperCall {
  readonly type: 'BlockStatement';
  readonly program?: Program;
  readonly inverse?: Program;
}

export interface PartialCall extends Node {
  readonly type: 'PartialStatement';
  readonly name: Expression;
  readonly params: readonly Expression[];
  readonly hash?: { readonly pairs: readonly NamedArgument[] };
  /** The spaces before it, if it is alone on its line. */
  readonly indent?: string;
}

interface Content extends Node {
  readonly type: 'ContentStatement';
  readonly original: string;
  value: string;
}

interface Other extends Node {
  readonly type: 'CommentStatement' | 'Decorator' | 'DecoratorBlock' | 'PartialBlockStatement';
}

export type Statement = Mustache | TemplateBlock | PartialCall | Content | Other;

export interface Program {
  readonly type: 'Program';
  readonly body: readonly Statement[];
  readonly blockParams?: readonly string[];
}

export function isProgram(value: unknown): value is Program {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Program' && 'body' in value;
}

/** Returns the name that Handlebars may take for a helper: a path or literal of one plain name, without this. or ../ before it. */
export function simpleName(head: Expression): string | undefined {
  if (head.type === 'SubExpression') return undefined;
  if (head.type !== 'PathExpression') return String(head.value);
  return !head.data && !isScoped(head) && head.parts.length === 1 ? head.parts[0] : undefined;
}

/** Whether the path begins with this or ../, so that its first part can only be a name of the context. */
export function isScoped({ depth, original }: TemplatePath): boolean {
  return depth > 0 || /^\.|^this\b/.test(original);
}

/** Returns the path that a literal means. Handlebars treats `{{"first name"}}` and `{{1}}` as columns of that name. */
export function pathOfLiteral(literal: Literal): TemplatePath {
  const name = String(literal.value);
  return { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc: literal.loc };
}

/** Returns the text of a string literal; undefined for anything else. */
export function writtenText(value: Expression | undefined): string | undefined {
  return value?.type === 'StringLiteral' ? String(value.value) : undefined;
}

/** Returns the name of a partial. Undefined if it is computed, which is not allowed. */
export function partialName(name: Expression): string | undefined {
  if (name.type === 'SubExpression') return undefined;
  return name.type === 'PathExpression' ? name.original : String(name.value);
}

/** Returns the arguments of a call, including the named ones. */
export function valuesOf(call: Pick<HelperCall, 'params' | 'hash'>): readonly Expression[] {
  return [...call.params, ...(call.hash?.pairs ?? []).map((pair) => pair.value)];
}
