// Compares the folder of rendered files with what it should hold, and brings it up to date.
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
  /** `line` is the first that differs; undefined for a PNG. */
  | { readonly kind: 'different'; readonly file: RenderedFile; readonly line: number | undefined }
  /** Rendered earlier, for a campaign or a sample that no longer exists. */
  | { readonly kind: 'gone'; readonly name: string };

/** `path` is the folder, `shown` its name in messages. */
export interface RenderedFolder {
  readonly path: string;
  readonly shown: string;
}

/** Throws a Refusal if the folder holds audiences, or if files of others have the names that are wanted. */
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
    // Nothing is known about campaigns that were not asked for.
    if (!isWhole && !campaigns.has(campaignOf(name))) continue;
    if (isOwn(await readRegular(join(path, name)))) states.push({ kind: 'gone', name });
  }
  return states;
}

/** The id of the campaign: "sale" of "sale.json" and "sale.longest-title.svg". Ids may have dots, names of samples have none. */
function campaignOf(name: string): string {
  return name.replace(/\.json$|\.[^.]+\.(?:svg|png)$/v, '');
}

/** The format of the pictures that the folder keeps. */
export async function findPictures(path: string): Promise<PictureFormat | undefined> {
  const bytes = await readRegular(join(path, attributesName)).catch(() => undefined);
  return bytes === undefined ? undefined : readFormat(unifyLines(bytes.toString()));
}

/**
 * Leaves files alone that are as they should be. `openDrawer` turns drawings into pixels. Throws a Refusal if it cannot, or if the folder
 * cannot be written to.
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
  // Before anything is written, since the packages may not be installed.
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

/** Writes the whole file, or leaves it as it was: it is written under another name first. */
async function writeRegular(path: string, content: string | Uint8Array): Promise<void> {
  // O_NOFOLLOW, because a link put there since the last look would lead out. Windows has no such flag; undefined counts as 0.
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
