// The files of a commit below a workspace. Follows paths and links in it as on disk, but only inside the workspace.
import type { Position } from '../diagnostic.ts';
import { askGit } from './git.ts';
import { refuseShallow, type Commit } from './open-repository.ts';
import { refuseNoFile } from './refuse-path.ts';
import { refuseOutside, refuseMissing, refuseSubmodule, resolveSteps } from './path-problems.ts';

type Mode = 'file' | 'link' | 'submodule';

interface Entry {
  readonly mode: Mode;
  /** The id of the git object at that path. */
  readonly id: string;
}

export interface Tree {
  /** The entries by path from the workspace, in git's order. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** All folders above an entry. */
  readonly folders: ReadonlySet<string>;
}

export async function readTree({ id, prefix, folder, ref }: Commit): Promise<Tree> {
  const scope = prefix === '' ? [] : ['--', prefix];
  const answer = await askGit(folder, ['ls-tree', '-r', '-z', '--full-tree', id, ...scope]);
  if (answer.kind !== 'done') throw refuseShallow(ref);
  const entries = new Map<string, Entry>();
  const folders = new Set<string>();
  // Each is "MODE TYPE ID<tab>PATH". Without -z, git would quote paths that are not ASCII.
  for (const record of answer.stdout.toString('utf8').split('\0')) {
    const [, mode, id, path] = /^(\d{6}) \w+ ([0-9a-f]+)\t(.*)$/s.exec(record) ?? [];
    if (mode === undefined || id === undefined || !path?.startsWith(prefix)) continue;
    const inside = path.slice(prefix.length);
    entries.set(inside, { mode: modeOf(mode), id });
    for (let at = inside.indexOf('/'); at !== -1; at = inside.indexOf('/', at + 1)) folders.add(inside.slice(0, at));
  }
  return { entries, folders };
}

function modeOf(mode: string): Mode {
  if (mode === '120000') return 'link';
  return mode === '160000' ? 'submodule' : 'file';
}

/** The number of links that Linux follows. */
const mostLinks = 40;

export type Found = { readonly kind: 'file'; readonly id: string } | { readonly kind: 'folder' };

/** Returns what a path leads to. Throws a Refusal if it is missing, leads out, or is in a submodule. */
export async function followPath(
  tree: Tree,
  path: string,
  readLink: (id: string) => Promise<string>,
  at?: Position,
): Promise<Found> {
  let steps = resolveSteps([], path);
  for (let links = 0; links <= mostLinks; links += 1) {
    if (steps === undefined) throw refuseOutside(path, at);
    const link = findFirst(tree, steps, 'link');
    if (link === undefined) return endOf(tree, steps, path, at);
    const target = await readLink(link.entry.id);
    const above = resolveSteps(steps.slice(0, link.depth - 1), target);
    steps = above && resolveSteps(above, steps.slice(link.depth).join('/'));
  }
  throw refuseNoFile({ path, message: `${path} is a link that leads back to itself`, at });
}

function endOf(tree: Tree, steps: readonly string[], path: string, at: Position | undefined): Found {
  const end = steps.join('/');
  if (end === '' || tree.folders.has(end)) return { kind: 'folder' };
  const submodule = findFirst(tree, steps, 'submodule');
  if (submodule !== undefined) throw refuseSubmodule(path, steps.slice(0, submodule.depth).join('/'), at);
  const entry = tree.entries.get(end);
  if (entry === undefined) throw refuseMissing(path, at);
  return { kind: 'file', id: entry.id };
}

/** Returns the first entry of this mode on the path. `depth` is its number of steps. */
function findFirst(
  { entries }: Tree,
  steps: readonly string[],
  mode: Mode,
): { readonly entry: Entry; readonly depth: number } | undefined {
  for (let depth = 1; depth <= steps.length; depth += 1) {
    const entry = entries.get(steps.slice(0, depth).join('/'));
    if (entry?.mode === mode) return { entry, depth };
  }
  return undefined;
}
