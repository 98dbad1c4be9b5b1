// Copies a workspace into one that sends to a sandbox and has a ledger of its own: a drill leaves nothing in the workspace.
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isMap } from '../../is-map.ts';
import { parseYaml } from '../../campaign/yaml/parse-yaml.ts';
import { exitCodes, Refusal, refuse, saySystemError } from '../../errors.ts';
import { openFile } from '../../workspace/open-file.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';
import { makeFolder } from '../../workspace/make-folder.ts';

/** The variable that holds the key of the sandbox, which is no secret. */
export const drillKey = { PUSHPLAN_DRILL_KEY: 'drill' } as const;

export interface DrilledWorkspace extends AsyncDisposable {
  readonly root: string;
  /** The file that the sandbox logs to. Only its owner can read it. */
  readonly log: string;
  /** Removes the ledger and the log, as if nothing had been sent. */
  clear(): Promise<void>;
  /** Makes the workspace send to this address from now on. */
  pointAt(url: string, requestsPerMinute: number): Promise<void>;
  /** The lines of the log. */
  readLog(): Promise<readonly string[]>;
}

/** The names of files that belong to a workspace. */
const kinds = /\.(?:ya?ml|hbs|sql|csv|tsv|ndjson|jsonl|json|xlsx|parquet)(?:\.(?:gz|zst))?$/iv;

/** Copies what a plan reads into a private folder, which is removed at the end. Throws a Refusal (exit 3) if that cannot be written. */
export async function copyWorkspace(workspace: Workspace): Promise<DrilledWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'pushplan-drill-')).catch((error: unknown) => {
    throw refuseCopy(error);
  });
  const [root, log] = [join(folder, 'workspace'), join(folder, 'sandbox.ndjson')];
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    // pushplan.yaml is written by `pointAt`.
    const files = (await workspace.files.list()).filter((path) => kinds.test(path) && path !== workspace.file);
    for (const file of files) await copyFile(workspace.root, file, join(root, file));
    makeFolder(root);
  } catch (error) {
    await remove();
    throw error instanceof Refusal ? error : refuseCopy(error);
  }
  return {
    root,
    log,
    clear: async () => {
      await rm(join(root, '.pushplan'), { recursive: true, force: true });
      await rm(log, { force: true });
    },
    pointAt: (url, requestsPerMinute) =>
      writeFile(join(root, workspace.file), settingsOf(workspace, url, requestsPerMinute)),
    readLog: async () => (await readFile(log, 'utf8')).split('\n').filter((line) => line !== ''),
    [Symbol.asyncDispose]: remove,
  };
}

/** Copies what a link leads to, if that is in the workspace. Leaves out what a plan cannot read either: the plan reports what it needs. */
async function copyFile(root: string, path: string, target: string): Promise<void> {
  await using source = await openFile(root, path, undefined).catch(passOver);
  if (source === undefined) return;
  makeFolder(dirname(target));
  await writeFile(target, source.createReadStream({ autoClose: false }));
  const { atime, mtime } = await source.stat();
  // Lists may have a limit on their age.
  await utimes(target, atime, mtime);
}

function passOver(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

function refuseCopy(error: unknown): Refusal {
  const message = `the workspace cannot be copied to ${tmpdir()}: ${saySystemError(error)}`;
  return refuse(exitCodes.invalidInput, 'PP505', message, 'Free some space there, or name another folder in TMPDIR.');
}

/** The settings of the workspace, except for where it sends, and the hours in which it would not send. JSON is YAML too. */
function settingsOf({ file, text, files: { data } }: Workspace, url: string, requestsPerMinute: number): string {
  const own = parseYaml(file, text).data;
  const { policy, ...rest } = isMap(own) ? own : {};
  const { quiet_hours: _quiet, blackout: _blackout, ...kept } = isMap(policy) ? policy : {};
  const [variable] = Object.keys(drillKey);
  return JSON.stringify({
    ...rest,
    ...(data?.kind === 'folder' && { data_dir: data.path }),
    policy: kept,
    environments: {
      drill: {
        endpoint: url,
        api_key_env: variable,
        requests_per_minute: requestsPerMinute,
        message_center: { after: '0s' },
      },
    },
    default_environment: 'drill',
  });
}
