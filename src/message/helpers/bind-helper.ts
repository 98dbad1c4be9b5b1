// Binds a helper to one call in a template: adds what the call needs to know, and names the argument at fault in its errors.
import { HelperFault, type Given, type Helper, type HelperNote } from './helper.ts';
import type { Rendering } from '../rendering.ts';
import { RowFault } from '../row-fault.ts';
import { makeCellStandIn } from '../stand-in-cell.ts';
import type { Trace, TraceStep } from '../trace.ts';

/** Describes an argument of the call as the template has it: a path, or what kind of value it is. */
export type NameArgument = (argument: number | string) => string;

type Values = Given['values'];
type Options = Given['options'];

/** `run` runs the helper, with its body if it is a block. */
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

/**
 * Runs a helper for the row itself, or for its stand-ins, in which case the helper also gets the values of the row. If the helper cannot use the
 * stand-ins, the result is the stand-in of the row's result.
 */
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

/** Records a note. Only a note looks up the argument's name, since that takes time. */
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
