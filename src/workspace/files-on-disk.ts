// The files of a workspace on disk.
import { countOf } from '../numbers.ts';
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Position } from '../diagnostic.ts';
import { refuseInGit } from './data-folder.ts';
import { decodeText } from './decode-text.ts';
import { workspaceFile, type DataPlace, type Files } from './files.ts';
import { findDataFile } from './find-data-file.ts';
import { pointerBytes, refusePointer } from './lfs-pointer.ts';
import { findModifiedAt } from './modified-at.ts';
import { openFile, refuseUnreadable } from './open-file.ts';
import { refuseInBoth } from './path-problems.ts';
import { refusePath } from './refuse-path.ts';

/**
 * The size of a chunk. Chunks stay in memory until the next garbage collection: with twice the size, reading is no faster and a plan takes a fifth
 * more memory.
 */
const streamBytes = 128 * 1024;

export function filesOnDisk(folder: string, data?: DataPlace): Files {
  const root = resolve(folder);
  return {
    root,
    ...(data && { data }),
    async readText(path, limitBytes, at) {
      return decodeText(path, await readBytes(root, path, limitBytes, at));
    },
    async stream(path, at) {
      const handle = await openFile(await folderOf(root, data, path, at), path, at);
      try {
        // Reads at an explicit position, so that the stream still begins at the start of the file.
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(pointerBytes), 0, pointerBytes, 0);
        refusePointer(path, buffer.subarray(0, bytesRead), at);
      } catch (error) {
        await handle.close();
        throw error;
      }
      return handle.createReadStream({ highWaterMark: streamBytes });
    },
    async size(path) {
      try {
        return (await stat(join(await folderOf(root, data, path, undefined), path))).size;
      } catch {
        // Reading the file will report the reason.
        return undefined;
      }
    },
    async list() {
      return (await listFolder(root, '')).toSorted();
    },
    modifiedAt: async (path) => findModifiedAt(await folderOf(root, data, path, undefined), path),
  };
}

/** Returns the workspace, or the data folder if the file is only there. */
async function folderOf(
  root: string,
  data: DataPlace | undefined,
  path: string,
  at: Position | undefined,
): Promise<string> {
  if (data?.kind !== 'folder') return root;
  const found = await findDataFile(root, data.path, path);
  if (found.kind === 'in_both') throw refuseInBoth(path, data.path, at);
  if (found.kind === 'missing' || found.where === 'workspace') return root;
  await refuseInGit(data.path, data.at);
  return data.path;
}

async function readBytes(root: string, path: string, limit: number, at: Position | undefined): Promise<Uint8Array> {
  const handle = await openFile(root, path, at);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // The size of the file is not reliable, since the file may grow.
  for await (const chunk of handle.createReadStream({ end: limit })) {
    if (!(chunk instanceof Uint8Array)) continue;
    chunks.push(chunk);
    size += chunk.length;
  }
  if (size > limit) {
    throw refusePath({
      code: 'PP106',
      path,
      message: `${path} is larger than ${countOf(limit, 'byte')}`,
      help: 'Split it.',
      at,
    });
  }
  const bytes = Buffer.concat(chunks);
  refusePointer(path, bytes, at);
  return bytes;
}

/** `prefix` is the path of the folder with a slash at its end, or "" for the root. */
async function listFolder(folder: string, prefix: string): Promise<readonly string[]> {
  const entries = await readFolder(folder, prefix);
  if (prefix !== '' && entries.some(({ name }) => name === workspaceFile)) return [];
  const found: string[] = [];
  for (const entry of entries) {
    const { name } = entry;
    if (entry.isDirectory()) {
      if (isSkipped(name)) continue;
      found.push(...(await listFolder(join(folder, name), `${prefix}${name}/`)));
    } else if (!entry.isSymbolicLink() || !(await isFolder(join(folder, name)))) {
      // Links to folders are not followed, since they may form a circle. Links to files are checked when they are read.
      found.push(`${prefix}${name}`);
    }
  }
  return found;
}

async function readFolder(folder: string, prefix: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    throw refuseUnreadable(prefix === '' ? folder : prefix, cause, undefined);
  }
}

function isSkipped(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.');
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
