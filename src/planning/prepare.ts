// The first step of plan, apply, render and validate: reads the workspace, its environment, and the selected campaigns.
import { findScopes } from '../workspace/find-scopes.ts';
import { loadCampaigns, type LoadedCampaigns, type LoadOptions } from '../workspace/load-campaigns.ts';
import { pickEnvironment, readWorkspace, type Environment, type Workspace } from '../workspace/read-workspace.ts';
import type { UnsavedTexts } from '../workspace/unsaved-texts.ts';
import type { Context } from '../opening/context.ts';

export interface Prepared extends LoadedCampaigns {
  readonly workspace: Workspace;
  readonly environment: Environment;
  /** The selected folders and files, relative to the workspace. "" is all of it. */
  readonly scopes: readonly string[];
}

/**
 * `words` are paths and ids of campaigns. Throws a Refusal if there is no workspace, no such environment or no such file. Findings in campaign files
 * are returned.
 */
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
  /** By path, the texts that replace those of the files on disk. */
  readonly unsaved?: UnsavedTexts;
}

/** Like prepare(), for a known workspace. */
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
