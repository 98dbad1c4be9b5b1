// Turns a pushplan.yaml that fits the schema into settings, with defaults filled in.
import { readShare } from '../campaign/assignment.ts';
import { parseAbortIf, parseAge, parseGrowth, parseLimit } from '../campaign/limit.ts';
import type { Rest } from '../campaign/campaign.ts';
import { readRetry } from '../campaign/schedule/read-retry.ts';
import { usualRetry } from '../campaign/schedule/retry-rules.ts';
import { readBlackout, readQuietHours } from '../campaign/schedule/read-schedule.ts';
import { readListFile } from '../campaign/list-file.ts';
import { readCap } from '../campaign/schedule/often.ts';
import { parseDuration } from '../campaign/schedule/parse-duration.ts';
import type { ParsedYaml } from '../campaign/yaml/parse-yaml.ts';
import type {
  Environment as WrittenEnvironment,
  Rest as WrittenRest,
  SuppressionList as WrittenList,
  WorkspaceFile,
} from '../generated/workspace.ts';
import { workspaceSchema } from '../generated/workspace-schema.ts';
import { judgeEndpoint } from './judge-endpoint.ts';
import { readDataStore, readSources } from './read-sources.ts';
import type {
  DataDir,
  Endpoint,
  Environment,
  MessageCenter,
  Policy,
  SuppressionList,
  WorkspaceSettings,
} from './settings.ts';
import { readTestRecipient } from './test-recipients.ts';

const { policy: policySchema, environments: environmentsSchema } = workspaceSchema.properties;
const { max_recipients, max_invalid } = policySchema.properties;
const { requests_per_minute, message_center } = environmentsSchema.additionalProperties.properties;

/** The default levels: a warning for what is likely a mistake, and only a count for what may be intended. */
const copyLevels: Policy['copy'] = {
  title_cut: 'warn',
  message_cut: 'info',
  empty_slot: 'warn',
  default_used: 'info',
  markup: 'warn',
  payload_size: 'warn',
  test_words: 'warn',
  links_differ: 'info',
  emoji_cut: 'warn',
  placeholder: 'warn',
  encoding: 'warn',
  empty_word: 'warn',
  control: 'warn',
  unencoded: 'warn',
};

export function normaliseSettings(yaml: ParsedYaml, written: WorkspaceFile): WorkspaceSettings {
  const allowedHosts = written.allowed_hosts ?? [];
  const environments: Record<string, Environment> = Object.create(null);
  for (const [name, environment] of Object.entries(written.environments)) {
    const at = yaml.locateKey(['environments', name]);
    environments[name] = { name, at, ...readEnvironment(environment, allowedHosts) };
  }
  const defaultEnvironment = written.default_environment ?? chooseDefault(Object.keys(environments));
  const { workspace_id: workspaceId, test_camp_id: testCampId, keep } = written;
  const sources = readSources(yaml, written.sources);
  return {
    file: yaml.file,
    ...(workspaceId === undefined ? {} : { workspaceId }),
    environments,
    ...(defaultEnvironment === undefined ? {} : { defaultEnvironment }),
    dataDir: readDataDir(written),
    ...readDataStore(yaml, written.data_store),
    ...(keep === undefined ? {} : { keep: parseAge(keep) }),
    sources,
    policy: readPolicy(written.policy ?? {}, workspaceId),
    suppress: (written.suppress ?? []).map((list) => readSuppressionList(list, sources)),
    testRecipients: (written.test_recipients ?? []).map((recipient, index) =>
      readTestRecipient(recipient, yaml.locate(['test_recipients', index, 'name'])),
    ),
    ...(testCampId === undefined ? {} : { testCampId }),
    allowedHosts,
    onlineHosts: written.online_hosts ?? [],
    locate: yaml.locate,
  };
}

/** The default data folder, below a folder that init adds to .gitignore. */
const usualDataDir = '.pushplan/data';

function readDataDir({ data_dir: path = usualDataDir, data_dir_env: name }: WorkspaceFile): DataDir {
  return name === undefined ? { kind: 'path', path } : { kind: 'env', name };
}

/** Returns the default environment: the only one, or the one named sandbox. */
function chooseDefault(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : names.find((name) => name === 'sandbox');
}

