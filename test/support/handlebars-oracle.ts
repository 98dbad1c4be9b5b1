// Renders a template with Handlebars itself, our helpers and our value lookup. Tests compare our own renderer with it.
import Handlebars from 'handlebars';
import { bindHelper } from '../../src/message/helpers/bind-helper.ts';
import type { BlockBody } from '../../src/message/helpers/helper.ts';
import { helperTable } from '../../src/message/helpers/helper-table.ts';
import type { Rendering } from '../../src/message/rendering.ts';
import { RowFault } from '../../src/message/row-fault.ts';
import { printValue } from '../../src/message/templates/print-value.ts';
import type { Program } from '../../src/message/templates/template-ast.ts';

interface BodyCall {
  readonly data: object;
  readonly named: readonly unknown[];
  /** Whether `../` in the body refers to the context around the block. */
  readonly isEntered: boolean;
}

type Body = (context: unknown, call: BodyCall) => string;

interface CallOptions {
  readonly hash: Readonly<Record<string, unknown>>;
  readonly data: object;
  readonly fn: Body;
  readonly inverse: Body;
}

type Run = (
  container: Container,
  context: unknown,
  helpers: object,
  partials: object,
  data: object,
  named: readonly unknown[] | undefined,
  contexts: readonly unknown[] | undefined,
) => string;

interface Container extends Record<string, unknown> {
  readonly nullContext: object;
}

type Spec = { main: Run } & Readonly<Record<number, Run>>;

const options: PrecompileOptions = {
  strict: true,
  knownHelpersOnly: true,
  preventIndent: true,
  knownHelpers: Object.fromEntries([...helperTable.keys()].map((name) => [name, true])),
};

/** `contexts` are the objects in which names are looked up, innermost first. */
export type OracleTemplate = (contexts: readonly unknown[], data: object) => string;

/** Changes `program`. */
export function compileByHandlebars(
  program: Program,
  partials: Readonly<Record<string, OracleTemplate>>,
  rendering: Rendering,
): OracleTemplate {
  shieldVariables(program);
  const code: unknown = Handlebars.precompile(program, options);
  // oxlint-disable-next-line typescript/no-implied-eval
  const spec: Spec = new Function(`return ${String(code)}`)();
  const { main } = spec;
  const container = takeContainer(spec);
  const helpers = makeHelpers(container, rendering);
  Object.assign(container, {
    escapeExpression: (value: unknown) => printValue(value, rendering),
    lookupProperty: ownValue,
    strict: (owner: unknown, name: string) => {
      const value = ownValue(owner, name);
      if (value === undefined) throw new RowFault('PP222', `${name} is missing`);
      return value;
    },
    invokePartial: (partial: OracleTemplate, context: unknown, { hash, data }: Partial<CallOptions>) =>
      partial([hash === undefined ? context : { ...(context as object), ...hash }], data ?? {}),
    program:
      (index: number, _data: object, _count: number, named?: readonly unknown[], contexts?: readonly unknown[]): Body =>
      (context, call) => {
        const inner = call.isEntered ? contexts && [context, ...contexts] : contexts;
        const run = spec[index] ?? main;
        return run(container, context, helpers, partials, call.data, named && [call.named, ...named], inner);
      },
  });
  return (contexts, data) => main(container, contexts[0], helpers, partials, data, [], contexts);
}

/** Handlebars takes `{{@number}}` for the helper `number`, unless it is written as a path. */
function shieldVariables(node: object): void {
  if ('path' in node && isVariable(node.path)) node.path.original = `./${node.path.original}`;
  for (const part of Object.values(node) as unknown[])
    if (typeof part === 'object' && part !== null) shieldVariables(part);
}

function isVariable(path: unknown): path is { original: string } {
  return typeof path === 'object' && path !== null && 'data' in path && path.data === true;
}

/** Handlebars passes its container to `main` only. */
function takeContainer(spec: Spec): Container {
  const taken: Container[] = [];
  spec.main = (container) => {
    taken.push(container);
    return '';
  };
  Handlebars.template(spec)({});
  const [container] = taken;
  if (container === undefined) throw new Error('Handlebars did not call main');
  return container;
}

function makeHelpers(container: Container, rendering: Rendering): object {
  return Object.fromEntries(
    Array.from(helperTable, ([name, helper]) => {
      const run = bindHelper(helper, String, rendering);
      function call(this: unknown, ...given: unknown[]): unknown {
        const last = given.pop() as CallOptions;
        // Handlebars passes its null context, an empty object, when a helper is called on null.
        const body = bindBody(this === container.nullContext ? null : this, last);
        return run(given, last.hash, (told) => (helper.kind === 'value' ? helper.run(told) : helper.run(told, body)));
      }
      return [name, call];
    }),
  );
}

function bindBody(context: unknown, { data, fn, inverse }: CallOptions): BlockBody {
  return {
    printSame: () => fn(context, { data, named: [], isEntered: false }),
    printElse: () => inverse(context, { data, named: [], isEntered: false }),
    printEntry: (entry, label, variables) =>
      fn(entry, { data: { ...data, ...variables, _parent: data }, named: [entry, label], isEntered: true }),
  };
}

function ownValue(owner: unknown, name: string): unknown {
  if (owner === undefined || owner === null) return undefined;
  return Object.hasOwn(owner, name) ? (owner as Record<string, unknown>)[name] : undefined;
}
