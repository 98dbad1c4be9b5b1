// The parts of Handlebars' syntax tree that we look at, as discriminated unions; its own types leave the kind of a statement open.

export interface TemplatePlace {
  /** From 1. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
}

interface Node {
  readonly loc: { readonly start: TemplatePlace; readonly end: TemplatePlace };
}

export interface TemplatePath extends Node {
  readonly type: 'PathExpression';
  /** Begins with @. */
  readonly data: boolean;
  /** How many times ../ stands before it. */
  readonly depth: number;
  readonly parts: readonly string[];
  /** As it is written. */
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

/** What mustaches, blocks and subexpressions have in common: a head and what is handed to it. */
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
  /** The blanks before it, where it is alone on its line. */
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

/** The word of a path or literal where Handlebars may take it for a helper: one plain name, without this. or ../ before it. */
export function simpleName(head: Expression): string | undefined {
  if (head.type === 'SubExpression') return undefined;
  if (head.type !== 'PathExpression') return String(head.value);
  return !head.data && !isScoped(head) && head.parts.length === 1 ? head.parts[0] : undefined;
}

/** Whether it begins with this or ../, so that its first part is a name of the context and of nothing else. */
export function isScoped({ depth, original }: TemplatePath): boolean {
  return depth > 0 || /^\.|^this\b/.test(original);
}

/** Handlebars takes `{{"first name"}}` and `{{1}}` for columns of that name. */
export function pathOfLiteral(literal: Literal): TemplatePath {
  const name = String(literal.value);
  return { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc: literal.loc };
}

/** What stands in quotes; undefined for anything else. */
export function writtenText(value: Expression | undefined): string | undefined {
  return value?.type === 'StringLiteral' ? String(value.value) : undefined;
}

/** Undefined where it is computed, which no template may. */
export function partialName(name: Expression): string | undefined {
  if (name.type === 'SubExpression') return undefined;
  return name.type === 'PathExpression' ? name.original : String(name.value);
}

/** The arguments of a call, those with a name too. */
export function valuesOf(call: Pick<HelperCall, 'params' | 'hash'>): readonly Expression[] {
  return [...call.params, ...(call.hash?.pairs ?? []).map((pair) => pair.value)];
}
