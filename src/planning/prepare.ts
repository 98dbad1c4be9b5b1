// What plan, apply, render and validate begin with: the workspace, its environment, and the campaigns that were asked for.
import { findScopes } from '../workspace/find-scopes.ts';
import { loadCampaigns, type LoadedCampaigns, type LoadOptions } from '../workspace/load-campaigns.ts';
import { pickEnvironment, readWorkspace, type Environment, type Workspace } from '../workspace/read-workspace.ts';
import type { UnsavedTexts } from '../workspace/unsaved-texts.ts';
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

interface PrepareOptions extends LoadOptions {
  /** By path: what counts in place of the files on disk. */
  readonly unsaved?: UnsavedTexts;
}

/** The same for a workspace that is known. */
export async function prepareAt(
  { env: variables }: Pick<Context, 'env'>,
  root: string,
  scopes: readonly string[],
  env: string | undefined,
  options?: PrepareOptions,
): Promise<Prepared> {
  const workspace = await readWorkspace(root, variables, options?.unsaved);
  const environment = pickEnvironment(workspace, env);
  return { workspace, environment, scopes, ...(await loadCampaigns(workspace, scopes, options)) };
}
