// The data folder: where audiences are that no repository may have. Nobody but its owner reads what is written there.
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

/** Where the settings say that it is. Looks at no disk. */
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

/** Throws a Refusal (exit 3) where its variable is not set. */
export function requireDataFolder(place: DataPlace): string {
  if (place.kind === 'folder') return place.path;
  const message = `environment variable ${place.variable} is not set: it holds the data folder`;
  throw new Refusal(exitCodes.invalidInput, [errorAt(place.at, 'PP156', message, 'Set it to the path of a folder.')]);
}

/** Makes it where it is not there, for its owner alone. Throws a Refusal (exit 3) where that cannot be, or git would take it up. */
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

/** As makeDataFolder; with `borrow`, folders that have to be made are removed at the end: for a command that leaves nothing behind. */
export async function openDataFolder(
  place: DataPlace,
  how: 'keep' | 'borrow',
): Promise<AsyncDisposable & { readonly path: string }> {
  const made = how === 'keep' ? [] : await findMissing(requireDataFolder(place));
  const path = await makeDataFolder(place);
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      // One that somebody has put something into meanwhile stays.
      for (const folder of made) await rmdir(folder).catch(() => undefined);
    },
  };
}

/** The folder and those above it that are not there, the lowest first. */
async function findMissing(path: string): Promise<readonly string[]> {
  const isThere = (await lstat(path).catch(() => undefined)) !== undefined;
  return isThere ? [] : [path, ...(await findMissing(dirname(path)))];
}

/** What was found to be out of git stays so for as long as a command takes. */
const judged = new Map<string, Promise<void>>();

/** Throws a Refusal (exit 3) where git would take up what is in the folder. */
export function refuseInGit(path: string, at: Position): Promise<void> {
  const before = judged.get(path);
  if (before !== undefined) return before;
  const judgement = judgeGit(path, at);
  judged.set(path, judgement);
  // It may be corrected while --watch runs.
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
  // A name in it, since a rule for folders says nothing of one that is not there yet.
  const words = ['--no-literal-pathspecs', 'check-ignore', '--quiet', '--no-index', '--', join(real, 'people.csv')];
  // This command alone knows no literal paths; one that begins with a slash is none of the patterns.
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

/** With links resolved as far as the path is there. */
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
