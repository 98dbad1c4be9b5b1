// The settings of pushplan.yaml, with defaults filled in.
import type { PolicyHoldout } from '../campaign/assignment.ts';
import type { AudienceSource, BucketPlace } from '../campaign/audience-source.ts';
import type { AbortLimit, Cap, Forbidden, Limit, ListFile, Locate, Rest } from '../campaign/campaign.ts';
import type { RetryRules } from '../campaign/schedule/retry-rules.ts';
import type { Blackout, QuietHours } from '../campaign/schedule/schedule.ts';
import type { Position } from '../diagnostic.ts';
import type { AuditFinding } from '../generated/plan.ts';
import type { TestRecipient } from './test-recipients.ts';

/** `url` has scheme, host and port, such as "https://mobile.useinsider.com". */
export type Endpoint = { readonly kind: 'sandbox' } | { readonly kind: 'url'; readonly url: string };

/**
 * How notifications in doubt are settled. Before anything is sent, the Message Center is queried for those of earlier runs, for at most `before`.
 * `after` counts from the attempt. Milliseconds.
 */
export type MessageCenter =
  | 'off'
  | { readonly before: number; readonly after: number; readonly requestsPerMinute: number };

export interface Environment {
  readonly name: string;
  readonly endpoint: Endpoint;
  /** The names of environment variables, never their values. A url endpoint always has a key. */
  readonly apiKeyEnv?: string;
  readonly ledgerEnv?: string;
  /** The file of an SQLite ledger, relative to the workspace. Never together with ledgerEnv. */
  readonly ledgerFile?: string;
  readonly ledgerKeyEnv?: string;
  /** The lineage that the ledger must have. */
  readonly ledgerId?: string;
  readonly requestsPerMinute: number;
  readonly messageCenter: MessageCenter;
  readonly at: Position;
}

type Check = AuditFinding['check'];

export type Level = 'off' | AuditFinding['level'];

export interface Policy {
  readonly maxRecipients: number;
  readonly maxInvalid: Limit;
  readonly abortIf: readonly AbortLimit[];
  /** What no campaign may use. */
  readonly forbid: readonly Forbidden[];
  /** The largest growth of a campaign against its last run: 2 is twice as many recipients. */
  readonly maxGrowth?: number;
  /** The largest shrinkage of a campaign's audience against its last run: 2 is half as many people. */
  readonly maxShrink?: number;
  /** The number of recipients above which a campaign must declare that it is a broadcast. */
  readonly broadcastAbove?: number;
  /** The largest age of audience files, in milliseconds. */
  readonly maxAge?: number;
  /** Each cap applies to the campaigns that count for it. */
  readonly caps: readonly Cap[];
  /** If undefined, nobody rests. */
  readonly rest?: Rest;
  /** The people who get nothing. */
  readonly holdout?: PolicyHoldout;
  /** All of them apply. */
  readonly quietHours: readonly QuietHours[];
  readonly blackouts: readonly Blackout[];
  /** When a refusal may be retried, by its reason. */
  readonly retry: RetryRules;
  /** The level of each check of the copy audit. */
  readonly copy: Readonly<Record<Check, Level>>;
}

/** People who must not get campaigns. */
export interface SuppressionList extends ListFile {
  /** The unique name of the list. */
  readonly name: string;
  /** The list applies to campaigns with one of these tags. If undefined, to all. */
  readonly tags?: readonly string[];
  /** The list does not apply to campaigns with one of these tags. */
  readonly exceptTags: readonly string[];
  /** The largest age of the file, in milliseconds. */
  readonly maxAge?: number;
}

/** The setting of the data folder: a path, absolute or relative to the workspace, or the name of an environment variable that has the path. */
export type DataDir =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'env'; readonly name: string };

/** The bucket that fetched data is also copied to. */
export interface DataStore extends BucketPlace {
  /** Empty, or ends with a slash. */
  readonly prefix: string;
  /** Its position in pushplan.yaml. */
  readonly at: Position;
}

export interface WorkspaceSettings {
  /** The file of the settings: pushplan.yaml, relative to the workspace. */
  readonly file: string;
  /** "ws_" and 12 letters or digits. A ledger uses it to tell which workspace a campaign belongs to. */
  readonly workspaceId?: string;
  /** The environments in the order of the file, without a prototype. */
  readonly environments: Readonly<Record<string, Environment>>;
  /** The environment used without --env. Undefined if there are several and none is named sandbox. */
  readonly defaultEnvironment?: string;
  readonly dataDir: DataDir;
  /** How long fetched files are kept that no lock names, in milliseconds. If undefined, forever. */
  readonly keep?: number;
  readonly dataStore?: DataStore;
  /** The sources in the order of the file, without a prototype. */
  readonly sources: Readonly<Record<string, AudienceSource>>;
  readonly policy: Policy;
  /** The lists in the order of the file. A person on several counts for the first. */
  readonly suppress: readonly SuppressionList[];
  readonly testRecipients: readonly TestRecipient[];
  /** The camp_id of test sends, for campaigns that set none. */
  readonly testCampId?: number;
  readonly allowedHosts: readonly string[];
  /** Hosts from which pictures and links may be requested, and nothing else. */
  readonly onlineHosts: readonly string[];
  readonly locate: Locate;
}
