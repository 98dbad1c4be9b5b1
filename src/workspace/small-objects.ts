// Reads the small files of a commit with one process, since starting one for each takes longer than reading.
import { askGit } from './git.ts';

const mostBytes = 256 * 1024;
/** The largest total size, in bytes. Further files are read one by one. */
const mostTogether = 32 * 1024 * 1024;

/** The objects by git's id. A missing one is larger, or not in this clone. */
export type SmallObjects = ReadonlyMap<string, Buffer>;

export async function readSmallObjects(folder: string, ids: readonly string[]): Promise<SmallObjects> {
  const small = await chooseSmall(folder, [...new Set(ids)]);
  const answer = await askGit(folder, ['cat-file', '--batch'], linesOf(small));
  return answer.kind === 'done' ? cutObjects(answer.stdout) : new Map();
}

async function chooseSmall(folder: string, ids: readonly string[]): Promise<readonly string[]> {
  const answer = await askGit(folder, ['cat-file', '--batch-check'], linesOf(ids));
  if (answer.kind !== 'done') return [];
  let together = 0;
  return answer.stdout
    .toString('latin1')
    .split('\n')
    .flatMap((line) => {
      const [, id, size = ''] = /^([0-9a-f]+) blob (\d+)$/.exec(line) ?? [];
      if (id === undefined || Number(size) > mostBytes || together + Number(size) > mostTogether) return [];
      together += Number(size);
      return [id];
    });
}

/** Splits the output into objects. Each is "ID blob SIZE", a line break, the bytes, and a line break. */
function cutObjects(answer: Buffer): SmallObjects {
  const objects = new Map<string, Buffer>();
  let at = 0;
  while (at < answer.length) {
    const end = answer.indexOf(0x0a, at);
    const [id = '', , size] = answer.toString('latin1', at, end).split(' ');
    // An object that disappeared in the meantime has only its line.
    const length = size === undefined ? -1 : Number(size);
    if (length >= 0) objects.set(id, answer.subarray(end + 1, end + 1 + length));
    at = end + length + 2;
  }
  return objects;
}

function linesOf(ids: readonly string[]): string {
  return ids.map((id) => `${id}\n`).join('');
}
