// A helper as one call of a template makes it: with what it is to be told, and with what its faults are called.
import { HelperFault, type Given, type Helper, type HelperNote } from './helper.ts';
import type { Rendering } from '../rendering.ts';
import { RowFault } from '../row-fault.ts';
import { makeCellStandIn } from '../stand-in-cell.ts';
import type { Trace, TraceStep } from '../trace.ts';

/** Says what stands in the template as an argument of the call: a path, or what kind of thing it is. */
export type NameArgument = (argument: number | string) => string;

type Values = Given['values'];
type Options = Given['options'];

/** `run` is the helper itself, for a block with its body. */
export type BoundHelper = (values: Values, options: Options, run: (given: Given) => unknown) => unknown;

export function bindHelper(helper: Helper, nameArgument: NameArgument, rendering: Rendering): BoundHelper {
  const note = (told: HelperNote): void => {
    noteOf(rendering, told, nameArgument);
  };
  return (values, options, run) => {
    const call: Given = { helper, values, options, usual: rendering.locale, tables: rendering.tables, note };
    try {
      return rendering.trace === undefined ? run(call) : runTraced(call, run, rendering.trace, rendering.standIn);
    } catch (error) {
      throw error instanceof HelperFault ? explainFault(helper, error, nameArgument) : error;
    }
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
function noteOf({ printed, field }: Rendering, note: HelperNote, nameOf: NameArgument): void {
  if (note.kind === 'default') {
    printed.defaults.push(field);
    return;
  }
  const what = note.kind === 'missing_form' ? note.form : nameOf(note.argument);
  printed.notes.push({ kind: note.kind, field, what });
}

function explainFault(helper: Helper, fault: HelperFault, nameArgument: NameArgument): RowFault {
  const what = fault.argument === undefined ? 'what it is given' : nameArgument(fault.argument);
  return new RowFault('PP222', `the helper ${helper.name} cannot use ${what}: it ${fault.message}`, fault.help);
}
