// The files of --export without a person: recipients of a run, a report of apply, an export of a ledger. Each is replaced in one step.
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, lstat, open, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DataFile } from '../../audience/data-file.ts';
import { dropRows } from '../../audience/drop-rows.ts';
import { openAudience } from '../../audience/open-audience.ts';
import { exitCodes, refuse, saySystemError, type Refusal } from '../../errors.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import type { Context } from '../../opening/context.ts';
import { judgeExported } from '../../sources/forgetting/exported-judge.ts';
import type { LoadedCampaigns } from '../../workspace/load-campaigns.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';
import { checkLedgerExport, forgetInLedgerExport, type LedgerForgetting } from './forget-in-ledger-export.ts';

export interface ExportFile {
  /** As it is named. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly kind: 'csv' | 'ledger' | 'ndjson';
}

export interface ExportWithout {
  readonly file: ExportFile;
  /** Rows; of a ledger notifications that waited or are in doubt. */
  readonly removed: number;
}

/** Looks at all of them first. Throws a Refusal (exit 3, of ledgers also 4) for one that pushplan has not written. */
export async function findExports(
  context: Context,
  workspace: Workspace,
  names: readonly string[],
): Promise<readonly ExportFile[]> {
  const found: ExportFile[] = [];
  for (const name of new Set(names)) {
    const path = resolve(context.cwd, name);
    const file = { name, path, kind: await kindOf(name, path) };
    if (file.kind === 'ledger') await checkLedgerExport(context, workspace, file);
    found.push(file);
  }
  return found;
}

interface ExportForgetting extends LedgerForgetting {
  readonly loaded: LoadedCampaigns;
  readonly known: readonly KeyedIdentifier[];
}

/** Throws a Refusal where one cannot be read (exit 3) or written (exit 1); those before are done then, and a second run does the rest. */
export async function forgetInExports(
  files: readonly ExportFile[],
  forgetting: ExportForgetting,
): Promise<readonly ExportWithout[]> {
  const done: ExportWithout[] = [];
  for (const file of files) {
    try {
      const removed =
        file.kind === 'ledger'
          ? await forgetInLedgerExport(file, forgetting)
          : await dropFrom(file, file.kind, forgetting);
      done.push({ file, removed });
    } catch (error) {
      throw error instanceof Error && 'syscall' in error ? failedToWrite(file.name, error) : error;
    }
  }
  return done;
}

const zstd = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

async function kindOf(name: string, path: string): Promise<ExportFile['kind']> {
  try {
    if (!(await lstat(path)).isFile()) throw refuseFile(name, 'it is a link, or no file');
    await using file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(zstd.length), 0, zstd.length, 0);
    if (bytesRead === zstd.length && buffer.equals(zstd)) return 'ledger';
    // CSV has a header at least; a report of nobody is empty, and one that nobody is left in has an empty line.
    return bytesRead === 0 || buffer[0] === 0x0a || buffer[0] === 0x7b ? 'ndjson' : 'csv';
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? refuseFile(name, saySystemError(error)) : error;
  }
}

async function dropFrom(
  { name, path }: ExportFile,
  rows: 'csv' | 'ndjson',
  { known, loaded }: ExportForgetting,
): Promise<number> {
  const file: DataFile = { name, what: 'the export' };
  if ((await stat(path)).size <= '\n'.length) return 0;
  const beside = `${path}.part`;
  let removed = 0;
  try {
    const isTheirs = judgeExported(known, await columnsOf(file, path, rows), loaded);
    async function* kept(): AsyncGenerator<Buffer> {
      removed = yield* dropRows({ file, rows, isTheirs }, createReadStream(path));
    }
    await rm(beside, { force: true });
    await pipeline(kept, createWriteStream(beside, { flags: 'wx', mode: 0o600, flush: true }));
    if (removed > 0) await rename(beside, path);
    else await chmod(path, 0o600);
    return removed;
  } finally {
    await rm(beside, { force: true });
  }
}

async function columnsOf(file: DataFile, path: string, rows: 'csv' | 'ndjson'): Promise<readonly string[]> {
  await using audience = await openAudience(file, createReadStream(path), { rows });
  return audience.columns;
}

function refuseFile(name: string, why: string): Refusal {
  const help = 'Name a file that status --export, apply --report or ledger export has written.';
  return refuse(exitCodes.invalidInput, 'PP505', `${name} cannot be rewritten: ${why}`, help);
}

/** A full disk, a folder that was taken away. */
function failedToWrite(name: string, cause: Error): Refusal {
  const help = 'Check whether the disk is full, and whether its folder can be written to. Then run this command again.';
  return refuse(exitCodes.unexpected, 'PP505', `${name} cannot be rewritten: ${saySystemError(cause)}`, help, {
    cause,
  });
}
