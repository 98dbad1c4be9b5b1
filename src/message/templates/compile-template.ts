// Compiles a syntax tree to a function of a scope. No code is generated: each part of the tree becomes a function that prints it.
import { bindHelper } from '../helpers/bind-helper.ts';
import type { BlockBody } from '../helpers/helper.ts';
import { countStep, limitLength, type Rendering } from '../rendering.ts';
import {
  compileArgument,
  compileCall,
  compileOptions,
  compileValues,
  helperOf,
  type Site,
} from './compile-expression.ts';
import { findHelper } from './find-helper.ts';
import { nameArgument } from './name-argument.ts';
import { printValue } from './print-value.ts';
import { bodyScope, partialScope, type Scope, type Variables } from './scope.ts';
import { partialName, type PartialCall, type Program, type Statement, type TemplateBlock } from './template-ast.ts';
import { writtenIn, type Written } from './written-ways.ts';

/** Returns the text for a scope. Throws a RowFault if something cannot be printed. */
export interface Template {
  (scope: Scope): string;
  /** Set if the template has only text, expressions and conditions: the text around the expressions, for each way through the conditions. */
  readonly written?: readonly Written[];
  /** Set if the template prints one column of the row and nothing else. */
  readonly column?: string | undefined;
}

/** Templates by name, without a prototype. They are filled in after the templates that call them, since partials call each other. */
export type CompiledPartials = Record<string, Template>;

interface TemplateParts extends Site {
  readonly partials: CompiledPartials;
}

/** `program` was parsed from text and checked. It is never made from data. */
export function compileTemplate(program: Program, partials: CompiledPartials, rendering: Rendering): Template {
  const template = compileProgram(program, { partials, rendering, named: [] });
  const written = writtenIn(program);
  if (written === undefined) return template;
  return Object.assign((scope: Scope) => template(scope), { written, column: columnOf(program) });
}

function columnOf({ body: [only, ...others] }: Program): string | undefined {
  if (only?.type !== 'MustacheStatement' || others.length > 0) return undefined;
  const { path, params, hash } = only;
  if (path.type !== 'PathExpression' || params.length > 0 || hash !== undefined) return undefined;
  const { parts, data, depth } = path;
  const [column, ...rest] = parts;
  return data || depth > 0 || rest.length > 0 || findHelper(only, { blockParams: new Set() }) ? undefined : column;
}

const nothing: Template = () => '';

function compileProgram(program: Program | undefined, parts: TemplateParts): Template {
  const prints = (program?.body ?? []).flatMap((statement) => compileStatement(statement, parts));
  const [first = nothing, ...rest] = prints;
  if (rest.length === 0) return first;
  return (scope) => {
    let text = '';
    for (const print of prints) text += print(scope);
    return text;
  };
}

function compileStatement(statement: Statement, parts: TemplateParts): readonly Template[] {
  switch (statement.type) {
    case 'ContentStatement':
      return compileText(statement.value);
    case 'MustacheStatement': {
      const read = compileCall(statement, parts);
      const { rendering } = parts;
      return [(scope) => printValue(read(scope), rendering)];
    }
    case 'BlockStatement':
      return [compileBlock(statement, parts)];
    case 'PartialStatement':
      return [...compileText(statement.indent ?? ''), compilePartial(statement, parts)];
    case 'CommentStatement':
      return [];
    case 'Decorator':
    case 'DecoratorBlock':
    case 'PartialBlockStatement':
      throw new TypeError('a template holds what its checks refuse');
  }
}

function compileText(text: string): readonly Template[] {
  return text === '' ? [] : [() => text];
}

function compileBlock(block: TemplateBlock, parts: TemplateParts): Template {
  const helper = helperOf(block, parts);
  if (helper?.kind !== 'block') throw new TypeError('a block calls what no helper of blocks is');
  const { rendering, named } = parts;
  const run = bindHelper(helper, (argument) => nameArgument(block, argument), rendering);
  const readValues = compileValues(block, parts);
  const readOptions = compileOptions(block, parts);
  // In the body for an entry, bare names are its fields, and ../ leads out of it.
  const inBody = helper.names === 'entry' ? { ...parts, named: [block.program?.blockParams ?? [], ...named] } : parts;
  const body = compileProgram(block.program, inBody);
  const otherwise = compileProgram(block.inverse, parts);
  const print: Template = (scope) => {
    const rendered = new RenderedBody(body, otherwise, scope, rendering);
    const text = run(readValues(scope), readOptions(scope), (given) => helper.run(given, rendered));
    return typeof text === 'string' ? text : '';
  };
  const { chooses } = helper;
  const [condition] = block.params;
  if (chooses === undefined || condition === undefined) return print;
  const readCondition = compileArgument(condition, parts);
  return (scope) => {
    // A trace must record the call, so the shortcut below is not for it.
    if (rendering.trace !== undefined) return print(scope);
    return chooses(readCondition(scope)) ? body(scope) : otherwise(scope);
  };
}

class RenderedBody implements BlockBody {
  readonly #body: Template;
  readonly #otherwise: Template;
  readonly #scope: Scope;
  readonly #rendering: Rendering;
  #printed = 0;

  constructor(body: Template, otherwise: Template, scope: Scope, rendering: Rendering) {
    this.#body = body;
    this.#otherwise = otherwise;
    this.#scope = scope;
    this.#rendering = rendering;
  }

  printSame(): string {
    return this.#body(this.#scope);
  }

  printElse(): string {
    return this.#otherwise(this.#scope);
  }

  printEntry(entry: unknown, label: unknown, variables: Variables): string {
    countStep(this.#rendering);
    const text = this.#body(bodyScope(entry, label, this.#scope, variables));
    this.#printed += text.length;
    return limitLength(text, this.#rendering, this.#printed);
  }
}

function compilePartial(call: PartialCall, parts: TemplateParts): Template {
  const { partials, rendering } = parts;
  const name = partialName(call.name) ?? '';
  const [context] = call.params;
  const readContext = context === undefined ? ({ context: same }: Scope) => same : compileArgument(context, parts);
  const readGiven = call.hash === undefined ? undefined : compileOptions(call, parts);
  return (scope) => {
    countStep(rendering);
    const partial = partials[name];
    if (partial === undefined) throw new TypeError('a template calls a partial that is not there');
    const entered = readContext(scope);
    const given = readGiven?.(scope);
    return partial(partialScope(given === undefined ? entered : giveNames(entered, given), scope));
  };
}

/** Returns the context of a partial that is called with name=value. */
function giveNames(context: unknown, given: Readonly<Record<string, unknown>>): object {
  const named: object = Object.create(null);
  return Object.assign(named, typeof context === 'object' ? context : {}, given);
}
