// Watches the folders of a workspace for changes in them.
import { addAbortListener } from 'node:events';
import { watch, type FSWatcher } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, exitCodes, refuse, saySystemError } from '../../errors.ts';

interface Watched {
  readonly inode: number;
  readonly watcher: FSWatcher;
}

/**
 * One watcher for each folder. On Linux a recursive watcher of Node.js watches files, and loses a file for good at its second save by
 * rename; the watcher of a folder sees whatever is renamed into it. Folders from which no campaigns are read are left out.
 */
export class WatchedFolders implements Disposable {
  readonly #root: string;
  readonly #watched = new Map<string, Watched>();
  #change = Promise.withResolvers<void>();

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * Watches new folders, and forgets those that are gone. Call it before the files are read: changes from here on resolve `changed`.
   * Throws a Refusal if the workspace is gone or cannot be watched.
   */
  async refresh(): Promise<void> {
    this.#change = Promise.withResolvers<void>();
    const folders = new Map<string, number>();
    await listFolders(this.#root, folders);
    if (!folders.has(this.#root)) {
      throw refuse(exitCodes.invalidInput, 'PP153', `${this.#root} is gone`, 'Run the command again where it is now.');
    }
    for (const [folder, { inode }] of this.#watched) if (folders.get(folder) !== inode) this.#forget(folder);
    for (const [folder, inode] of folders) if (!this.#watched.has(folder)) this.#watch(folder, inode);
  }

  /** Resolves when something has changed since the last refresh, or when the signal aborts. */
  async changed(signal: AbortSignal): Promise<void> {
    const change = this.#change;
    using _waking = addAbortListener(signal, () => change.resolve());
    await change.promise;
  }

  #watch(folder: string, inode: number): void {
    try {
      const watcher = watch(folder, (_, name) => {
        if (!isNoise(name)) this.#change.resolve();
      });
      // Some systems report in this way that the folder is gone.
      watcher.on('error', () => {
        this.#forget(folder);
        this.#change.resolve();
      });
      this.#watched.set(folder, { inode, watcher });
    } catch (error) {
      const code = codeOf(error);
      // The folder was removed just now; the watcher of the folder above sees that.
      if (code === 'ENOENT') return;
      throw refuse(
        exitCodes.invalidInput,
        'PP150',
        `${folder} cannot be watched: ${saySystemError(error)}`,
        'Where the system allows too few watches (on Linux fs.inotify.max_user_watches), raise that.',
      );
    }
  }

  #forget(folder: string): void {
    this.#watched.get(folder)?.watcher.close();
    this.#watched.delete(folder);
  }

  [Symbol.dispose](): void {
    for (const folder of this.#watched.keys()) this.#forget(folder);
  }
}

/** The folder of ledgers, and SQLite's own files beside a ledger, which are written all the time while an apply runs. */
function isNoise(name: string | null): boolean {
  return name !== null && /^\.pushplan$|-(wal|shm|journal)$/.test(name);
}

/** Collects folders with their inodes. A folder that is replaced by another of its name must be watched again. */
async function listFolders(folder: string, found: Map<string, number>): Promise<void> {
  try {
    found.set(folder, (await stat(folder)).ino);
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const isRead = entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.');
      if (isRead) await listFolders(join(folder, entry.name), found);
    }
  } catch {
    // A folder that was removed meanwhile, or may not be read, holds nothing that could be watched.
    found.delete(folder);
  }
}
