// The recipients of a campaign, streamed from its data file.
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import type { Recipient } from '../message/recipient.ts';
import type { DataFile } from './data-file.ts';

/** An open audience. Disposing of it closes the bytes it was opened with, even if they were not read to the end. */
export interface Audience extends AsyncDisposable {
  /** The header of csv and tsv. In ndjson and json the keys of the first 100 records, in the order in which they first appear. */
  readonly columns: readonly string[];
  /** Blocks of 1 to `blockSize` recipients in file order, to be iterated once. Throws a Refusal if the file is invalid. */
  readonly blocks: AsyncIterable<readonly Recipient[]>;
  /** The number of rows in the file if each recipient is made of several rows, otherwise undefined. Complete when `blocks` has ended. */
  lines(): number | undefined;
  /** Warnings about the file. Complete when `blocks` has ended. */
  warnings(): readonly Diagnostic[];
}

/** The most rows in a block. A block is one query to the ledger, perhaps over a network. Larger blocks live longer and cost garbage collection. */
export const blockSize = 250;

/** `line` is the line of the header. */
export function warnOfNoRows(
  { name: file, what, without = '' }: DataFile,
  kind: 'csv' | 'ndjson',
  line = 1,
): Diagnostic {
  const message = kind === 'csv' ? `${what} has a header and no rows` : `${what} has no records`;
  const help = `${without === '' ? '' : `${without} `}Check the export that writes the file.`;
  return warningAt({ file, line, column: 1 }, 'PP210', message, help);
}

export function* inBlocks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += blockSize) {
    yield rows.slice(at, at + blockSize);
  }
}
