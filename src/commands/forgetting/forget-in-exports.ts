// Removes a person from the files of --export: recipients of a run, reports of apply, exports of a ledger. Replaces each in one step.
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { DataFile } from '../../audience/data-file.ts';
import { dropRows } from '../../audience/drop-rows.ts';
import { openAudience } from '../../audience/open-audience.ts';
import { createPacker, unpack } from '../../audience/unpack.ts';
import { exitCodes, refuse, saySystemError, type Refusal } from '../../errors.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import { judgeExported } from '../../sources/forgetting/exported-judge.ts';
import type { LoadedCampaigns } from '../../workspace/load-campaigns.ts';
import type { ExportFile } from './find-exports.ts';
import { forgetInLedgerExport, type LedgerForgetting } from './forget-in-ledger-export.ts';

export interface ExportWithout {
  readonly file: ExportFile;
  /** The number of rows, or for a ledger of notifications that waited or are in doubt. */
  readonly removed: number;
}

interface ExportForgetting extends LedgerForgetting {
  readonly loaded: LoadedCampaigns;
  readonly known: readonly KeyedIdentifier[];
}

/** Throws a Refusal if a file cannot be read (exit 3) or written (exit 1). Those before it are done then, and a second run does the rest. */
export async function forgetInExports(
  files: readonly ExportFile[],
  forgetting: ExportForgetting,
): Promise<readonly ExportWithout[]> {
  const done: ExportWithout[] = [];
  for (const file of files) {
    try {
      done.push({ file, removed: await forgetIn(file, forgetting) });
    } catch (error) {
      throw error instanceof Error && 'syscall' in error ? failedToWrite(file.name, error) : error;
    }
  }
  return done;
}

async function forgetIn(file: ExportFile, forgetting: ExportForgetting): Promise<number> {
  switch (file.kind) {
    case 'nobody':
      return 0;
    case 'ledger':
      return forgetInLedgerExport(file, forgetting);
    case 'csv':
    case 'ndjson':
      return dropFrom(file, file.kind, forgetting);
  }
}

async function dropFrom(
  { name, path, packing }: ExportFile,
  rows: 'csv' | 'ndjson',
  { known, loaded }: ExportForgetting,
): Promise<number> {
  const file: DataFile = { name, what: 'the export' };
  const beside = `${path}.part`;
  const read = (): AsyncIterable<Uint8Array> => {
    const bytes = createReadStream(path);
    return packing === undefined ? bytes : unpack(file, bytes, packing);
  };
  let removed = 0;
  try {
    const isTheirs = judgeExported(known, await columnsOf(file, read(), rows), loaded);
    async function* kept(): AsyncGenerator<Buffer> {
      removed = yield* dropRows({ file, rows, isTheirs }, read());
    }
    await rm(beside, { force: true });
    const written = createWriteStream(beside, { flags: 'wx', mode: 0o600, flush: true });
    await (packing === undefined ? pipeline(kept, written) : pipeline(kept, createPacker(packing), written));
    if (removed > 0) await rename(beside, path);
    else await chmod(path, 0o600);
    return removed;
  } finally {
    await rm(beside, { force: true });
  }
}

async function columnsOf(
  file: DataFile,
  bytes: AsyncIterable<Uint8Array>,
  rows: 'csv' | 'ndjson',
): Promise<readonly string[]> {
  await using audience = await openAudience(file, bytes, { rows });
  return audience.columns;
}

/** The refusal for errors such as a full disk, or a folder that was removed. */
function failedToWrite(name: string, cause: Error): Refusal {
  const help = 'Check whether the disk is full, and whether its folder can be written to. Then run this command again.';
  return refuse(exitCodes.unexpected, 'PP505', `${name} cannot be rewritten: ${saySystemError(cause)}`, help, {
    cause,
  });
}
