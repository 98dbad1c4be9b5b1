// Opens a file that the user named for output: not the file of another user, not behind a link, no file but one that pushplan wrote, and
// private if it holds personal data.
import { constants } from 'node:fs';
import { lstat, open, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { codeOf, exitCodes, refuse, saySystemError, type Refusal } from '../errors.ts';
import { workspaceFile } from '../workspace/files.ts';
import { campaignEnding } from '../workspace/select-campaigns.ts';

/** A kind of file that pushplan writes, and so may write again. Any other file may be the only copy of somebody's work. */
export interface OwnFile {
  /** "a plan", as the Refusal names it. */
  readonly kind: string;
  /** Whether a file that begins so is one, also if an earlier version wrote it or it was cut off. */
  readonly isOne: (beginning: string) => boolean;
}

export interface OutputFile {
  /** The content of the file, as the Refusal names it. */
  readonly what: string;
  /** Keeps the content that the file has. */
  readonly append: boolean;
  /** The file holds personal data: nobody else may read it, even if it existed before. */
  readonly isPrivate: boolean;
  /** Absolute paths of files that the command reads. They must not be overwritten. */
  readonly inputs?: readonly string[];
  /** The only kind of file that may be replaced or appended to. */
  readonly replaces: OwnFile;
  /** Said before the remedy, such as that nothing was sent. */
  readonly lead?: string;
  /** The remedy if there cannot be such a file at that place. */
  readonly help: string;
}

/** The number of bytes that identify the kind of a file: as many as the header of a wide CSV may have. */
const beginning = 65_536;

const nameAnother = 'Name another file.';

/** Throws a Refusal (exit 3) if the file cannot be written; its content is then unchanged. */
export async function openOutput(cwd: string, path: string, file: OutputFile): Promise<FileHandle> {
  const opened = await tryToOpen(resolve(cwd, path), file);
  if (!('why' in opened)) return opened;
  throw refuseFor(opened, path, file);
}

/** Throws the Refusal of openOutput if it is certain already, so that nobody waits for a result that cannot be written. Writes nothing. */
export async function checkOutput(cwd: string, path: string, file: OutputFile): Promise<void> {
  const inTheWay = await judgePath(resolve(cwd, path), file).catch((error: unknown) => ({
    why: saySystemError(error),
  }));
  if (inTheWay !== undefined) throw refuseFor(inTheWay, path, file);
}

function refuseFor({ why, help }: Obstacle, path: string, file: OutputFile): Refusal {
  const remedy = help ?? file.help;
  const advice = file.lead === undefined ? remedy : `${file.lead} ${remedy}`;
  return refuse(exitCodes.invalidInput, 'PP505', `${file.what} cannot be written to ${path}: ${why}`, advice);
}

/** Why a file cannot be opened, and the remedy if it is a special one. */
interface Obstacle {
  readonly why: string;
  readonly help?: string;
}

async function tryToOpen(path: string, terms: OutputFile): Promise<FileHandle | Obstacle> {
  const { append, isPrivate } = terms;
  const flags = constants.O_WRONLY | constants.O_CREAT | (append ? constants.O_APPEND : 0);
  let file: FileHandle | undefined;
  try {
    const inTheWay = await judgePath(path, terms);
    if (inTheWay !== undefined) return inTheWay;
    file = await open(path, flags, isPrivate ? 0o600 : 0o666);
    const found = await file.stat();
    if (!found.isFile()) return file;
    if (isOthers(found)) {
      await file.close();
      return { why: 'it is the file of another user', help: nameAnother };
    }
    if (isPrivate) await file.chmod(0o600);
    if (!append) await file.truncate();
    return file;
  } catch (error) {
    await file?.close();
    return { why: saySystemError(error) };
  }
}

async function judgePath(path: string, { inputs = [], replaces }: OutputFile): Promise<Obstacle | undefined> {
  if (await isLinkToFile(path)) return { why: 'it is a link; name the file itself' };
  const isInput = isOfWorkspace(path) || (await isOneOf(path, inputs));
  if (isInput) return { why: 'it is a file that campaigns are made of', help: nameAnother };
  if (!(await isThere(dirname(path)))) {
    return { why: 'its folder is not there (ENOENT)', help: 'Make the folder, or name another one.' };
  }
  const found = await readBeginning(path);
  // In a file of blanks nothing can be lost: forget leaves an empty line of an export in which there was nobody else.
  if (found.trim() === '' || replaces.isOne(found)) return undefined;
  return { why: `it exists and is not ${replaces.kind}`, help: 'Name another file, or remove this one.' };
}

/** False if it is certain that there is nothing. */
async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT',
  );
}

/** Returns the first bytes of a file. Empty if there is no file, as for a pipe or a terminal. */
async function readBeginning(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) return '';
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(beginning), 0, beginning, 0);
  return buffer.toString('utf8', 0, bytesRead);
}

function isOthers({ uid }: { readonly uid: number }): boolean {
  return process.getuid !== undefined && uid !== process.getuid();
}

/** Judges by the name alone. */
function isOfWorkspace(path: string): boolean {
  const name = basename(path);
  return name === workspaceFile || name.endsWith(campaignEnding);
}

/** Compares the files that the paths lead to, since a file may have several names. */
async function isOneOf(path: string, inputs: readonly string[]): Promise<boolean> {
  const named = await stat(path).catch(() => undefined);
  if (named?.isFile() !== true) return false;
  const found = await Promise.all(inputs.map((input) => stat(input).catch(() => undefined)));
  return found.some((input) => input?.ino === named.ino && input.dev === named.dev);
}

/** A link to a terminal or a pipe, such as /dev/stdout, is allowed, since no file is overwritten. */
async function isLinkToFile(path: string): Promise<boolean> {
  const here = await lstat(path).catch(() => undefined);
  if (here?.isSymbolicLink() !== true) return false;
  const there = await stat(path).catch(() => undefined);
  return there === undefined || there.isFile();
}

/** Replaces the content of the file. Throws a Refusal (exit 3) if the text cannot be written whole; the file is then empty. */
export async function writeOutput(
  cwd: string,
  path: string,
  text: string,
  file: Omit<OutputFile, 'append'>,
): Promise<void> {
  await using opened = await openOutput(cwd, path, { ...file, append: false });
  try {
    await opened.writeFile(text);
  } catch (error) {
    // Something that is not a file, such as a pipe, cannot be truncated.
    await opened.truncate().catch(() => undefined);
    const message = `${file.what} cannot be written to ${path}: ${saySystemError(error)}`;
    throw refuse(exitCodes.invalidInput, 'PP505', message, file.help, { cause: error });
  }
}
