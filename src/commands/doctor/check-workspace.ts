// Checks the workspace: pushplan.yaml, its campaigns, and the schemas that editors read beside it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../opening/context.ts';
import { describeEndpoint } from '../sending/confirm-sends.ts';
import { countOf } from '../../numbers.ts';
import type { LoadedCampaigns } from '../../workspace/load-campaigns.ts';
import type { Environment, Workspace } from '../../workspace/read-workspace.ts';
import { checkOf, good, warn, wrong, type CheckLine } from './check.ts';

const schemas = ['workspace', 'campaign'];

export async function checkWorkspace(
  { packageRoot, version }: Context,
  workspace: Workspace,
): Promise<readonly CheckLine[]> {
  const stale: string[] = [];
  for (const name of schemas) {
    const path = `schema/${name}.schema.json`;
    const [here, ours] = await Promise.all([
      readFile(join(workspace.root, path), 'utf8').catch(() => undefined),
      readFile(new URL(path, packageRoot), 'utf8').catch(() => undefined),
    ]);
    if (here !== undefined && ours !== undefined && here.replaceAll('\r\n', '\n') !== ours) stale.push(path);
  }
  const findings = workspace.diagnostics.map((finding) => checkOf('workspace', finding));
  if (findings.length > 0) return findings;
  const said = good('workspace', `${workspace.root} with pushplan ${version}`);
  if (stale.length === 0) return [said];
  const help = 'Editors use them for completion: copy them from node_modules/pushplan/schema.';
  return [said, warn('workspace', `${stale.join(' and ')} of the workspace are of another version of pushplan`, help)];
}

export function checkCampaignFiles({ campaigns, diagnostics }: LoadedCampaigns): readonly CheckLine[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const counted = `${countOf(campaigns.length, 'campaign')}, ${countOf(errors, 'error')}`;
  if (errors > 0) return [wrong('campaigns', counted, 'pushplan validate says where, and what to do.')];
  return [good('campaigns', counted)];
}

export function checkEnvironment(environment: Environment): CheckLine {
  const { name, requestsPerMinute } = environment;
  const pace = countOf(requestsPerMinute, 'request');
  return good('environment', `${name} (${describeEndpoint(environment)}), ${pace} a minute`);
}
