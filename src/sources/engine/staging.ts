// A folder below the data folder for the time of one fetch: what a query may read, and what comes out. Gone at its end, however that is.
import { mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { kill, pid } from 'node:process';

export interface Staging extends AsyncDisposable {
  /** Absolute, with links resolved: empty, and all that a query can read. */
  readonly folder: string;
  /** Absolute. For what the engine cannot keep in memory. */
  readonly spill: string;
  /** Absolute: where the result is put together. */
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

/** Removes the folders of processes that were killed: people are in them. */
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
