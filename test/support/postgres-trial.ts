// A workspace whose ledger is a schema of its own on a PostgreSQL server, for real processes that share it and may be killed.
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { startBuiltCli, type BuiltCli, type ProcessEnd } from './built-cli.ts';
import { pushplan, type CliResult } from './cli.ts';
import { holdAnswers } from './held-answers.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from './sending-workspace.ts';
import { campaignText, people } from './workspace.ts';
import type { PostgresServer } from './postgres-server.ts';
import { untilRequests } from './until-requests.ts';

export interface PostgresTrial extends SendingWorkspace {
  /** The addresses of all recipients, sorted. */
  readonly everybody: readonly string[];
  /** The schema of the ledger on the server. */
  readonly schema: string;
  /** With `held`, lets through the waiting answers and all later ones. */
  letGo(): void;
  /** Starts pushplan in a process of its own. */
  start(...argv: readonly string[]): BuiltCli;
  /** Starts a command repeatedly until nobody else holds the ledger. Each attempt is a process, so keep them few. */
  insist(...argv: readonly string[]): Insisting;
  /** Resolves once the sandbox has received so many requests. Fails if the processes in `by` have ended; by default, all that were started. */
  hasSent(requests: number, ...by: readonly Pick<BuiltCli, 'ended'>[]): Promise<void>;
}

interface Insisting {
  /** Resolves once the process holds the ledger and sends, or has ended. */
  readonly sends: Promise<void>;
  readonly ended: Promise<ProcessEnd>;
}

export interface PostgresTrialOptions {
  readonly recipients: number;
  readonly requestsPerMinute: number;
  /** How long the sandbox takes to answer, in milliseconds. */
  readonly latency?: number;
  /** How many answers come before letGo(), so that the run cannot end before, however slow other processes are. By default, all come. */
  readonly held?: number;
}

export async function makePostgresTrial(
  server: Pick<PostgresServer, 'url'>,
  { recipients, requestsPerMinute, latency = 20, held }: PostgresTrialOptions,
): Promise<PostgresTrial> {
  const audience = people(recipients);
  const answers = held === undefined ? undefined : holdAnswers(held);
  const workspace = await makeSendingWorkspace(
    { 'people.csv': audience, 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) },
    { latency: { sent: latency, none: latency, jitter: 0 }, ...(answers && { clock: answers.clock }) },
  );
  const keys = [
    `endpoint: ${workspace.sandbox.url}`,
    'api_key_env: KEY',
    'ledger_env: PUSHPLAN_LEDGER',
    `requests_per_minute: ${requestsPerMinute}`,
    'message_center: off',
  ];
  await workspace.write('pushplan.yaml', `version: 1\nenvironments:\n  local: { ${keys.join(', ')} }\n`);
  const schema = `trial_${randomBytes(6).toString('hex')}`;
  const env = { KEY: localKey, PUSHPLAN_LEDGER: server.url(`?schema=${schema}`) };
  const started: BuiltCli[] = [];
  const start = (...argv: readonly string[]): BuiltCli => {
    const cli = startBuiltCli(argv, { cwd: workspace.root, env });
    started.push(cli);
    return cli;
  };
  return {
    ...workspace,
    schema,
    letGo: () => answers?.letGo(),
    everybody: audience
      .split('\n')
      .slice(1, -1)
      .map((row) => row.slice(0, row.indexOf(',')))
      .toSorted(),
    run: (...argv): Promise<CliResult> => pushplan(argv, { cwd: workspace.root, env }),
    start,
    insist: (...argv) => {
      const { promise: sends, resolve } = Promise.withResolvers<void>();
      const insist = async (): Promise<ProcessEnd> => {
        for (;;) {
          const cli = start(...argv);
          void cli.says(/^Sending: /mv).then((said) => said && resolve());
          const end = await cli.ended;
          if (end.exitCode === 9) await delay(2_000);
          else return end;
        }
      };
      return { sends, ended: insist().finally(resolve) };
    },
    hasSent: (requests, ...by) => {
      const senders = by.length > 0 ? by : started;
      return untilRequests(
        workspace.sandbox,
        requests,
        senders.map(({ ended }) => ended),
      );
    },
  };
}
