// What plan, apply, render and validate begin with: the workspace, its environment, and the campaigns that were asked for.
import { findScopes } from '../workspace/find-scopes.ts';
import { loadCampaigns, type LoadedCampaigns, type LoadOptions } from '../workspace/load-campaigns.ts';
import { pickEnvironment, readWorkspace, type Environment, type Workspace } from '../workspace/read-workspace.ts';
import type { Context } from '../opening/context.ts';

export interface Prepared extends LoadedCampaigns {
  readonly workspace: Workspace;
  readonly environment: Environment;
  /** Folders and files that were asked for, relative to the workspace; "" is all of it. */
  readonly scopes: readonly string[];
}

/** `words` are paths, and ids of campaigns. Throws a Refusal where there is no workspace, no such environment or no such file; findings in campaign files are given. */
export async function prepare(
  context: Context,
  words: readonly string[],
  env: string | undefined,
  options?: LoadOptions,
): Promise<Prepared> {
  const { root, selected } = await findScopes(context.cwd, words);
  return prepareAt(context, root, selected, env, options);
}

/** The same for a workspace that is known. */
export async function prepareAt(
  { env: variables }: Pick<Context, 'env'>,
  root: string,
  scopes: readonly string[],
  env: string | undefined,
  options?: LoadOptions,
): Promise<Prepared> {
  const workspace = await readWorkspace(root, variables);
  const environment = pickEnvironment(workspace, env);
  return { workspace, environment, scopes, ...(await loadCampaigns(workspace, scopes, options)) };
}
