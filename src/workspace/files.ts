// The files of a workspace, wherever they are kept: on disk, or in a commit.
import type { Position } from '../diagnostic.ts';
import type { ModifiedAt } from './modified-at.ts';

/** `path` is absolute; `at` is where it is set, or would be. */
export type DataPlace =
  | { readonly kind: 'folder'; readonly path: string; readonly at: Position }
  | { readonly kind: 'unset'; readonly variable: string; readonly at: Position };

/** Paths are relative to the workspace, with forward slashes. Each method refuses paths that lead out, and what is no regular file. */
export interface Files {
  /** The workspace's folder, absolute. */
  readonly root: string;
  /** Where data is that is not in the workspace; absent where nobody has said. */
  readonly data?: DataPlace;
  /** When samples of audiences are read in place of their data; absent where they never are. */
  readonly samples?: 'where_missing' | 'always';
  /** UTF-8 text without its byte order mark, with lines that end with a line feed. `at` is where the path was written, for the refusal. */
  readText(path: string, limitBytes: number, at?: Position): Promise<string>;
  /** Bytes in order, of a file on disk also out of the data folder; the file is closed at the end and when reading stops early. It must be read. */
  stream(path: string, at?: Position): Promise<AsyncIterable<Uint8Array>>;
  /** Bytes of a file; undefined where they are not known without reading it. */
  size(path: string): Promise<number | undefined>;
  /** All files but those in node_modules, in folders that begin with a dot and in other workspaces, in the order of their code units. */
  list(): Promise<readonly string[]>;
  /** When the file was last changed. */
  modifiedAt(path: string): Promise<ModifiedAt>;
}

/** Makes a folder a workspace. */
export const workspaceFile = 'pushplan.yaml';
