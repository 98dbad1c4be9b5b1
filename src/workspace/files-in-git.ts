// The files of a workspace in a commit, read from git's objects without a checkout.
import { once } from 'node:events';
import { countOf } from '../numbers.ts';
import type { Position } from '../diagnostic.ts';
import { decodeText } from './decode-text.ts';
import { workspaceFile, type Files } from './files.ts';
import { followPath, readTree, type Tree } from './git-tree.ts';
import { askGit, startGit } from './git.ts';
import { isPointer, longestPointer, openPointed, pointerBytes } from './lfs-pointer.ts';
import { dateOfLastChange } from './modified-at.ts';
import { refuseShallow, type Commit } from './open-repository.ts';
import { refuseNoPath } from './path-problems.ts';
import { refusePath } from './refuse-path.ts';
import { readSmallObjects, type SmallObjects } from './small-objects.ts';

export async function filesInGit(commit: Commit): Promise<Files> {
  const tree = await readTree(commit);
  const find = (path: string, at?: Position): Promise<string> => findObject(commit, tree, path, at);
  const list = (): Promise<readonly string[]> => listFiles(commit, tree);
  let small: Promise<SmallObjects> | undefined;
  const open = async (path: string, at: Position | undefined): Promise<AsyncIterable<Uint8Array>> => {
    const id = await find(path, at);
    small ??= list().then((paths) => readSmallObjects(commit.folder, idsOf(tree, paths)));
    const object = (await small).get(id);
    const bytes = object === undefined ? streamObject(commit, id) : [object];
    return followPointer(commit.folder, bytes, path, at);
  };
  return {
    root: commit.folder,
    async readText(path, limitBytes, at) {
      return decodeText(path, await readBytes(await open(path, at), path, limitBytes, at));
    },
    stream: open,
    size: async () => undefined,
    list,
    modifiedAt: (path) => dateOfLastChange(commit.folder, commit.id, path),
  };
}

function idsOf(tree: Tree, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => tree.entries.get(path)?.id ?? []);
}

async function findObject(commit: Commit, tree: Tree, path: string, at: Position | undefined): Promise<string> {
  if (path === '' || path.includes('\0')) throw refuseNoPath(path, at);
  const found = await followPath(tree, path, (id) => readLink(commit, id), at);
  if (found.kind === 'file') return found.id;
  const message = `${path} is a folder, not a file`;
  throw refusePath({ code: 'PP152', path, message, help: 'Name a regular file.', at });
}

async function readLink({ folder, ref }: Commit, id: string): Promise<string> {
  const answer = await askGit(folder, ['cat-file', 'blob', id]);
  if (answer.kind !== 'done') throw refuseShallow(ref);
  return answer.stdout.toString('utf8');
}

/** Streams a file with a process of its own. The process starts when the bytes are read and ends when the reader stops. */
async function* streamObject({ folder, ref }: Commit, id: string): AsyncGenerator {
  const git = startGit(folder, ['cat-file', 'blob', id]);
  const ended = once(git, 'close').then(
    ([code]) => code === 0,
    () => false,
  );
  git.stdin.on('error', () => {}).end();
  git.stderr.resume();
  try {
    yield* git.stdout;
    if (!(await ended)) throw refuseShallow(ref);
  } finally {
    git.kill();
    await ended;
  }
}

/** Yields the bytes, or, if they are a Git LFS pointer, those of the file that it points to. */
async function* followPointer(
  folder: string,
  chunks: AsyncIterable<unknown> | readonly Buffer[],
  path: string,
  at: Position | undefined,
): AsyncGenerator<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of bytesIn(chunks)) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    // A pointer is short. It is read completely, for its content.
    if (head.length < pointerBytes || (isPointer(head) && head.length <= longestPointer)) continue;
    yield head;
    head = undefined;
  }
  if (head === undefined || head.length === 0) return;
  yield* isPointer(head) ? bytesIn(await openPointed(folder, head, path, at)) : [head];
}

async function* bytesIn(chunks: AsyncIterable<unknown> | readonly Buffer[]): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) if (chunk instanceof Uint8Array) yield chunk;
}

async function readBytes(
  bytes: AsyncIterable<Uint8Array>,
  path: string,
  limit: number,
  at: Position | undefined,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) {
      const message = `${path} is larger than ${countOf(limit, 'byte')}`;
      throw refusePath({ code: 'PP106', path, message, help: 'Split it.', at });
    }
  }
  return Buffer.concat(chunks);
}

async function listFiles(commit: Commit, tree: Tree): Promise<readonly string[]> {
  const others = [...tree.entries.keys()]
    .filter((path) => path.endsWith(`/${workspaceFile}`))
    .map((path) => path.slice(0, -workspaceFile.length));
  const listed: string[] = [];
  for (const [path, { mode }] of tree.entries) {
    if (mode === 'submodule' || isSkipped(path) || others.some((other) => path.startsWith(other))) continue;
    // As on disk, links to folders are not followed. Links to files are checked when they are read.
    if (mode === 'link' && (await isFolder(commit, tree, path))) continue;
    listed.push(path);
  }
  return listed.toSorted();
}

function isSkipped(path: string): boolean {
  return path
    .split('/')
    .slice(0, -1)
    .some((name) => name === 'node_modules' || name.startsWith('.'));
}

async function isFolder(commit: Commit, tree: Tree, path: string): Promise<boolean> {
  try {
    return (await followPath(tree, path, (id) => readLink(commit, id))).kind === 'folder';
  } catch {
    return false;
  }
}
