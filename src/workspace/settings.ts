// What pushplan.yaml says, with defaults filled in.
import type { PolicyHoldout } from '../campaign/assignment.ts';
import type { AudienceSource, BucketPlace } from '../campaign/audience-source.ts';
import type { AbortLimit, Cap, Forbidden, Limit, ListFile, Locate, Rest } from '../campaign/campaign.ts';
import type { RetryRules } from '../campaign/schedule/retry-rules.ts';
import type { Blackout, QuietHours } from '../campaign/schedule/schedule.ts';
import type { Position } from '../diagnostic.ts';
import type { AuditFinding } from '../generated/plan.ts';
import type { TestRecipient } from './test-recipients.ts';

/** `url` is scheme, host and port, such as "https://mobile.useinsider.com". */
export type Endpoint = { readonly kind: 'sandbox' } | { readonly kind: 'url'; readonly url: string };

/**
 * How doubt is settled. For at most `before` it is asked about what earlier runs left, before anything is sent; `after` counts from
 * the attempt. Milliseconds.
 */
export type MessageCenter =
  | 'off'
  | { readonly before: number; readonly after: number; readonly requestsPerMinute: number };

export interface Environment {
  readonly name: string;
  readonly endpoint: Endpoint;
  /** Names of environment variables, never their content. A url endpoint always has a key. */
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
  /** How many times as many recipients as in its last run a campaign may have: 2 is twice as many. */
  readonly maxGrowth?: number;
  /** How many times fewer people than in its last run a campaign's audience may have: 2 is half as many. */
  readonly maxShrink?: number;
  /** Above so many recipients a campaign must say that it is a broadcast. */
  readonly broadcastAbove?: number;
  /** How old audience files may be, in milliseconds. */
  readonly maxAge?: number;
  /** They hold for campaigns that count for them. */
  readonly caps: readonly Cap[];
  /** Nobody rests when absent. */
  readonly rest?: Rest;
  /** People who get nothing. */
  readonly holdout?: PolicyHoldout;
  /** All of them hold. */
  readonly quietHours: readonly QuietHours[];
  readonly blackouts: readonly Blackout[];
  /** By the reason of a refusal, when it may be tried again. */
  readonly retry: RetryRules;
  /** How serious each finding of the copy audit is. */
  readonly copy: Readonly<Record<Check, Level>>;
}

/** People who must not get campaigns. */
export interface SuppressionList extends ListFile {
  /** No two have the same. */
  readonly name: string;
  /** It holds for campaigns with one of them; for all when absent. */
  readonly tags?: readonly string[];
  /** It does not hold for campaigns with one of them. */
  readonly exceptTags: readonly string[];
  /** How old the file may be, in milliseconds. */
  readonly maxAge?: number;
}

/** Where the data folder is said to be: a path, absolute or relative to the workspace, or the name of the variable that holds one. */
export type DataDir =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'env'; readonly name: string };

/** The bucket that fetched data is put into as well. */
export interface DataStore extends BucketPlace {
  /** Empty, or it ends with a slash. */
  readonly prefix: string;
  /** Where it stands in pushplan.yaml. */
  readonly at: Position;
}

export interface WorkspaceSettings {
  /** Where the settings stand: pushplan.yaml, relative to the workspace. */
  readonly file: string;
  /** "ws_" and 12 letters or digits: by it a ledger tells whose a campaign is. */
  readonly workspaceId?: string;
  /** In the order of the file. Null prototype. */
  readonly environments: Readonly<Record<string, Environment>>;
  /** Used without --env; absent when several environments are there and none is called sandbox. */
  readonly defaultEnvironment?: string;
  readonly dataDir: DataDir;
  /** How long fetched files are kept that no lock names, in milliseconds; for good when absent. */
  readonly keep?: number;
  readonly dataStore?: DataStore;
  /** In the order of the file. Null prototype. */
  readonly sources: Readonly<Record<string, AudienceSource>>;
  readonly policy: Policy;
  /** In the order of the file: a person in several counts for the first. */
  readonly suppress: readonly SuppressionList[];
  readonly testRecipients: readonly TestRecipient[];
  /** The camp_id of test sends of campaigns that have none of their own for them. */
  readonly testCampId?: number;
  readonly allowedHosts: readonly string[];
  /** Hosts that may be asked for pictures and links, and for nothing else. */
  readonly onlineHosts: readonly string[];
  readonly locate: Locate;
}
