// Compiles an expression of a template to a function of a scope that returns its value: of the row, of a literal, or of a helper.
import { bindHelper } from '../helpers/bind-helper.ts';
import type { Given, ValueHelper } from '../helpers/helper.ts';
import type { Rendering } from '../rendering.ts';
import { RowFault } from '../row-fault.ts';
import { findHelper } from './find-helper.ts';
import { nameArgument } from './name-argument.ts';
import { ownValueOf, type OwnValue } from './own-value.ts';
import { nowhere, type Scope, type Variables } from './scope.ts';
import {
  isScoped,
  pathOfLiteral,
  type Expression,
  type HelperCall,
  type Literal,
  type TemplatePath,
} from './template-ast.ts';

export type Read = (scope: Scope) => unknown;

/** The place of an expression. */
export interface Site {
  readonly rendering: Rendering;
  /** The names of `as |entry label|` of the surrounding blocks that have their own context, innermost first. */
  readonly named: readonly (readonly string[])[];
}

/** Compiles an argument. A missing part is undefined. */
export function compileArgument(expression: Expression, site: Site): Read {
  if (expression.type === 'PathExpression') return compilePath(expression, site, false);
  return expression.type === 'SubExpression' ? compileCall(expression, site) : giveLiteral(expression);
}

/** Compiles the content of `{{ }}` or of brackets. When it runs, it throws a RowFault if the value of a path is missing. */
export function compileCall(call: HelperCall, site: Site): Read {
  const helper = helperOf(call, site);
  if (helper?.kind === 'value') return compileHelper(call, helper, site);
  const { path } = call;
  // The checks allow no other call, and blocks never come here.
  if (path.type === 'SubExpression') throw new TypeError('a template calls what no helper is');
  return compilePath(path.type === 'PathExpression' ? path : pathOfLiteral(path), site, true);
}

export function helperOf(call: HelperCall, { named }: Site): ReturnType<typeof findHelper> {
  return findHelper(call, { blockParams: new Set(named.flat()) });
}

function giveLiteral({ type, value }: Literal): Read {
  const given = type === 'NullLiteral' ? null : value;
  return () => given;
}

function compileHelper(call: HelperCall, helper: ValueHelper, site: Site): Read {
  const run = bindHelper(helper, (argument) => nameArgument(call, argument), site.rendering);
  const readValues = compileValues(call, site);
  const readOptions = compileOptions(call, site);
  const make = (given: Given): unknown => helper.run(given);
  return (scope) => run(readValues(scope), readOptions(scope), make);
}

export function compileValues({ params }: Pick<HelperCall, 'params'>, site: Site): (scope: Scope) => unknown[] {
  const reads = params.map((param) => compileArgument(param, site));
  const [first, second, third, ...more] = reads;
  // An array literal allocates only what it contains. An array that grows allocates 17 places at once.
  if (first === undefined) return () => [];
  if (second === undefined) return (scope) => [first(scope)];
  if (third === undefined) return (scope) => [first(scope), second(scope)];
  if (more.length === 0) return (scope) => [first(scope), second(scope), third(scope)];
  return (scope) => reads.map((read) => read(scope));
}

type Options = Readonly<Record<string, unknown>>;

/** Compiles the options. If an option is given twice, the first counts, as in Handlebars. */
export function compileOptions({ hash }: Pick<HelperCall, 'hash'>, site: Site): (scope: Scope) => Options {
  const pairs = hash?.pairs ?? [];
  const reads = pairs.map(({ key, value }) => [key, compileArgument(value, site)] as const).toReversed();
  const readAll = (scope: Scope): Options => {
    const options: Record<string, unknown> = Object.create(null);
    for (const [name, read] of reads) options[name] = read(scope);
    return options;
  };
  if (pairs.some(({ value }) => value.type === 'PathExpression' || value.type === 'SubExpression')) return readAll;
  // Literals are the same for every row.
  const written = readAll(nowhere);
  return () => written;
}

function compilePath(path: TemplatePath, site: Site, isWanted: boolean): Read {
  const { begin, parts } = beginPath(path, site);
  const [name] = parts.slice(-1);
  if (name === undefined) return begin;
  const owner = parts.slice(0, -1).map(ownValueOf).reduce(compose, begin);
  const lookUp = ownValueOf(name);
  if (!isWanted) return (scope) => lookUp(owner(scope));
  return (scope) => {
    const value = lookUp(owner(scope));
    if (value === undefined)
      throw new RowFault('PP222', `${name} is missing; {{default ${name} "..."}} stands in for it`);
    return value;
  };
}

function compose(owner: Read, lookUp: OwnValue): Read {
  return (scope) => lookUp(owner(scope));
}

interface PathStart {
  readonly begin: Read;
  /** The parts that remain to be followed. */
  readonly parts: readonly string[];
}

function beginPath(path: TemplatePath, { named }: Site): PathStart {
  const { parts, depth } = path;
  if (path.data) return { begin: (scope) => variablesAt(scope.variables, depth), parts };
  const [head = '', ...rest] = parts;
  const hops = isScoped(path) ? -1 : named.findIndex((names) => names.includes(head));
  const index = named[hops]?.indexOf(head) ?? -1;
  if (index === -1) return { begin: depth === 0 ? contextOf : (scope) => around(scope, depth)?.context, parts };
  return { begin: (scope) => around(scope, hops)?.named[index], parts: rest };
}

const contextOf: Read = ({ context }) => context;

function around(scope: Scope, hops: number): Scope | undefined {
  let at: Scope | undefined = scope;
  for (let hop = 0; hop < hops; hop += 1) at = at?.outer;
  return at;
}

function variablesAt(variables: Variables, depth: number): unknown {
  let at: unknown = variables;
  for (let hop = 0; hop < depth; hop += 1) at = parentOf(at);
  return at;
}

const parentOf = ownValueOf('_parent');
