// A workspace with campaigns and a sandbox on the other side, for real processes that may die: what each trial begins with.
import { join } from 'node:path';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { startBuiltCli, type BuiltCli, type BuiltCliOptions } from '../support/built-cli.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

export interface TrialCampaign {
  readonly id: string;
  readonly campId: number;
  /** The notification keys that it plans: e-mail addresses. */
  readonly keys: readonly string[];
}

export interface TrialOptions {
  /** Recipients of each campaign. */
  readonly audiences: readonly number[];
  readonly sandbox: SandboxOptions;
  /** More keys of the environment, as YAML in a flow map. */
  readonly environment: string;
  /** 6,000 when absent: fast, and still a pace. */
  readonly requestsPerMinute?: number;
  /** Lines of every campaign file, given its camp_id and its place. */
  readonly more?: (campId: number, place: number) => string;
  /** Number of the first campaign: trials that share a server must not share people. */
  readonly from?: number;
}

export interface Trial extends SendingWorkspace {
  readonly ledger: string;
  /** What is in pushplan.yaml. */
  readonly settings: string;
  readonly campaigns: readonly TrialCampaign[];
  /** The built program, in the workspace and with the key. */
  start(argv: readonly string[]): BuiltCli;
  startSources(argv: readonly string[], how: Pick<BuiltCliOptions, 'env' | 'nodeOptions'>): BuiltCli;
}

/** So far apart are the camp_ids of the arms of a campaign; it is known by that of its first. */
export const betweenArms = 1_000;

/** Every campaign has people of its own, and is told from the others by its camp_id. */
export async function makeTrial({
  audiences,
  sandbox,
  environment,
  requestsPerMinute = 6_000,
  more = () => '',
  from = 0,
}: TrialOptions): Promise<Trial> {
  const campaigns = audiences.map((size, place): TrialCampaign => {
    const index = from + place;
    const addresses = people(size, index * 100_000)
      .split('\n')
      .slice(1, -1);
    const keys = addresses.map((row) => row.slice(0, row.indexOf(',')));
    return { id: `campaign-${index}`, campId: 100 + index, keys };
  });
  const files = campaigns.flatMap(({ id, campId }, place) => [
    [`${id}.csv`, people(audiences[place] ?? 0, (from + place) * 100_000)],
    [
      `${id}.campaign.yaml`,
      campaignText({ id, campId, file: `${id}.csv`, more: `key: "{{email}}"\n${more(campId, place)}` }),
    ],
  ]);
  const workspace = await makeSendingWorkspace(Object.fromEntries(files), { limit: requestsPerMinute, ...sandbox });
  const keys = `endpoint: ${workspace.sandbox.url}, api_key_env: KEY, requests_per_minute: ${requestsPerMinute}`;
  const settings = `version: 1\nenvironments:\n  local: { ${keys}, ${environment} }\n`;
  await workspace.write('pushplan.yaml', settings);
  return {
    ...workspace,
    ledger: join(workspace.root, '.pushplan', 'local.db'),
    settings,
    campaigns,
    start: (argv) => startBuiltCli(argv, { cwd: workspace.root, env: { KEY: localKey } }),
    startSources: (argv, { env, nodeOptions = [] }) =>
      startBuiltCli(argv, {
        cwd: workspace.root,
        env: { KEY: localKey, ...env },
        nodeOptions,
        program: 'src/cli.ts',
      }),
  };
}
