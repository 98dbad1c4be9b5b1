// A workspace with campaigns and a sandbox, for real processes that may be killed. Each trial begins with one.
import { join } from 'node:path';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { startBuiltCli, type BuiltCli, type BuiltCliOptions } from '../support/built-cli.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

export interface TrialCampaign {
  readonly id: string;
  readonly campId: number;
  /** The planned notification keys, which are e-mail addresses. */
  readonly keys: readonly string[];
  /** A person gets only one of the campaigns with this. */
  readonly isCapped?: boolean;
  /** The campaign opens only long after the trial. */
  readonly isClosed?: boolean;
}

export interface TrialOptions {
  /** The number of recipients of each campaign. */
  readonly audiences: readonly number[];
  readonly sandbox: SandboxOptions;
  /** More keys of the environment, as a YAML flow map. */
  readonly environment: string;
  /** 6,000 by default: fast, but still limited. */
  readonly requestsPerMinute?: number;
  /** The first two campaigns have the same people, who may get one of them. The last one is closed, and the others are open all day. */
  readonly hasRules?: boolean;
  /** Returns lines for each campaign file from its camp_id and its place. */
  readonly more?: (campId: number, place: number) => string;
  /** The number of the first campaign. Trials that share a server must not share people. */
  readonly from?: number;
}

export interface Trial extends SendingWorkspace {
  readonly ledger: string;
  /** The text of pushplan.yaml. */
  readonly settings: string;
  readonly campaigns: readonly TrialCampaign[];
  /** Starts the built program in the workspace and with the key. */
  start(argv: readonly string[]): BuiltCli;
  startSources(argv: readonly string[], how: Pick<BuiltCliOptions, 'env' | 'nodeOptions'>): BuiltCli;
}

/** The distance between the camp_ids of a campaign's arms. A campaign is identified by that of its first arm. */
export const betweenArms = 1_000;

/** Requests per minute. */
export const usualLimit = 6_000;

/** Every campaign has people of its own and is identified by its camp_id. */
export async function makeTrial({
  audiences,
  sandbox,
  environment,
  requestsPerMinute = usualLimit,
  more = () => '',
  from = 0,
  hasRules = false,
}: TrialOptions): Promise<Trial> {
  const peopleOf = (place: number): string =>
    people(audiences[place] ?? 0, (hasRules && place === 1 ? from : from + place) * 100_000);
  const campaigns = audiences.map((_, place): TrialCampaign => {
    const index = from + place;
    const addresses = peopleOf(place).split('\n').slice(1, -1);
    const keys = addresses.map((row) => row.slice(0, row.indexOf(',')));
    const plain = { id: `campaign-${index}`, campId: 100 + index, keys };
    return hasRules ? { ...plain, isCapped: place < 2, isClosed: place === audiences.length - 1 } : plain;
  });
  const files = campaigns.flatMap((campaign, place) => [
    [`${campaign.id}.csv`, peopleOf(place)],
    [`${campaign.id}.campaign.yaml`, textOf(campaign, hasRules, more(campaign.campId, place))],
  ]);
  const workspace = await makeSendingWorkspace(Object.fromEntries(files), { limit: requestsPerMinute, ...sandbox });
  const keys = `endpoint: ${workspace.sandbox.url}, api_key_env: KEY, requests_per_minute: ${requestsPerMinute}`;
  const policy = hasRules ? 'policy: { caps: [{ tag: promo, max: 1, within: 24h }] }\n' : '';
  const settings = `version: 1\n${policy}environments:\n  local: { ${keys}, ${environment} }\n`;
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

function textOf(
  { id, campId, isCapped = false, isClosed = false }: TrialCampaign,
  hasRules: boolean,
  more: string,
): string {
  const opens = new Date(Date.now() + 12 * 3_600_000).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length);
  const schedule = isClosed
    ? `schedule: { not_before: ${opens} }`
    : 'schedule: { timezone: Europe/Istanbul, window: { from: "00:00", to: "24:00" }, not_before: 2026-01-01T00:00 }';
  const rules = [...(isCapped ? ['tags: [promo]'] : []), ...(hasRules ? [schedule] : [])];
  return campaignText({ id, campId, file: `${id}.csv`, more: ['key: "{{email}}"', ...rules, more].join('\n') });
}