function readPolicy(written: WrittenPolicy, workspaceId = ''): Policy {
  const { max_recipients: maxRecipients = max_recipients.default, forbid = [] } = written;
  const {
    max_growth: maxGrowth,
    max_shrink: maxShrink,
    broadcast_above: broadcastAbove,
    max_age: maxAge,
    copy = {},
  } = written;
  return {
    maxRecipients,
    maxInvalid: parseLimit(written.max_invalid ?? max_invalid.default),
    abortIf: parseAbortIf(written.abort_if),
    forbid,
    ...(maxGrowth === undefined ? {} : { maxGrowth: parseGrowth(maxGrowth) }),
    ...(maxShrink === undefined ? {} : { maxShrink: parseGrowth(maxShrink) }),
    ...(broadcastAbove === undefined ? {} : { broadcastAbove }),
    ...(maxAge === undefined ? {} : { maxAge: parseAge(maxAge) }),
    ...readPeopleRules(written, workspaceId),
    ...readTimeRules(written),
    copy: { ...copyLevels, ...copy },
  };
}

type WrittenPolicy = NonNullable<WorkspaceFile['policy']>;

/** Reads the rules for people whom campaigns leave out. */
function readPeopleRules(
  { caps = [], rest, holdout }: WrittenPolicy,
  workspaceId: string,
): Pick<Policy, 'caps' | 'rest' | 'holdout'> {
  return {
    caps: caps.map(readCap),
    ...(rest === undefined ? {} : { rest: readRest(rest) }),
    ...(holdout && {
      holdout: { share: readShare(holdout.share), exceptTags: holdout.except_tags ?? [], salt: workspaceId },
    }),
  };
}

/** Reads the rules for when campaigns may send, and when they may retry. */
function readTimeRules({
  quiet_hours: quietHours,
  blackout = [],
  retry = {},
}: WrittenPolicy): Pick<Policy, 'quietHours' | 'blackouts' | 'retry'> {
  return {
    quietHours: quietHours === undefined ? [] : [readQuietHours(quietHours)],
    blackouts: blackout.map(readBlackout),
    retry: { ...usualRetry, ...readRetry(retry) },
  };
}

function readRest({ except_tags: exceptTags = [], ...after }: WrittenRest): Rest {
  return {
    after: Object.fromEntries(Object.entries(after).map(([reason, rest]) => [reason, parseAge(rest)])),
    exceptTags,
  };
}

function readSuppressionList(written: WrittenList, sources: WorkspaceSettings['sources']): SuppressionList {
  const { name = written.file ?? written.query ?? '', tags, except_tags: exceptTags = [], max_age: maxAge } = written;
  return {
    ...readListFile(written, written.source === undefined ? undefined : sources[written.source]),
    name,
    ...(tags === undefined ? {} : { tags }),
    exceptTags,
    ...(maxAge === undefined ? {} : { maxAge: parseAge(maxAge) }),
  };
}

/** The policy if pushplan.yaml sets none. */
export const defaultPolicy = readPolicy({});

function readEnvironment(
  written: WrittenEnvironment,
  allowedHosts: readonly string[],
): Omit<Environment, 'name' | 'at'> {
  const { api_key_env: apiKeyEnv, ledger_env: ledgerEnv, ledger_file: ledgerFile } = written;
  const { ledger_key_env: ledgerKeyEnv, ledger_id: ledgerId } = written;
  return {
    endpoint: readEndpoint(written.endpoint, allowedHosts),
    ...(apiKeyEnv === undefined ? {} : { apiKeyEnv }),
    ...(ledgerEnv === undefined ? {} : { ledgerEnv }),
    ...(ledgerFile === undefined ? {} : { ledgerFile }),
    ...(ledgerKeyEnv === undefined ? {} : { ledgerKeyEnv }),
    ...(ledgerId === undefined ? {} : { ledgerId }),
    requestsPerMinute: written.requests_per_minute ?? requests_per_minute.default,
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
  const { before, after, requests_per_minute: pace } = message_center.properties;
  return {
    before: readDuration(written.before ?? before.default),
    after: readDuration(written.after ?? after.default),
    requestsPerMinute: written.requests_per_minute ?? pace.default,
  };
}

function readDuration(written: string): number {
  const milliseconds = parseDuration(written);
  if (milliseconds === undefined) throw new Error('an invalid duration was reported before');
  return milliseconds;
}
