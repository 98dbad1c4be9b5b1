// An audience: the recipients of a campaign, streamed out of its data file.
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import type { Recipient } from '../message/recipient.ts';
import type { DataFile } from './data-file.ts';

/** Disposing of it closes the bytes it was opened with, however far they were read. */
export interface Audience extends AsyncDisposable {
  /** The header of csv and tsv; in ndjson and json the keys of the first 100 records, in the order in which they are first seen. */
  readonly columns: readonly string[];
  /** Blocks of 1 to `blockSize` recipients in file order, to be walked once. Throws a Refusal where the file is at fault. */
  readonly blocks: AsyncIterable<readonly Recipient[]>;
  /** Where recipients are made of several rows each: how many rows there were; complete when `blocks` has ended. */
  lines(): number | undefined;
  /** What is worth knowing; complete when `blocks` has ended. */
  warnings(): readonly Diagnostic[];
}

/** A block is a question to the ledger, perhaps over a network, so it must not be one row. What lives as long as many rows costs garbage collection. */
export const blockSize = 250;

/** `line` is that of the header. */
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
