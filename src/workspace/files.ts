// The files of a workspace, wherever they are kept: on disk, or in a commit.
import type { Position } from '../diagnostic.ts';
import type { ModifiedAt } from './modified-at.ts';

/** Paths are relative to the workspace, with forward slashes. Each method refuses paths that lead out, and what is no regular file. */
export interface Files {
  /** The workspace's folder, absolute. */
  readonly root: string;
  /** UTF-8 text without its byte order mark, with lines that end with a line feed. `at` is where the path was written, for the refusal. */
  readText(path: string, limitBytes: number, at?: Position): Promise<string>;
  /** Bytes in order; the file is closed at the end and when reading stops early. It must be read. */
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
