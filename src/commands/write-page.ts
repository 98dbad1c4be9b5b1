// Writes a page: into the file that was named, to standard output if that is not a terminal, or into a file of its own.
import { dirname, join, resolve } from 'node:path';
import { exitCodes, refuse, saySystemError } from '../errors.ts';
import type { Context } from '../opening/context.ts';
import { checkOutput, writeOutput, type OutputFile, type OwnFile } from '../opening/open-output.ts';
import { showPath } from '../opening/show-path.ts';
import { beginsPage } from '../view/pages/page-mark.ts';
import { makeFolder } from '../workspace/make-folder.ts';

export interface PagePlace {
  readonly out: string | undefined;
  /** The option that named the file, if that is not --out. */
  readonly option?: string;
  /** Whether standard output is used for something else. */
  readonly isTaken: boolean;
  readonly isPrivate: boolean;
  /** The workspace. If no file was named, the page goes into its folder .pushplan. */
  readonly root: string;
  /** The same as in OutputFile. */
  readonly inputs?: readonly string[];
  /** The same as in OutputFile; a page of pushplan if undefined. */
  readonly replaces?: OwnFile;
  readonly name: string;
}

const aPage: OwnFile = { kind: 'a page of pushplan', isOne: beginsPage };

/** Throws the Refusal of writePage if it is certain already, before the page is made. */
export async function checkPage({ cwd }: Context, place: PagePlace): Promise<void> {
  if (place.out !== undefined) await checkOutput(cwd, place.out, termsOf(place));
}

/** Returns where it is; undefined if it went to standard output. Throws a Refusal (exit 3) if it cannot be written. */
export async function writePage(context: Context, page: string, place: PagePlace): Promise<string | undefined> {
  const { out, isTaken, root, name } = place;
  if (out === undefined && !context.stdout.isTerminal && !isTaken) {
    context.stdout.write(page);
    return undefined;
  }
  const path = out === undefined ? join(root, '.pushplan', name) : resolve(context.cwd, out);
  const shown = out ?? showPath(context.cwd, path);
  const terms = termsOf(place);
  try {
    if (out === undefined) makeFolder(dirname(path), 0o700);
  } catch (error) {
    const message = `the page cannot be written to ${shown}: ${saySystemError(error)}`;
    throw refuse(exitCodes.invalidInput, 'PP505', message, terms.help, { cause: error });
  }
  await writeOutput(context.cwd, shown, page, terms);
  return shown;
}

function termsOf({ option = '--out', isPrivate, inputs = [], replaces = aPage }: PagePlace): OutputFile {
  const help = `Name a file in a folder that you can write to: ${option} FILE.`;
  return { what: 'the page', append: false, isPrivate, inputs, replaces, help };
}
