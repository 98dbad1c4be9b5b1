// Finds the pictures of campaigns that a folder in git keeps: all of them, or those that differ from the base.
import { basename, resolve } from 'node:path';
import type { Context } from '../../opening/context.ts';
import { askGit } from '../../workspace/git.ts';

export interface KeptPicture {
  /** The path from the repository's root. */
  readonly path: string;
  readonly campaign: string;
  /** "longest-title" */
  readonly sample: string;
}

/** The names that `drawPictures` gives, the worst first. */
const order = ['longest-title', 'emptiest', 'most-cards', 'language', 'arm', 'first'];

/** `base` is a commit. Empty if the folder does not exist, or nothing in it is in git. */
export async function findKeptPictures(
  { cwd }: Context,
  folder: string,
  campaigns: readonly string[],
  base: string | undefined,
): Promise<readonly KeptPicture[]> {
  const path = resolve(cwd, folder);
  const here = await listBlobs(path, ['ls-files', '--stage', '--full-name', '-z'], /^\d+ (?<id>\w+) \d\t(?<path>.+)$/v);
  const there =
    base === undefined
      ? new Map<string, string>()
      : await listBlobs(path, ['ls-tree', '-r', '--full-name', '-z', base], /^\d+ blob (?<id>\w+)\t(?<path>.+)$/v);
  const pictures = [...here].flatMap(([file, id]) => (there.get(file) === id ? [] : readName(file, campaigns)));
  return campaigns.flatMap((campaign) =>
    pictures.filter((picture) => picture.campaign === campaign).toSorted((a, b) => rankOfSample(a) - rankOfSample(b)),
  );
}

/** Returns the ids of git objects by path. */
async function listBlobs(folder: string, words: readonly string[], line: RegExp): Promise<ReadonlyMap<string, string>> {
  const answer = await askGit(folder, words).catch(() => undefined);
  if (answer?.kind !== 'done') return new Map();
  const lines = answer.stdout.toString().split('\0');
  return new Map(
    lines.flatMap((text): [string, string][] => {
      const { id, path } = line.exec(text)?.groups ?? {};
      return id === undefined || path === undefined ? [] : [[path, id]];
    }),
  );
}

/** Ids of campaigns may have dots, names of samples have none. */
function readName(path: string, campaigns: readonly string[]): KeptPicture[] {
  const { campaign = '', sample = '' } =
    /^(?<campaign>.+)\.(?<sample>[^.]+)\.(?:png|svg)$/v.exec(basename(path))?.groups ?? {};
  return campaigns.includes(campaign) ? [{ path, campaign, sample }] : [];
}

function rankOfSample({ sample }: KeptPicture): number {
  const rank = order.findIndex((name) => sample.startsWith(name));
  return rank === -1 ? order.length : rank;
}
