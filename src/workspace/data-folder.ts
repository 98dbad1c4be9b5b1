// The data folder, with audiences that must not be in a repository. Only its owner can read the files written there.
import { chmod, lstat, realpath, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { platform } from 'node:process';
import type { Position } from '../diagnostic.ts';
import { errorAt } from '../diagnostic.ts';
import { codeOf, exitCodes, Refusal, saySystemError } from '../errors.ts';
import type { DataPlace } from './files.ts';
import { askGit, explainFailure } from './git.ts';
import { hasRepository } from './modified-at.ts';
import { makeFolder } from './make-folder.ts';
import type { WorkspaceSettings } from './settings.ts';

/** Returns the place of the data folder by the settings. Does not access the disk. */
export function placeDataFolder(
  root: string,
  { dataDir, locate }: Pick<WorkspaceSettings, 'dataDir' | 'locate'>,
  variables: Readonly<Record<string, string | undefined>>,
): DataPlace {
  const at = locate([dataDir.kind === 'env' ? 'data_dir_env' : 'data_dir']);
  const path = dataDir.kind === 'path' ? dataDir.path : variables[dataDir.name];
  if (path === undefined || path === '')
    return { kind: 'unset', variable: dataDir.kind === 'env' ? dataDir.name : '', at };
  return { kind: 'folder', path: resolve(root, path), at };
}

/** Returns the path of the folder. Throws a Refusal (exit 3) if its environment variable is not set. */
export function requireDataFolder(place: DataPlace): string {
  if (place.kind === 'folder') return place.path;
  const message = `environment variable ${place.variable} is not set: it holds the data folder`;
  throw new Refusal(exitCodes.invalidInput, [errorAt(place.at, 'PP156', message, 'Set it to the path of a folder.')]);
}

/** Creates the folder if it is missing, for its owner only. Throws a Refusal (exit 3) if that fails, or if git would track the folder. */
export async function makeDataFolder(place: DataPlace): Promise<string> {
  const path = requireDataFolder(place);
  await refuseInGit(path, place.at);
  try {
    makeFolder(path, 0o700);
    if (platform !== 'win32') await chmod(path, 0o700);
  } catch (cause) {
    const why = codeOf(cause) === 'EEXIST' ? 'it is no folder' : saySystemError(cause);
    const message = `the data folder ${path} cannot be written to: ${why}`;
    const help = 'Choose a folder that is yours: data_dir in pushplan.yaml.';
    throw new Refusal(exitCodes.invalidInput, [errorAt(place.at, 'PP505', message, help)], { cause });
  }
  return path;
}

/** Does the same as makeDataFolder. With `borrow`, new folders are removed at the end, for a command that leaves nothing behind. */
export async function openDataFolder(
  place: DataPlace,
  how: 'keep' | 'borrow',
): Promise<AsyncDisposable & { readonly path: string }> {
  const made = how === 'keep' ? [] : await findMissing(requireDataFolder(place));
  const path = await makeDataFolder(place);
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      // A folder that has received files in the meantime stays.
      for (const folder of made) await rmdir(folder).catch(() => undefined);
    },
  };
}

/** Returns the folder and those above it that are missing, the lowest first. */
async function findMissing(path: string): Promise<readonly string[]> {
  const isThere = (await lstat(path).catch(() => undefined)) !== undefined;
  return isThere ? [] : [path, ...(await findMissing(dirname(path)))];
}

/** The results by path. A folder that git ignores stays so while a command runs. */
const judged = new Map<string, Promise<void>>();

/** Throws a Refusal (exit 3) if git would track the files in the folder. */
export function refuseInGit(path: string, at: Position): Promise<void> {
  const before = judged.get(path);
  if (before !== undefined) return before;
  const judgement = judgeGit(path, at);
  judged.set(path, judgement);
  // The user may correct it while --watch runs.
  judgement.catch(() => judged.delete(path));
  return judgement;
}

async function judgeGit(path: string, at: Position): Promise<void> {
  const real = await realOf(path);
  const folder = await nearestFolder(real);
  const inside = await askGit(folder, ['rev-parse', '--is-inside-work-tree']);
  if (inside.kind !== 'done') {
    if (!(await hasRepository(folder))) return;
    const { because, help } = explainFailure(inside);
    throw refuseTracked(at, `it is not known whether git ignores the data folder ${path}: ${because}`, help);
  }
  if (inside.stdout.toString('utf8').trim() !== 'true') return;
  // Asks about a file name in the folder, since a rule for folders does not match a folder that does not exist yet.
  const words = ['--no-literal-pathspecs', 'check-ignore', '--quiet', '--no-index', '--', join(real, 'people.csv')];
  // This is the only command without support for literal pathspecs. A path that begins with a slash is not taken as a pattern.
  const ignored = await askGit(folder, words);
  const help = 'Add its path to .gitignore, or choose a folder outside of the repository: data_dir in pushplan.yaml.';
  if (ignored.kind !== 'done') {
    throw refuseTracked(at, `the data folder ${path} is in a git repository that does not ignore it`, help);
  }
  const tracked = await askGit(folder, ['ls-files', '-z', '--', real]);
  if (tracked.kind !== 'done' || tracked.stdout.length > 0) {
    throw refuseTracked(
      at,
      `the data folder ${path} has files that are in git`,
      `Remove them from git: git rm --cached.`,
    );
  }
}

function refuseTracked(at: Position, message: string, help: string): Refusal {
  return new Refusal(exitCodes.invalidInput, [errorAt(at, 'PP260', message, help)]);
}

/** Returns the path with links resolved, as far as the path exists. */
async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(await realOf(above), basename(path));
  }
}

async function nearestFolder(path: string): Promise<string> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isDirectory() === true || dirname(path) === path ? path : nearestFolder(dirname(path));
}
