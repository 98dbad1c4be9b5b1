// A workspace whose runs are sent by workers: a ledger on PostgreSQL, a sandbox, and real processes that may be killed.
import { randomBytes } from 'node:crypto';
import { ownKey } from '../../src/message/notification-key.ts';
import { readPostgres } from '../../src/ledger/postgres/open-postgres.ts';
import { readPostgresAddress, type PostgresAddress } from '../../src/postgres/postgres-address.ts';
import type { SeenLedger } from '../../src/ledger/ledger-engine.ts';
import type { Known } from '../../src/plan/history.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { startBuiltCli, type BuiltCli } from './built-cli.ts';
import { pushplan, type CliResult } from './cli.ts';
import { readRun } from './documents.ts';
import type { PostgresServer } from './postgres-server.ts';
import { realClock } from './real-clock.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from './sending-workspace.ts';
import { campaignText, people } from './workspace.ts';

export interface FleetTrial extends SendingWorkspace {
  readonly campaigns: readonly { readonly id: string; readonly campId: number; readonly keys: readonly string[] }[];
  readonly address: PostgresAddress;
  /** The variables that a process needs to send from here. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts pushplan in a process of its own. */
  start(...argv: readonly string[]): BuiltCli;
  /** Plans and spools a run, leaves it to workers, and returns its id. */
  detach(): Promise<string>;
  look(): Promise<SeenLedger>;
  /** Returns what the ledger knows about every recipient, in order. */
  knownOfAll(): Promise<readonly Known[]>;
}

export interface FleetTrialOptions {
  readonly recipients: number;
  readonly requestsPerMinute: number;
  readonly sandbox?: SandboxOptions;
  /** Each claim is checked for a cap and for an open window. Everybody is still sent to, exactly once. */
  readonly hasRules?: boolean;
  /** Additional lines of the campaign file. */
  readonly more?: string;
}

const campaign = { id: 'hello', campId: 7 };
const rules = ['tags: [promo]', 'schedule: { timezone: Europe/Istanbul, window: { from: "00:00", to: "24:00" } }'];

export async function makeFleetTrial(
  server: Pick<PostgresServer, 'url'>,
  { recipients, requestsPerMinute, sandbox = {}, hasRules = false, more = '' }: FleetTrialOptions,
): Promise<FleetTrial> {
  const audience = people(recipients);
  const lines = ['key: "{{email}}"', ...(hasRules ? rules : []), more];
  const text = campaignText({ ...campaign, more: lines.join('\n') });
  const workspace = await makeSendingWorkspace(
    { 'people.csv': audience, 'hello.campaign.yaml': text },
    { limit: requestsPerMinute, ...sandbox },
  );
  const place = `endpoint: ${workspace.sandbox.url}, api_key_env: KEY, ledger_env: PUSHPLAN_LEDGER`;
  const how = `requests_per_minute: ${requestsPerMinute}, message_center: off`;
  await workspace.write(
    'pushplan.yaml',
    `version: 1\npolicy: { max_recipients: ${recipients}${hasRules ? ', caps: [{ tag: promo, max: 1, within: 24h }]' : ''} }\nenvironments:\n  local: { ${place}, ${how} }\n`,
  );
  const url = server.url(`?schema=fleet_${randomBytes(6).toString('hex')}`);
  const address = readPostgresAddress(url, 'PUSHPLAN_LEDGER');
  const env = { KEY: localKey, PUSHPLAN_LEDGER: url };
  const run = (...argv: readonly string[]): Promise<CliResult> => pushplan(argv, { cwd: workspace.root, env });
  const keys = audience
    .split('\n')
    .slice(1, -1)
    .map((row) => row.slice(0, row.indexOf(',')));
  const look = async (): Promise<SeenLedger> => {
    const reader = await readPostgres({ address, environment: 'local', endpoint: 'loopback', clock: realClock });
    if (reader === undefined) throw new Error('there is no ledger');
    return reader;
  };
  return {
    ...workspace,
    campaigns: [{ ...campaign, keys }],
    address,
    env,
    run,
    start: (...argv) => startBuiltCli(argv, { cwd: workspace.root, env }),
    detach: async () => readRun(await run('apply', '--detach', '--yes', '--json')).run,
    look,
    knownOfAll: async () => {
      await using reader = await look();
      return await reader.lookup(campaign.id, keys.map(ownKey));
    },
  };
}
