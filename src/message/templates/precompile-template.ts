// Syntax tree -> a function of a row. Handlebars' compiled code is called directly, on a container whose every way to a value is ours.
import Handlebars from 'handlebars';
import { bindHelpers, type Body, type BoundHelper, type Variables } from '../helpers/bind-helpers.ts';
import { helperTable } from '../helpers/helper-table.ts';
import { nameArgumentsOf } from './name-argument.ts';
import { printValue } from './print-value.ts';
import { countStep, type Rendering } from '../rendering.ts';
import { RowFault } from '../row-fault.ts';
import { callsOf, type Program } from './template-ast.ts';

/** `contexts` are what names are looked up in, innermost first. */
export type Template = (contexts: readonly unknown[], variables: Variables) => string;

/** By name, null prototype; filled after the templates that call them, since partials call each other. */
export type CompiledPartials = Record<string, Template>;

/** What Handlebars' compiled code works with; it is made anew for each template, so that changing it changes nothing else. */
interface Container {
  escapeExpression(value: unknown): string;
  strict(owner: unknown, name: string): unknown;
  lookupProperty(owner: unknown, name: string): unknown;
  program(
    index: number,
    variables: Variables,
    named: number | undefined,
    blockParams: readonly unknown[] | undefined,
    contexts: readonly unknown[] | undefined,
  ): Body;
  invokePartial(partial: Template, context: unknown, options: PartialOptions): string;
}

type Helpers = Readonly<Record<string, BoundHelper>>;

interface PartialOptions {
  readonly hash?: Readonly<Record<string, unknown>>;
  readonly data: Variables;
}

type Main = (
  container: Container,
  context: unknown,
  helpers: Helpers,
  partials: CompiledPartials,
  variables: Variables,
  blockParams: readonly unknown[] | undefined,
  contexts: readonly unknown[] | undefined,
) => string;

/** What Handlebars' compiler writes: the template itself, and each body of a block under its number. */
interface TemplateSpec {
  main: Main;
  readonly [body: number]: Main;
}

/** An instance of our own: nothing that is registered elsewhere in the process is seen here. */
const engine = Handlebars.create();

const options: PrecompileOptions = {
  strict: true,
  knownHelpersOnly: true,
  preventIndent: true,
  // The first three Handlebars knows by itself; here they are names of columns like any other.
  knownHelpers: {
    log: false,
    helperMissing: false,
    blockHelperMissing: false,
    ...Object.fromEntries([...helperTable.keys()].map((name) => [name, true])),
  },
};

/** `program` has been parsed from text and checked; it is never made of data. */
export function precompileTemplate(program: Program, partials: CompiledPartials, rendering: Rendering): Template {
  shieldVariables(program);
  const code: unknown = engine.precompile(program, options);
  const names = nameArgumentsOf(program);
  let template: Template | undefined;
  // Made when it is first used: a command that only checks templates renders none.
  return (contexts, variables) => {
    template ??= makeTemplate(code, bindHelpers(rendering, names), partials, rendering);
    return template(contexts, variables);
  };
}

function makeTemplate(code: unknown, helpers: Helpers, partials: CompiledPartials, rendering: Rendering): Template {
  const spec = evaluate(code);
  const { main } = spec;
  const container = takeContainer(spec);
  Object.assign(container, { ...ownAccess(rendering), program: runBody(container, spec, helpers, partials) });
  return (contexts, variables) => main(container, contexts[0], helpers, partials, variables, [], contexts);
}

/** To Handlebars `{{@number}}` is the helper number, unless it is written as a path. */
function shieldVariables(program: Program): void {
  for (const { path } of callsOf(program)) {
    if (path.type === 'PathExpression' && path.data) path.original = `./${path.original}`;
  }
}

function evaluate(code: unknown): TemplateSpec {
  if (typeof code !== 'string') throw new TypeError('Handlebars gave no code');
  // The code is made by Handlebars of a template in the repository; this is what its own compile() does.
  // oxlint-disable-next-line typescript/no-implied-eval
  const spec: unknown = new Function(`return ${code}`)();
  if (!isTemplateSpec(spec)) throw new TypeError('Handlebars gave code of another form');
  return spec;
}

function isTemplateSpec(value: unknown): value is TemplateSpec {
  return typeof value === 'object' && value !== null && 'main' in value && typeof value.main === 'function';
}

/** Handlebars shows its container to `main` alone: so a main that only looks is run once in its place. */
function takeContainer(spec: TemplateSpec): Container {
  let taken: Container | undefined;
  spec.main = (container) => {
    taken = container;
    return '';
  };
  engine.template(spec)({});
  if (taken === undefined) throw new TypeError('Handlebars did not call main');
  return taken;
}

/** Handlebars' own compares entries with what is around them by !=, which makes `../` depend on data, and fails for rows. */
function runBody(
  container: Container,
  spec: TemplateSpec,
  helpers: Helpers,
  partials: CompiledPartials,
): Container['program'] {
  return (index, _variables, _named, blockParams, contexts) => (context, call) => {
    const body = spec[index];
    if (body === undefined) throw new TypeError('Handlebars asked for a body that it did not write');
    const inner = call.entered ? contexts && [context, ...contexts] : contexts;
    const named = blockParams && [call.blockParams, ...blockParams];
    return body(container, context, helpers, partials, call.data, named, inner);
  };
}

function ownAccess(rendering: Rendering): Omit<Container, 'program'> {
  return {
    escapeExpression: (value) => printValue(value, rendering),
    lookupProperty: ownProperty,
    strict: (owner, name) => {
      const value = ownProperty(owner, name);
      if (value === undefined) {
        throw new RowFault('PP222', `${name} is missing; {{default ${name} "..."}} stands in for it`);
      }
      return value;
    },
    invokePartial: (partial, context, { hash, data }) => {
      countStep(rendering);
      return partial([hash === undefined ? context : giveNames(context, hash)], data);
    },
  };
}

/** What a value has of its own; never what it inherits. */
function ownProperty(owner: unknown, name: string): unknown {
  return hasParts(owner) && Object.hasOwn(owner, name) ? owner[name] : undefined;
}

function hasParts(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== undefined && value !== null;
}

/** The context of a partial that is called with name=value. */
function giveNames(context: unknown, given: Readonly<Record<string, unknown>>): object {
  const named: object = Object.create(null);
  return Object.assign(named, typeof context === 'object' ? context : {}, given);
}
