// Resolves the paths and campaign ids of a command line to a workspace, and to the folders and files in it that are meant.
import { findMeant } from '../campaign/find-nearest.ts';
import { readCampaign } from '../campaign/read-campaign.ts';
import { maxYamlBytes } from '../campaign/yaml/parse-yaml.ts';
import { Refusal } from '../errors.ts';
import { listFirst } from '../numbers.ts';
import { filesOnDisk } from './files-on-disk.ts';
import type { Files } from './files.ts';
import { findWorkspace, isThere, type FoundWorkspace } from './find-workspace.ts';
import { NoFile, refuseNoFile } from './refuse-path.ts';
import { isCampaign } from './select-campaigns.ts';

/** An id as the schema allows it, but not a misspelt file name. */
const idShape = /^(?!.*\.(?:ya?ml|json|csv)$)[a-z0-9][a-z0-9._\-]{0,99}$/iv;

/** A path takes precedence over an id. Throws a Refusal if a word is neither. */
export async function findScopes(cwd: string, words: readonly string[]): Promise<FoundWorkspace> {
  const ids = new Set<string>();
  for (const word of words) if (idShape.test(word) && !(await isThere(cwd, word))) ids.add(word);
  const paths = words.filter((word) => !ids.has(word));
  if (ids.size === 0) return findWorkspace(cwd, paths);
  const [firstId = ''] = ids;
  const { root, selected } = await findAround(cwd, paths, firstId);
  const campaigns = await listIds(filesOnDisk(root));
  const scopes = [...selected];
  return {
    root,
    selected: words.map((word) => (ids.has(word) ? fileOf(campaigns, word) : (scopes.shift() ?? ''))),
  };
}

/** Finds the workspace in which to look up ids: that of the paths, or else that of the current folder. */
async function findAround(cwd: string, paths: readonly string[], id: string): Promise<FoundWorkspace> {
  try {
    const found = await findWorkspace(cwd, paths);
    return paths.length === 0 ? { ...found, selected: [] } : found;
  } catch (error) {
    // Without a workspace, the word can only be meant as a path.
    if (!(error instanceof Refusal) || error instanceof NoFile || paths.length > 0) throw error;
    return findWorkspace(cwd, [id]);
  }
}

interface NamedCampaign {
  readonly file: string;
  /** Undefined if the file cannot be read as a campaign. */
  readonly id: string | undefined;
}

async function listIds(files: Files): Promise<readonly NamedCampaign[]> {
  const named: NamedCampaign[] = [];
  for (const file of (await files.list()).filter(isCampaign)) named.push({ file, id: await readId(files, file) });
  return named;
}

async function readId(files: Files, file: string): Promise<string | undefined> {
  try {
    return readCampaign(file, await files.readText(file, maxYamlBytes)).campaign?.id;
  } catch (error) {
    // Errors of the file are reported when it is loaded.
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const mostListed = 12;

function fileOf(campaigns: readonly NamedCampaign[], id: string): string {
  const found =
    campaigns.find((campaign) => campaign.id === id) ??
    // A file that cannot be read is found by its name, so that its errors are reported.
    campaigns.find((campaign) => campaign.id === undefined && /[^\/]*$/v.exec(campaign.file)?.[0].startsWith(`${id}.`));
  if (found !== undefined) return found.file;
  const ids = campaigns.flatMap((campaign) => campaign.id ?? []);
  const nearest = findMeant(id, ids);
  const known = ids.length === 0 ? '' : ` Campaigns: ${listFirst(ids, mostListed)}.`;
  throw refuseNoFile({
    path: id,
    message: `${id} is not there: no file or folder, and no campaign of that id`,
    help: nearest === undefined ? `Name a path or the id of a campaign.${known}` : `Did you mean ${nearest}?`,
  });
}
