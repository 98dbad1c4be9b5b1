// A pushplan.yaml that fits the schema -> settings, with defaults filled in.
import { parseAbortIf, parseLimit } from '../campaign/limit.ts';
import type { ParsedYaml } from '../campaign/parse-yaml.ts';
import type { Environment as WrittenEnvironment, WorkspaceFile } from '../generated/workspace.ts';
import { judgeEndpoint } from './judge-endpoint.ts';
import { parseDuration } from './parse-duration.ts';
import type { Endpoint, Environment, MessageCenter, Policy, WorkspaceSettings } from './settings.ts';

export function normaliseSettings(yaml: ParsedYaml, written: WorkspaceFile): WorkspaceSettings {
  const allowedHosts = written.allowed_hosts ?? [];
  const environments: Record<string, Environment> = Object.create(null);
  for (const [name, environment] of Object.entries(written.environments)) {
    const at = yaml.locateKey(['environments', name]);
    environments[name] = { name, at, ...readEnvironment(environment, allowedHosts) };
  }
  const defaultEnvironment = written.default_environment ?? chooseDefault(Object.keys(environments));
  return {
    file: yaml.file,
    environments,
    ...(defaultEnvironment === undefined ? {} : { defaultEnvironment }),
    policy: readPolicy(written.policy ?? {}),
    allowedHosts,
    locate: yaml.locate,
  };
}

/** What somebody who has only one environment, or a sandbox, means without saying. */
function chooseDefault(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : names.find((name) => name === 'sandbox');
}

function readPolicy(written: NonNullable<WorkspaceFile['policy']>): Policy {
  const { max_recipients: maxRecipients = 100_000, max_invalid: maxInvalid = '1%', forbid = [] } = written;
  return { maxRecipients, maxInvalid: parseLimit(maxInvalid), abortIf: parseAbortIf(written.abort_if), forbid };
}

function readEnvironment(
  written: WrittenEnvironment,
  allowedHosts: readonly string[],
): Omit<Environment, 'name' | 'at'> {
  const { api_key_env: apiKeyEnv, ledger_env: ledgerEnv, ledger_key_env: ledgerKeyEnv, ledger_id: ledgerId } = written;
  return {
    endpoint: readEndpoint(written.endpoint, allowedHosts),
    ...(apiKeyEnv === undefined ? {} : { apiKeyEnv }),
    ...(ledgerEnv === undefined ? {} : { ledgerEnv }),
    ...(ledgerKeyEnv === undefined ? {} : { ledgerKeyEnv }),
    ...(ledgerId === undefined ? {} : { ledgerId }),
    requestsPerMinute: written.requests_per_minute ?? 1000,
    messageCenter: readMessageCenter(written.message_center ?? {}),
  };
}

function readEndpoint(written: string, allowedHosts: readonly string[]): Endpoint {
  if (written === 'sandbox') return { kind: 'sandbox' };
  const judgement = judgeEndpoint(written, allowedHosts);
  if (judgement.kind === 'refused') throw new Error('an endpoint that is refused was reported before');
  return { kind: 'url', url: judgement.url };
}

function readMessageCenter(written: NonNullable<WrittenEnvironment['message_center']>): MessageCenter {
  if (typeof written === 'string') return 'off';
  const { after = '60s', requests_per_minute: requestsPerMinute = 5000 } = written;
  // The schema has made sure that it is one.
  return { after: parseDuration(after) ?? 60_000, requestsPerMinute };
}
