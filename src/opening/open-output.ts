// Opens a file that the user named for output: not the file of another user, not behind a link, and private if it holds personal data.
import { constants } from 'node:fs';
import { lstat, open, stat, type FileHandle } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { exitCodes, refuse, saySystemError } from '../errors.ts';
import { workspaceFile } from '../workspace/files.ts';
import { campaignEnding } from '../workspace/select-campaigns.ts';

export interface OutputFile {
  /** The content of the file, as the Refusal names it. */
  readonly what: string;
  /** Keeps the content that the file has. */
  readonly append: boolean;
  /** The file holds personal data: nobody else may read it, even if it existed before. */
  readonly isPrivate: boolean;
  /** Absolute paths of files that the command reads. They must not be overwritten. */
  readonly inputs?: readonly string[];
  /** The only kind of file that may be replaced, recognised by its beginning. If undefined, any file may. */
  readonly replaces?: { readonly kind: string; readonly isOne: (beginning: string) => boolean };
  readonly help: string;
}

/** The number of bytes that identify the kind of a file. */
const beginning = 4096;

/** Throws a Refusal (exit 3) if the file cannot be written; its content is then unchanged. */
export async function openOutput(cwd: string, path: string, file: OutputFile): Promise<FileHandle> {
  const opened = await tryToOpen(resolve(cwd, path), file);
  if (typeof opened !== 'string') return opened;
  throw refuse(exitCodes.invalidInput, 'PP505', `${file.what} cannot be written to ${path}: ${opened}`, file.help);
}

/** Returns the open file, or the reason why it cannot be opened. */
async function tryToOpen(path: string, terms: OutputFile): Promise<FileHandle | string> {
  const { append, isPrivate } = terms;
  const inTheWay = await judgePath(path, terms);
  if (inTheWay !== undefined) return inTheWay;
  const flags = constants.O_WRONLY | constants.O_CREAT | (append ? constants.O_APPEND : 0);
  let file: FileHandle | undefined;
  try {
    file = await open(path, flags, isPrivate ? 0o600 : 0o666);
    const found = await file.stat();
    if (!found.isFile()) return file;
    if (isOthers(found)) {
      await file.close();
      return 'it is the file of another user';
    }
    if (isPrivate) await file.chmod(0o600);
    if (!append) await file.truncate();
    return file;
  } catch (error) {
    await file?.close();
    return saySystemError(error);
  }
}

async function judgePath(path: string, { inputs = [], replaces }: OutputFile): Promise<string | undefined> {
  if (await isLinkToFile(path)) return 'it is a link; name the file itself';
  const isInput = isOfWorkspace(path) || (await isOneOf(path, inputs));
  if (isInput) return 'it is a file that campaigns are made of';
  if (replaces === undefined || replaces.isOne(await readBeginning(path))) return undefined;
  return `it exists and is not a ${replaces.kind}`;
}

/** Returns the first bytes of a file. Empty if there is no file or it has no content, because then nothing can be lost. */
async function readBeginning(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true || found.size === 0) return '';
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
