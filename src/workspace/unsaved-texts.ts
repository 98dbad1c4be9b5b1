// Files that somebody is editing: their texts count as they are in the editor, saved or not.
import type { Files } from './files.ts';

/** By path, relative to the workspace with forward slashes. Lines end as the editor has them. */
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
