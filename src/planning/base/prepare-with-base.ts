// Prepares a change with its own campaigns, but with pushplan.yaml as it is in the base. A change cannot decide where it is sent, with which key, to
// whose phones and past which lists.
import { maxYamlBytes } from '../../campaign/yaml/parse-yaml.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import { errorAt } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import type { Context } from '../../opening/context.ts';
import { compareContent } from '../../plan/content-digest.ts';
import { filesInGit } from '../../workspace/files-in-git.ts';
import { workspaceFile } from '../../workspace/files.ts';
import { findScopes } from '../../workspace/find-scopes.ts';
import { loadCampaigns, type LoadedCampaigns } from '../../workspace/load-campaigns.ts';
import { openCommit } from '../../workspace/open-repository.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';
import { readContentParts } from '../content-of.ts';
import { prepareAt, type Prepared } from '../prepare.ts';
import { withRowsFrom } from './base-audience.ts';
import { judgeMissing } from './open-base.ts';

export interface PreparedWithBase {
  readonly prepared: Prepared;
  /** Campaigns whose content differs from the base, and new campaigns, in the order of paths. */
  readonly changed: readonly Campaign[];
  /** Campaign files that differ from the base and that no campaign can be made of, in the order of paths. */
  readonly unreadable: readonly string[];
}

/** Throws a Refusal: exit 4 if the base has no pushplan.yaml at this place, exit 3 if there is no such commit here. */
export async function prepareWithBase(
  context: Context,
  ref: string,
  env: string | undefined,
): Promise<PreparedWithBase> {
  const { root, selected } = await findScopes(context.cwd, []);
  const commit = await openCommit(root, ref, 'required');
  const files = await filesInGit(commit);
  if (!(await files.list()).includes(workspaceFile)) {
    throw new Refusal(exitCodes.blocked, [judgeMissing(commit, errorAt)]);
  }
  const text = await files.readText(workspaceFile, maxYamlBytes);
  const unsaved = new Map([[workspaceFile, text]]);
  const prepared = await prepareAt(context, root, selected, env, { unsaved, empty: 'allow' });
  const workspace = { ...prepared.workspace, files, diagnostics: [] };
  const base = { ...(await loadCampaigns(workspace, [''], { empty: 'allow' })), workspace };
  const isCampaign = new Set(prepared.campaigns.map(({ file }) => file));
  return {
    prepared,
    changed: await findChanged(prepared, base),
    unreadable: prepared.selected.filter(
      (file) => !isCampaign.has(file) && prepared.sources.get(file) !== base.sources.get(file),
    ),
  };
}

type Base = LoadedCampaigns & { readonly workspace: Workspace };

async function findChanged(prepared: Prepared, base: Base): Promise<readonly Campaign[]> {
  const here = prepared.workspace.files;
  const changed: Campaign[] = [];
  for (const campaign of prepared.campaigns) {
    const former = base.campaigns.find(({ id }) => id === campaign.id);
    // Tables and samples that are never committed are the same on both sides, because the change does not contain them.
    const files = former && withRowsFrom(here, base.workspace.files, former);
    const before = former && files && (await readParts({ ...base, workspace: { ...base.workspace, files } }, former));
    const now = await readParts(prepared, campaign);
    // Files that cannot be read are reported when they are rendered.
    if (before === undefined || now === undefined || compareContent(before, now).length > 0) changed.push(campaign);
  }
  return changed;
}

async function readParts(
  ...side: Parameters<typeof readContentParts>
): Promise<Awaited<ReturnType<typeof readContentParts>> | undefined> {
  try {
    return await readContentParts(...side);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return undefined;
  }
}
