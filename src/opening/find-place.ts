// Finds the workspace above the working directory and one of its environments, for commands that name no campaigns.
import { findWorkspace } from '../workspace/find-workspace.ts';
import { pickEnvironment, readWorkspace, type Environment, type Workspace } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';

export interface EnvironmentPlace {
  readonly workspace: Workspace;
  readonly environment: Environment;
}

/** `env` is the value of --env. Throws a Refusal (exit 3) if there is no workspace, or if it has errors or no such environment. */
export async function findPlace({ cwd }: Pick<Context, 'cwd'>, env: string | undefined): Promise<EnvironmentPlace> {
  const { root } = await findWorkspace(cwd, []);
  const workspace = await readWorkspace(root);
  return { workspace, environment: pickEnvironment(workspace, env) };
}
