// Reads files that are open in an editor as the editor has them, saved or not.
import type { Files } from './files.ts';

/** Texts by path, relative to the workspace with forward slashes. Line ends are those of the editor. */
export type UnsavedTexts = ReadonlyMap<string, string>;

export function withUnsaved(files: Files, texts: UnsavedTexts): Files {
  if (texts.size === 0) return files;
  return {
    ...files,
    async readText(path, limitBytes, at) {
      return texts.get(path)?.replaceAll(/\r\n?/gv, '\n') ?? files.readText(path, limitBytes, at);
    },
    async list() {
      return [...new Set([...(await files.list()), ...texts.keys()])].toSorted();
    },
  };
}
