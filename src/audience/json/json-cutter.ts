// What the two ways to cut JSON records out of a file have in common.
import type { Fault, PlacedFault } from '../fault.ts';

export interface JsonText {
  /** Line where the text begins. */
  readonly line: number;
  /** Column where the text begins, where that is kept. */
  readonly column?: number;
  readonly json: string;
}

export interface CutTexts {
  readonly texts: readonly JsonText[];
  /** What is wrong behind the texts; nothing may be cut after it. */
  readonly stop?: PlacedFault;
}

export interface Cutter {
  /** The record that is expected next, or under way, and the line that has been reached. */
  readonly next: { readonly row: number; readonly line: number };
  cut(bytes: Buffer): CutTexts;
  end(): CutTexts;
}

export const tooLong: Fault = {
  code: 'PP206',
  problem: 'is longer than 1 MiB',
  help: 'Shorten the record, or check that each one ends where it should.',
};
