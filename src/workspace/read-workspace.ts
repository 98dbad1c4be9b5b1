// Reads a workspace from its folder, and picks one of its environments.
import { countOf } from '../numbers.ts';
import { findNearest } from '../campaign/find-nearest.ts';
import { maxYamlBytes } from '../campaign/yaml/parse-yaml.ts';
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import { placeDataFolder } from './data-folder.ts';
import { classifyEndpoint, reachesPeople } from './endpoint-class.ts';
import { filesOnDisk } from './files-on-disk.ts';
import { workspaceFile, type Files } from './files.ts';
import { parseWorkspace } from './parse-workspace.ts';
import type { Environment, WorkspaceSettings } from './settings.ts';
import { withUnsaved, type UnsavedTexts } from './unsaved-texts.ts';

export type { Environment } from './settings.ts';

export interface Workspace extends WorkspaceSettings {
  /** The absolute path of the workspace. */
  readonly root: string;
  readonly files: Files;
  /** The text of pushplan.yaml. `diagnostics` are the warnings about it. */
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * `variables` may name the data folder. `unsaved` are texts by path that replace those on disk. Throws a Refusal with all findings if pushplan.yaml
 * has errors.
 */
export async function readWorkspace(
  root: string,
  variables: Readonly<Record<string, string | undefined>> = {},
  unsaved: UnsavedTexts = new Map(),
): Promise<Workspace> {
  const workspace = await readWorkspaceOf(withUnsaved(filesOnDisk(root), unsaved));
  const files = filesOnDisk(root, placeDataFolder(workspace.root, workspace, variables));
  return { ...workspace, files: withUnsaved(files, unsaved) };
}

/** Does the same, wherever the files are stored. */
export async function readWorkspaceOf(files: Files): Promise<Workspace> {
  const text = await files.readText(workspaceFile, maxYamlBytes);
  const { settings, diagnostics } = parseWorkspace(workspaceFile, text);
  if (settings === undefined) throw new Refusal(exitCodes.invalidInput, diagnostics);
  return { ...settings, root: files.root, files, text, diagnostics };
}

/** `name` is the value of --env. Without it, the default environment is used. Throws a Refusal if there is no such environment. */
export function pickEnvironment(workspace: Workspace, name: string | undefined): Environment {
  const { environments, defaultEnvironment } = workspace;
  const wanted = name ?? defaultEnvironment;
  const environment = wanted === undefined ? undefined : environments[wanted];
  if (environment !== undefined) return environment;

  const names = Object.keys(environments);
  const at = workspace.locate(['environments']);
  const list = `Defined are: ${names.join(', ')}.`;
  if (wanted === undefined) {
    const message = `${workspace.file} has several environments and no default_environment`;
    throw new Refusal(exitCodes.invalidInput, [errorAt(at, 'PP154', message, `Choose one with --env. ${list}`)]);
  }
  const nearest = findNearest(wanted, names);
  const help = nearest === undefined ? list : `Did you mean ${JSON.stringify(nearest)}? ${list}`;
  const message = `the environment ${JSON.stringify(wanted)} is not defined`;
  throw new Refusal(exitCodes.invalidInput, [errorAt(at, 'PP154', message, help)]);
}

/** The key for the sandbox, which is not secret. */
const sandboxKey = 'sandbox';

/**
 * The shortest valid key, in characters. The vendor's keys are much longer. A shorter one could not be removed from output, since too many texts
 * contain it.
 */
const shortestKey = 8;

/** Returns the API key. Throws a Refusal (exit 10) if its environment variable is not set or has no valid key. On loopback, any key is valid. */
export function apiKeyOf(environment: Environment, env: Readonly<Record<string, string | undefined>>): string {
  const { endpoint, apiKeyEnv, name, at } = environment;
  if (endpoint.kind === 'sandbox') return sandboxKey;
  // Files with secrets end with a line break, which is not part of the key.
  const key = (apiKeyEnv === undefined ? undefined : env[apiKeyEnv])?.trim() ?? '';
  if (key.length >= shortestKey || (key !== '' && !reachesPeople(classifyEndpoint(endpoint)))) return key;
  if (key !== '') {
    const message = `environment variable ${apiKeyEnv} holds ${countOf(key.length, 'character')}, which is too short for the API key of ${name}`;
    throw new Refusal(exitCodes.vendorRefused, [
      errorAt(at, 'PP171', message, `Set it to the whole key: at least ${countOf(shortestKey, 'character')}.`),
    ]);
  }
  const message = `environment variable ${apiKeyEnv ?? '(none)'} is not set: it holds the API key of ${name}`;
  throw new Refusal(exitCodes.vendorRefused, [
    errorAt(at, 'PP156', message, 'Set it; in CI, from a secret of the protected environment.'),
  ]);
}
