// Tells which JSON files of a workspace hold rows: lists of objects, but not settings of another tool, schemas or files written by render.
import { Refusal } from '../../errors.ts';
import type { Files } from '../../workspace/files.ts';

/** Matches the beginning of such a list. A file that render has written begins with the key "identifiers". */
const rows = /^\uFEFF?\s*\[\s*(?:\{(?!\s*"identifiers"\s*:)|\]|$)/v;

const headBytes = 1024;

export class JsonRows {
  /** The results by path and size, since they are looked up after every change. */
  readonly #seen = new Map<string, boolean>();

  /** The JSON files among `paths` that hold no rows. */
  async lackedBy(files: Pick<Files, 'size' | 'stream'>, paths: readonly string[]): Promise<ReadonlySet<string>> {
    const lacking = new Set<string>();
    for (const path of paths) if (/\.json$/iv.test(path) && !(await this.#has(files, path))) lacking.add(path);
    return lacking;
  }

  async #has(files: Pick<Files, 'size' | 'stream'>, path: string): Promise<boolean> {
    try {
      const key = `${path} ${await files.size(path)}`;
      const has = this.#seen.get(key) ?? rows.test(await readHead(files, path));
      this.#seen.set(key, has);
      return has;
    } catch (error) {
      // A link out of the workspace, or a file that is gone: no campaign can read it either.
      if (error instanceof Refusal) return false;
      throw error;
    }
  }
}

async function readHead(files: Pick<Files, 'stream'>, path: string): Promise<string> {
  for await (const chunk of await files.stream(path)) return Buffer.from(chunk.subarray(0, headBytes)).toString();
  return '';
}
