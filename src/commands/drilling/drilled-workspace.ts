// A copy of a workspace that sends to a sandbox and has a ledger of its own: nothing of a drill is left in the workspace.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isMap } from '../../campaign/yaml/is-map.ts';
import { parseYaml } from '../../campaign/yaml/parse-yaml.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';

/** The variable that holds the key of the sandbox, which has no secret. */
export const drillKey = { PUSHPLAN_DRILL_KEY: 'drill' } as const;

export interface DrilledWorkspace extends AsyncDisposable {
  readonly root: string;
  /** What the sandbox writes down, for its owner alone. */
  readonly log: string;
  /** As if nothing had been sent: no ledger and no log. */
  clear(): Promise<void>;
  /** Sends to this address from now on. */
  pointAt(url: string, requestsPerMinute: number): Promise<void>;
  /** The lines of the log. */
  readLog(): Promise<readonly string[]>;
}

/** What a workspace is made of. */
const kinds = /\.(?:ya?ml|hbs|sql|csv|tsv|ndjson|json|xlsx|parquet)(?:\.(?:gz|zst))?$/v;

/** Files that a plan reads, in a folder for their owner alone, which is removed at the end. */
export async function copyWorkspace(workspace: Workspace): Promise<DrilledWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'pushplan-drill-'));
  const [root, log] = [join(folder, 'workspace'), join(folder, 'sandbox.ndjson')];
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    for (const file of (await workspace.files.list()).filter((path) => kinds.test(path))) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      // Lists may say how old they may be.
      await cp(join(workspace.root, file), join(root, file), { preserveTimestamps: true });
    }
  } catch (error) {
    await remove();
    throw error;
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

/** The workspace's own but for where it sends, and for hours in which it would not. JSON is YAML too. */
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
