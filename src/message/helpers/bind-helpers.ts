// The helpers of the table as functions that Handlebars' compiled code can call.
import { HelperFault, type BlockBody, type Given, type Helper, type HelperNote } from './helper.ts';
import { helperTable } from './helper-table.ts';
import { countStep, limitLength, type Rendering } from '../rendering.ts';
import { RowFault } from '../row-fault.ts';
import { makeCellStandIn } from '../stand-in-cell.ts';
import type { Trace, TraceStep } from '../trace.ts';

/** @variables; `_parent` is how Handlebars' code finds those of the block around (`@../index`). */
export type Variables = Readonly<Record<string, unknown>>;

/** How the body of a block is run. */
interface BodyCall {
  readonly data: Variables;
  readonly blockParams: readonly unknown[];
  /** Whether `../` in the body leads back to the context around the block. */
  readonly entered: boolean;
}

export type Body = (context: unknown, call: BodyCall) => string;

/** What Handlebars' code hands over as the last argument of a helper. */
interface CallOptions {
  readonly hash: Readonly<Record<string, unknown>>;
  readonly data: Variables;
  readonly loc: { readonly start: { readonly line: number; readonly column: number } };
  readonly fn: Body;
  readonly inverse: Body;
}

export type BoundHelper = (this: unknown, ...given: unknown[]) => unknown;

/** Says what stands in the template as an argument of the call at a place: a path, or what kind of thing it is. */
export type NameArgument = (line: number, column: number, argument: number | string) => string;

export function bindHelpers(rendering: Rendering, nameArgument: NameArgument): Readonly<Record<string, BoundHelper>> {
  const bound: Record<string, BoundHelper> = Object.create(null);
  for (const helper of helperTable.values()) {
    bound[helper.name] = function callHelper(...given) {
      const options = given.pop();
      if (!isCallOptions(options)) throw new Error(`Handlebars called ${helper.name} without options`);
      try {
        const note = (told: HelperNote): void => {
          noteOf(rendering, told, options, nameArgument);
        };
        const call = { helper, values: given, options: options.hash, note };
        const run = (call: Given): unknown =>
          helper.kind === 'value' ? helper.run(call) : helper.run(call, bindBody(this, options, rendering));
        return rendering.trace === undefined ? run(call) : runTraced(call, run, rendering.trace, rendering.standIn);
      } catch (error) {
        throw error instanceof HelperFault ? explainFault(helper, error, options, nameArgument) : error;
      }
    };
  }
  return bound;
}

function isCallOptions(value: unknown): value is CallOptions {
  return typeof value === 'object' && value !== null && 'hash' in value && 'data' in value;
}

function bindBody(context: unknown, options: CallOptions, rendering: Rendering): BlockBody {
  const { data, fn, inverse } = options;
  let printed = 0;
  return {
    printSame: () => fn(context, { data, blockParams: [], entered: false }),
    printElse: () => inverse(context, { data, blockParams: [], entered: false }),
    printEntry: (entry, label, variables) => {
      countStep(rendering);
      const own = { ...data, ...variables, _parent: data };
      const text = fn(entry, { data: own, blockParams: [entry, label], entered: true });
      printed += text.length;
      return limitLength(text, rendering, printed);
    },
  };
}

/** With stand-ins, a helper is told what the row itself gave it. What it cannot make of them is made of what came of the row. */
function runTraced(call: Given, run: (call: Given) => unknown, trace: Trace, standIn: boolean): unknown {
  if (!standIn) {
    const step: TraceStep = trace.note({ given: call });
    step.result = run(call);
    return step.result;
  }
  const { given, result } = trace.follow();
  try {
    return run({ ...call, real: given });
  } catch (error) {
    if (error instanceof HelperFault) return makeCellStandIn(result);
    throw error;
  }
}

/** The name of what is printed takes time to find, so only a note looks for it. */
function noteOf({ printed, field }: Rendering, note: HelperNote, options: CallOptions, nameOf: NameArgument): void {
  if (note.kind === 'default') {
    printed.defaults.push(field);
    return;
  }
  const { line, column } = options.loc.start;
  const what = note.kind === 'missing_form' ? note.form : nameOf(line, column, note.argument);
  printed.notes.push({ kind: note.kind, field, what });
}

function explainFault(helper: Helper, fault: HelperFault, options: CallOptions, nameArgument: NameArgument): RowFault {
  const { line, column } = options.loc.start;
  const what = fault.argument === undefined ? 'what it is given' : nameArgument(line, column, fault.argument);
  return new RowFault('PP222', `the helper ${helper.name} cannot use ${what}: it ${fault.message}`, fault.help);
}
