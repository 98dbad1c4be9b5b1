// What is under way while a row is rendered: the field, what it may still cost, and whether the row is one of stand-ins.
import { countOf } from '../numbers.ts';
import { Pieces } from './fragments/pieces.ts';
import { startPrinted, type PrintedSoFar } from './fragments/printed.ts';
import { RowFault } from './row-fault.ts';
import type { Tables } from './tables.ts';
import type { Trace } from './trace.ts';

/** More than the 4,096 bytes that FCM and APNs take for a whole notification. */
export const longestText = 4096;
const mostSteps = 10_000;

export interface Rendering {
  /** The campaign's field that is being rendered, for the problem of a row. */
  field: string;
  /** The locale of helpers that are given no other. Undefined for keys and identifiers, which are the same in all languages. */
  locale: string | undefined;
  /** Whether the row has stand-ins for cells. It then follows the trace of the row itself. */
  standIn: boolean;
  /** Only for a row of which there will be stand-ins. */
  trace: Trace | undefined;
  /** Loop steps and partials that this field has taken so far. */
  steps: number;
  /** What the expressions of this field have printed, one by one. */
  readonly pieces: Pieces;
  /** What this notification has got so far. */
  printed: PrintedSoFar;
  /** What texts look things up in. */
  readonly tables: Tables;
}

export function createRendering(tables: Tables = new Map()): Rendering {
  return {
    field: '',
    locale: undefined,
    standIn: false,
    trace: undefined,
    steps: 0,
    pieces: new Pieces(),
    printed: startPrinted(),
    tables,
  };
}

export function countStep(rendering: Rendering): void {
  rendering.steps += 1;
  if (rendering.steps > mostSteps)
    throw new RowFault('PP222', `the template takes more than ${countOf(mostSteps, 'step')}`);
}

/** Throws when a text, or all of what a loop has printed so far, is longer than a field may be. A stand-in may be longer than its row. */
export function limitLength(text: string, { standIn }: Rendering, length = text.length): string {
  if (length > longestText && !standIn)
    throw new RowFault('PP222', `the text is longer than ${countOf(longestText, 'character')}`);
  return text;
}
