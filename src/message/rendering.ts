// What is under way while a row is rendered: the field, what it may still cost, and whether stand-ins are printed.
import { startPrinted, type PrintedSoFar } from './printed.ts';
import { RowFault } from './row-fault.ts';

/** More than the 4,096 bytes that FCM and APNs take for a whole notification. */
const longestText = 4096;
const mostSteps = 10_000;

export interface Rendering {
  /** The campaign's field that is being rendered, for the problem of a row. */
  field: string;
  standIn: boolean;
  /** Loop steps and partials that this field has taken so far. */
  steps: number;
  /** What this notification has got so far. */
  printed: PrintedSoFar;
}

export function createRendering(): Rendering {
  return { field: '', standIn: false, steps: 0, printed: startPrinted() };
}

export function countStep(rendering: Rendering): void {
  rendering.steps += 1;
  if (rendering.steps > mostSteps) throw new RowFault('PP222', `the template takes more than ${mostSteps} steps`);
}

/** Throws when a text, or all of what a loop has printed so far, is longer than a field may be. */
export function limitLength(text: string, length = text.length): string {
  if (length > longestText) throw new RowFault('PP222', `the text is longer than ${longestText} characters`);
  return text;
}
