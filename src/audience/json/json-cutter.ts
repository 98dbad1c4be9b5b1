// Types and faults that both ways to cut JSON records out of a file share.
import type { Fault, PlacedFault } from '../fault.ts';

export interface JsonText {
  /** The line where the text begins. */
  readonly line: number;
  /** The column where the text begins, if it is known. */
  readonly column?: number;
  readonly json: string;
}

export interface CutTexts {
  readonly texts: readonly JsonText[];
  /** The fault after the texts. Nothing may be cut after it. */
  readonly stop?: PlacedFault;
}

export interface Cutter {
  /** The record that is expected next or in progress, and the line that has been reached. */
  readonly next: { readonly row: number; readonly line: number };
  cut(bytes: Buffer): CutTexts;
  end(): CutTexts;
}

export const tooLong: Fault = {
  code: 'PP206',
  problem: 'is longer than 1 MiB',
  help: 'Shorten the record, or check that each one ends where it should.',
};
