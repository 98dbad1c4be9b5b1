// The interface to the files of a workspace, which are on disk or in a commit.
import type { Position } from '../diagnostic.ts';
import type { ModifiedAt } from './modified-at.ts';

/** The place of the data folder. `path` is absolute. `at` is where it is set, or would be. */
export type DataPlace =
  | { readonly kind: 'folder'; readonly path: string; readonly at: Position }
  | { readonly kind: 'unset'; readonly variable: string; readonly at: Position };

/** Paths are relative to the workspace, with forward slashes. Each method refuses a path that leads out, and one that is not a regular file. */
export interface Files {
  /** The absolute path of the workspace. */
  readonly root: string;
  /** The folder for data outside the workspace; undefined if none is set. */
  readonly data?: DataPlace;
  /** When samples of audiences are read instead of their data. Undefined if never. */
  readonly samples?: 'where_missing' | 'always';
  /** Returns UTF-8 text without its byte order mark, with line feeds at line ends. `at` is where the path is written, for a refusal. */
  readText(path: string, limitBytes: number, at?: Position): Promise<string>;
  /** Returns the bytes in order, on disk also from the data folder. The result must be read: the file is closed at its end, or when reading stops. */
  stream(path: string, at?: Position): Promise<AsyncIterable<Uint8Array>>;
  /** Returns the size in bytes; undefined if it is unknown without reading the file. */
  size(path: string): Promise<number | undefined>;
  /** Lists all files except those in node_modules, in folders that begin with a dot, and in other workspaces. Sorted by code units. */
  list(): Promise<readonly string[]>;
  /** Returns when the file was last changed. */
  modifiedAt(path: string): Promise<ModifiedAt>;
}

/** The file that makes a folder a workspace. */
export const workspaceFile = 'pushplan.yaml';
