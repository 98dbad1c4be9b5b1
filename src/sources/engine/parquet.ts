// Reads Parquet as NDJSON with the engine, in a process of its own that can only see this file.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { exitCodes, Refusal } from '../../errors.ts';
import { requireEngine } from './require-engine.ts';
import type { ResultColumn } from './query-protocol.ts';
import { QueryFailure, runQuery, tenMinutes } from './run-query.ts';
import { openStaging } from './staging.ts';

export function isParquet(file: string): boolean {
  return file.toLowerCase().endsWith('.parquet');
}

/** `file` is for messages; `data` is the data folder, which holds the file while it is read. Throws a Refusal (exit 3) if it is not such a file. */
export async function* readParquet(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  data: string,
): AsyncGenerator<Uint8Array, readonly ResultColumn[]> {
  requireEngine(file);
  await using staging = await openStaging(data);
  const { folder, spill } = staging;
  await pipeline(bytes, createWriteStream(join(folder, 'audience.parquet'), { mode: 0o600 }));
  const text = "SELECT * FROM read_parquet('audience.parquet')";
  try {
    return yield* runQuery({ text, params: {}, folder, spill, milliseconds: tenMinutes });
  } catch (error) {
    if (!(error instanceof QueryFailure)) throw error;
    const message = `${file} cannot be read as Parquet${sayWhy(error)}`;
    const help = 'Write it again, or read it with a query that leaves out what cannot be read.';
    throw new Refusal(exitCodes.invalidInput, [{ severity: 'error', code: 'PP266', message, file, help }]);
  }
}

/** Returns the reason as a clause, or an empty text if the engine gives none without data of a row. */
function sayWhy({ fault }: QueryFailure): string {
  switch (fault.kind) {
    case 'no_text_form':
      return `: its column ${JSON.stringify(fault.column)} is of type ${fault.type}, which has no form in text`;
    case 'not_finite':
      return `: its row ${fault.row} has NaN, infinity or a date without a form in text in the column ${JSON.stringify(fault.column)}`;
    case 'took_too_long':
      return ' within 10 minutes';
    case 'ended':
      return ': the process that read it ended, maybe for lack of memory';
    default:
      return '';
  }
}
