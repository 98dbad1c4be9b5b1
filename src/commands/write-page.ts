// Where a page goes: the file that was named, standard output where that is no terminal, or a file of its own.
import { dirname, join, resolve } from 'node:path';
import { exitCodes, refuse, saySystemError } from '../errors.ts';
import type { Context } from '../opening/context.ts';
import { writeOutput } from '../opening/open-output.ts';
import { showPath } from '../opening/show-path.ts';
import { makeFolder } from '../workspace/make-folder.ts';

export interface PagePlace {
  readonly out: string | undefined;
  /** By which it was named, where that is not --out. */
  readonly option?: string;
  /** Standard output has something else. */
  readonly isTaken: boolean;
  readonly isPrivate: boolean;
  /** The workspace, in whose .pushplan the page is put where nothing was named. */
  readonly root: string;
  /** As in OutputFile. */
  readonly inputs?: readonly string[];
  readonly name: string;
}

/** Gives where; undefined where it went to standard output. Throws a Refusal (exit 3) where it cannot be written. */
export async function writePage(context: Context, page: string, place: PagePlace): Promise<string | undefined> {
  const { out, option = '--out', isTaken, isPrivate, root, inputs = [], name } = place;
  if (out === undefined && !context.stdout.isTerminal && !isTaken) {
    context.stdout.write(page);
    return undefined;
  }
  const path = out === undefined ? join(root, '.pushplan', name) : resolve(context.cwd, out);
  const shown = out ?? showPath(context.cwd, path);
  const help = `Name a file in a folder that you can write to: ${option} FILE.`;
  try {
    if (out === undefined) makeFolder(dirname(path), 0o700);
  } catch (error) {
    const message = `the page cannot be written to ${shown}: ${saySystemError(error)}`;
    throw refuse(exitCodes.invalidInput, 'PP505', message, help, { cause: error });
  }
  await writeOutput(context.cwd, shown, page, { what: 'the page', isPrivate, inputs, help });
  return shown;
}
