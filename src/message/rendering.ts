// The state of the renderer while it renders a row: the field, what is left of its limits, and whether the row has stand-ins.
import { countOf } from '../numbers.ts';
import { Pieces } from './fragments/pieces.ts';
import { startPrinted, type PrintedSoFar } from './fragments/printed.ts';
import { RowFault } from './row-fault.ts';
import type { Tables } from './tables.ts';
import type { Trace } from './trace.ts';

/** The longest text of a field, in characters. FCM and APNs take at most 4,096 bytes for a whole notification. */
export const longestText = 4096;
const mostSteps = 10_000;

export interface Rendering {
  /** The campaign's field that is being rendered. A problem of the row names it. */
  field: string;
  /** The locale of helpers that name no other. Undefined for keys and identifiers, which are the same in all languages. */
  locale: string | undefined;
  /** Whether the row has stand-ins for cells. If so, it follows the trace of the row itself. */
  standIn: boolean;
  /** Set only for a row that stand-ins will be made of. */
  trace: Trace | undefined;
  /** Loop steps and partials that this field has taken so far. */
  steps: number;
  /** The texts that the expressions of this field have printed, one by one. */
  readonly pieces: Pieces;
  /** What has been printed for this notification so far. */
  printed: PrintedSoFar;
  /** The tables in which templates look up values. */
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

/** Throws a RowFault (PP222) if a text, or all that a loop has printed so far, is too long for a field. A stand-in may be longer than its row. */
export function limitLength(text: string, { standIn }: Rendering, length = text.length): string {
  if (length > longestText && !standIn)
    throw new RowFault('PP222', `the text is longer than ${countOf(longestText, 'character')}`);
  return text;
}
