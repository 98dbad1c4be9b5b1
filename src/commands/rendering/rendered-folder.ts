// The folder of rendered files: what it holds against what it should, and how it is brought up to date.
import { constants } from 'node:fs';
import { lstat, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, exitCodes, refuse, saySystemError } from '../../errors.ts';
import { makeFolder } from '../../workspace/make-folder.ts';
import { isRendered, unifyLines, type RenderedFile } from './rendered-file.ts';
import type { DrawPng } from './draw-png.ts';
import { isOwnPng, showsDrawing } from './png-file.ts';
import { attributesName, readFormat, type PictureFormat } from './rendered-pictures.ts';

export type RenderedState =
  | { readonly kind: 'same' | 'missing'; readonly file: RenderedFile }
  /** `line` is the first that differs; a PNG has none. */
  | { readonly kind: 'different'; readonly file: RenderedFile; readonly line: number | undefined }
  /** Rendered once, of a campaign or a sample that no longer exists. */
  | { readonly kind: 'gone'; readonly name: string };

/** `path` is the folder, `shown` how messages call it. */
export interface RenderedFolder {
  readonly path: string;
  readonly shown: string;
}

/** Throws a Refusal where the folder is one of audiences, or has files of somebody else under the names that are wanted. */
export async function inspectFolder(
  { path, shown }: RenderedFolder,
  wanted: readonly RenderedFile[],
  { audiences, isWhole }: { readonly audiences: readonly string[]; readonly isWhole: boolean },
): Promise<readonly RenderedState[]> {
  await refuseAudiences(path, shown, audiences);
  const present = await listFolder(path, shown);
  const states: RenderedState[] = [];
  for (const file of wanted) {
    if (!present.includes(file.name)) states.push({ kind: 'missing', file });
    else states.push(compare(file, await readOwn(path, shown, file.name)));
  }
  const names = new Set(wanted.map(({ name }) => name));
  const campaigns = new Set(wanted.map(({ name }) => campaignOf(name)));
  for (const name of present) {
    if (names.has(name) || !/\.(?:json|svg|png)$/v.test(name)) continue;
    // Of campaigns that were not asked for nothing is known.
    if (!isWhole && !campaigns.has(campaignOf(name))) continue;
    if (isOwn(await readRegular(join(path, name)))) states.push({ kind: 'gone', name });
  }
  return states;
}

/** "sale" of "sale.json" and "sale.longest-title.svg": ids may have dots, names of samples have none. */
function campaignOf(name: string): string {
  return name.replace(/\.json$|\.[^.]+\.(?:svg|png)$/v, '');
}

/** The format of the pictures that are kept in it. */
export async function findPictures(path: string): Promise<PictureFormat | undefined> {
  const bytes = await readRegular(join(path, attributesName)).catch(() => undefined);
  return bytes === undefined ? undefined : readFormat(unifyLines(bytes.toString()));
}

/**
 * Files that are as they should be are not touched. `openDrawer` makes pixels of drawings. Throws a Refusal where it cannot, and where the
 * folder cannot be written to.
 */
export async function updateFolder(
  { path, shown }: RenderedFolder,
  states: readonly RenderedState[],
  openDrawer: (drawings: readonly string[]) => Promise<DrawPng>,
): Promise<void> {
  const written = states.flatMap((state) =>
    state.kind === 'missing' || state.kind === 'different' ? [state.file] : [],
  );
  const drawings = written.filter(isPng).map(({ text }) => text);
  // Before anything is written: it may not be installed.
  const draw = drawings.length === 0 ? undefined : await openDrawer(drawings);
  try {
    makeFolder(path);
    for (const state of states) if (state.kind === 'gone') await rm(join(path, state.name));
    for (const file of written) {
      const content = draw !== undefined && isPng(file) ? await draw(file.text) : file.text;
      await writeRegular(join(path, file.name), content);
    }
  } catch (error) {
    throw refuse(
      exitCodes.invalidInput,
      'PP505',
      `rendered files cannot be written to ${shown}: ${saySystemError(error)}`,
      'Name a folder that you can write to.',
    );
  }
}

function isPng({ name }: RenderedFile): boolean {
  return name.endsWith('.png');
}

function compare(file: RenderedFile, found: Buffer): RenderedState {
  if (isPng(file))
    return showsDrawing(found, file.text) ? { kind: 'same', file } : { kind: 'different', file, line: undefined };
  const lines = file.text.split('\n');
  const foundLines = unifyLines(found.toString()).split('\n');
  const at = lines.findIndex((line, index) => line !== foundLines[index]);
  if (at === -1 && lines.length === foundLines.length) return { kind: 'same', file };
  return { kind: 'different', file, line: (at === -1 ? lines.length : at) + 1 };
}

async function listFolder(path: string, shown: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).toSorted();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    const message = `${shown} cannot be read as a folder: ${saySystemError(error)}`;
    throw refuse(exitCodes.invalidInput, 'PP505', message, 'Name a folder for the rendered files.', { cause: error });
  }
}

async function refuseAudiences(path: string, shown: string, audiences: readonly string[]): Promise<void> {
  const folder = await realpath(path).catch(() => path);
  for (const audience of audiences) {
    if ((await realpath(dirname(audience)).catch(() => undefined)) !== folder) continue;
    const help = 'Give the rendered files a folder of their own.';
    throw refuse(exitCodes.invalidInput, 'PP505', `${shown} holds audiences`, help);
  }
}

async function readOwn(path: string, shown: string, name: string): Promise<Buffer> {
  const bytes = await readRegular(join(path, name));
  if (bytes !== undefined && isOwn(bytes)) return bytes;
  throw refuse(
    exitCodes.invalidInput,
    'PP505',
    `${shown}/${name} is there already and was not written by render --write`,
    'It is not touched. Move it, or name another folder.',
  );
}

function isOwn(bytes: Buffer | undefined): boolean {
  return bytes !== undefined && (isOwnPng(bytes) || isRendered(bytes.toString()));
}

/** Undefined for a link, a folder or a pipe. */
async function readRegular(path: string): Promise<Buffer | undefined> {
  return (await lstat(path)).isFile() ? readFile(path) : undefined;
}

/** Whole, or as it was before: under another name first. */
async function writeRegular(path: string, content: string | Uint8Array): Promise<void> {
  // A link that was put there since it was looked at would lead out. Windows has no such flag; what is undefined counts as 0.
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const next = `${path}.new`;
  try {
    await writeFile(next, content, { flag: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW });
    await rename(next, path);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
}
