// What plan, apply, render and validate begin with: the workspace, its environment, and the campaigns that were asked for.
import { findWorkspace } from '../workspace/find-workspace.ts';
import { loadCampaigns, type LoadedCampaigns } from '../workspace/load-campaigns.ts';
import { pickEnvironment, readWorkspace, type Environment, type Workspace } from '../workspace/read-workspace.ts';
import type { readCampaign } from '../campaign/read-campaign.ts';
import type { Context } from './context.ts';

export interface Prepared extends LoadedCampaigns {
  readonly workspace: Workspace;
  readonly environment: Environment;
  /** Folders and files that were asked for, relative to the workspace; "" is all of it. */
  readonly scopes: readonly string[];
}

/**
 * Throws a Refusal where there is no workspace, no such environment or no such file; findings in campaign files are given.
 * `read` is for whoever prepares again and again: see loadCampaigns.
 */
export async function prepare(
  context: Context,
  paths: readonly string[],
  env: string | undefined,
  read?: typeof readCampaign,
): Promise<Prepared> {
  const { root, selected: scopes } = await findWorkspace(context.cwd, paths);
  const workspace = await readWorkspace(root);
  const environment = pickEnvironment(workspace, env);
  return { workspace, environment, scopes, ...(await loadCampaigns(workspace, scopes, read)) };
}
