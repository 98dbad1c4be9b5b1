// A folder below the data folder for one fetch: the files that a query may read, and its result. It is removed at the end in any case.
import { mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { kill, pid } from 'node:process';

export interface Staging extends AsyncDisposable {
  /** Absolute path, with links resolved. Empty at first, and the only folder that a query can read. */
  readonly folder: string;
  /** Absolute path of the folder for what the engine cannot keep in memory. */
  readonly spill: string;
  /** Absolute path of the file for the result. */
  readonly result: string;
}

const prefix = '.staging-';

export async function openStaging(data: string): Promise<Staging> {
  await removeLeft(data);
  const root = await realpath(await mkdtemp(join(data, `${prefix}${pid}-`)));
  const [folder, spill] = [join(root, 'in'), join(root, 'spill')];
  await mkdir(folder, { mode: 0o700 });
  await mkdir(spill, { mode: 0o700 });
  return {
    folder,
    spill,
    result: join(root, 'result'),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** Removes the folders of processes that were killed, since they contain data of people. */
async function removeLeft(data: string): Promise<void> {
  for (const name of await readdir(data)) {
    const [, of = ''] = /^\.staging-(\d+)-/v.exec(name) ?? [];
    if (of !== '' && !isRunning(Number(of))) await rm(join(data, name), { recursive: true, force: true });
  }
}

function isRunning(process: number): boolean {
  try {
    kill(process, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
