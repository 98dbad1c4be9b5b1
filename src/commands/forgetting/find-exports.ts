// Finds out what the files of --export are, by their first bytes: the name of a file that was moved or packed says little.
import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { recognizeForeignKind } from '../../audience/foreign-kind.ts';
import type { Packing } from '../../audience/format.ts';
import { unpack } from '../../audience/unpack.ts';
import { exitCodes, refuse, Refusal, saySystemError } from '../../errors.ts';
import { beginsLedger } from '../../ledger/moving/record-text.ts';
import type { Context } from '../../opening/context.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';
import { checkLedgerExport } from './forget-in-ledger-export.ts';

export interface ExportFile {
  /** The name as given. */
  readonly name: string;
  /** The absolute path. */
  readonly path: string;
  readonly kind: 'csv' | 'ledger' | 'ndjson' | 'nobody';
  /** The packing that somebody has applied to the file since it was written. */
  readonly packing?: Packing;
}

/** Looks at all files before any is rewritten. Throws a Refusal (exit 3, for ledgers also 4) for one that pushplan has not written. */
export async function findExports(
  context: Context,
  workspace: Workspace,
  names: readonly string[],
): Promise<readonly ExportFile[]> {
  const found: ExportFile[] = [];
  for (const name of new Set(names)) {
    const path = resolve(context.cwd, name);
    const file = { name, path, ...(await lookAt(name, path)) };
    if (file.kind === 'ledger') await checkLedgerExport(context, workspace, file);
    found.push(file);
  }
  return found;
}

type Look = Pick<ExportFile, 'kind' | 'packing'>;

async function lookAt(name: string, path: string): Promise<Look> {
  try {
    if (!(await lstat(path)).isFile()) throw refuseExport(name, 'it is a link, or no file', nameAnother);
    const head = await headOf(createReadStream(path));
    const magic = head.toString('hex', 0, 4);
    if (magic.startsWith('1f8b')) return await lookInto(name, path, '.gz');
    return magic === '28b52ffd' ? await lookInto(name, path, '.zst') : { kind: kindOf(name, head) };
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? refuseExport(name, saySystemError(error), nameAnother) : error;
  }
}

/** The export of a ledger is always packed, and its own check reports what is wrong with it. */
async function lookInto(name: string, path: string, packing: Packing): Promise<Look> {
  try {
    const head = await headOf(unpack({ name, what: 'the export' }, createReadStream(path), packing));
    if (packing === '.zst' && beginsLedger(head.toString('latin1'))) return { kind: 'ledger' };
    return { kind: kindOf(name, head), packing };
  } catch (error) {
    if (packing === '.zst' && error instanceof Refusal && error.diagnostics.every(({ code }) => code === 'PP208'))
      return { kind: 'ledger' };
    throw error;
  }
}

function kindOf(name: string, head: Buffer): ExportFile['kind'] {
  const text = head.toString('latin1');
  // A report without people is empty, and one from which all were removed has an empty line.
  if (text === '' || text === '\n') return 'nobody';
  const foreign = text.startsWith('[') ? 'a list in JSON' : recognizeForeignKind(head)?.kind;
  if (foreign !== undefined) {
    const help =
      'Only rows of text can be rewritten. Save or unpack them as CSV or NDJSON, name that file, and delete this one: the person is in it.';
    throw refuseExport(name, `it is ${foreign}`, help);
  }
  // CSV has at least a header.
  return text.startsWith('\n') || text.startsWith('{') ? 'ndjson' : 'csv';
}

async function headOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  for await (const part of bytes) return Buffer.from(part);
  return Buffer.alloc(0);
}

const nameAnother = 'Name a file that status --export, apply --report or ledger export has written.';

function refuseExport(name: string, why: string, help: string): Refusal {
  return refuse(exitCodes.invalidInput, 'PP505', `${name} cannot be rewritten: ${why}`, help);
}
